import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  type ExportFormat,
  exportFormats,
  exportPapers,
} from '../../../../src/core/papers/exports/export-papers.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { paperNamed as paperWith } from '../../store/things.ts';
import { readShipped } from './papers-to-export.ts';

const formats = Object.keys(exportFormats).filter((name): name is ExportFormat => name in exportFormats);

describe.each(formats)('an export in %s', (format) => {
  it('says in the note, once, that a paper was withdrawn', async () => {
    const paper = { ...paperWith('gone'), withdrawn: 'Withdrawn: an error in Theorem 2' };
    const says = async (note?: string) =>
      (await exportPapers([note === undefined ? { paper } : { paper, note }], format)).content.match(
        /Withdrawn\\?: an error in Theorem 2/gu,
      );
    expect(await says()).toHaveLength(1);
    expect(await says('for Tuesday')).toHaveLength(1);
    expect(await says('Withdrawn: an error in Theorem 2\nfor Tuesday')).toHaveLength(1);
  });

  it('lets others have their turn behind each paper, and has them all in order', async () => {
    const papers = (await readShipped()).map((paper) => ({ paper, tags: ['a'], note: 'n' }));
    let written = 0;
    let turns = 0;
    const { content } = await exportPapers(papers, format, papers, async () => {
      written += 1;
      setImmediate(() => {
        turns += 1;
      });
      await nextTurn();
      expect(turns).toBe(written);
    });
    expect(turns).toBe(papers.length);
    expect(content).toBe((await exportPapers(papers, format)).content);
  });

  it('looks at each paper as often in a long list as in a short one', async () => {
    const shipped = await readShipped();
    const looksAt = async (count: number): Promise<number> => {
      let looks = 0;
      const papers = Array.from({ length: count }, (_, at) => {
        const paper = { ...shipped[at % shipped.length], id: `arxiv:2303.${10_000 + at}` } as Paper;
        const watched = new Proxy(paper, {
          get(target, field) {
            looks += 1;
            return Reflect.get(target, field);
          },
        });
        return { paper: watched, tags: ['a'], note: 'n' };
      });
      await exportPapers(papers, format);
      return looks / count;
    };
    // Sorting alone may grow by a little more.
    expect((await looksAt(1760)) / (await looksAt(176))).toBeLessThan(1.5);
  });

  it('of nothing is a file all the same', async () => {
    const { name, content } = await exportPapers([], format);
    expect(name).toBe(`papers.${exportFormats[format].extension}`);
    expect(content.length).toBeLessThan(120);
  });
});

it('gives a paper the same key in each part of a list, whatever is saved later', async () => {
  const saved = (id: string, day: number) => ({
    paper: { ...paperWith(id), authors: ['Guoxuan Xia'], title: 'Window', published: '2023' },
    savedAt: new Date(Date.UTC(2024, 2, day)),
  });
  const [first, second] = [saved('arxiv:2303.00002', 1), saved('arxiv:2303.00001', 2)];
  const keysOf = async (...given: Parameters<typeof exportPapers>) =>
    [...(await exportPapers(...given)).content.matchAll(/\{(xia\w+),/gu)].map(([, key]) => key);
  expect(await keysOf([first], 'bibtex')).toEqual(['xia2023window']);
  expect(await keysOf([second, first], 'bibtex')).toEqual(['xia2023windowa', 'xia2023window']);
  expect(await keysOf([second], 'bibtex', [second, first])).toEqual(['xia2023windowa']);
});
