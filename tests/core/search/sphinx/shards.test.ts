import { expect, it } from 'vitest';
import { numberOf } from '../../../../src/core/search/sphinx/tables/paper-row.ts';
import { writeTo } from '../../../../src/core/search/sphinx/tables/shards.ts';
import type { ServerConnection } from '../../../../src/core/search/sphinx/wire/connection.ts';
import { samplePaper } from '../sample-papers.ts';

/** A server drops whoever sends it a longer statement. */
const LONGEST_STATEMENT = 8 * 1024 * 1024;

it('writes each paper once, in statements that the server takes, of the longest as much as there is room for', async () => {
  const said: string[] = [];
  const server: ServerConnection = {
    ask: () => Promise.reject(new Error('nobody asks')),
    run: async (statement) => {
      said.push(statement);
      return [];
    },
    close: async () => {},
  };
  const text = (words: number): string =>
    Array.from({ length: words }, (_, at) => `${String(at).padStart(7, '0')}${'long'.repeat(8)}`).join(' ');
  const long = text(1_500);
  const papers = [
    ...Array.from({ length: 60 }, (_, at) => samplePaper({ id: `long-${at}`, abstract: long })),
    samplePaper({ id: 'arxiv:2101.00001', abstract: text(90_000) }),
    ...Array.from({ length: 120 }, (_, at) => samplePaper({ id: `short-${at}`, title: 'Mosses' })),
  ];
  await writeTo({ server, table: 'papers' }, { put: papers, removed: [] });
  expect(said.filter((statement) => statement.length > LONGEST_STATEMENT)).toEqual([]);
  const numbers = said.flatMap((statement) =>
    [...statement.matchAll(/\((\d+),'/gu)].map(([, number]) => number),
  );
  expect(numbers.toSorted()).toEqual(papers.map(({ id }) => String(numberOf(id))).toSorted());
  expect(said.some((statement) => /_k_\w*2101_2e_00001/u.test(statement))).toBe(true);
});
