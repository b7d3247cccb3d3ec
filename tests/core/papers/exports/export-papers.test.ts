import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import {
  type ExportFormat,
  exportFormats,
  exportPapers,
} from '../../../../src/core/papers/exports/export-papers.ts';
import { paperNamed as paperWith } from '../../store/things.ts';
import { hostilePapers, readShipped } from './papers-to-export.ts';

const formats = Object.keys(exportFormats).filter((name): name is ExportFormat => name in exportFormats);

describe.each(formats)('an export in %s', (format) => {
  it('of 2,000 papers takes little time and lets others have their turn', async () => {
    const shipped = await readShipped();
    const papers = Array.from({ length: 2000 }, (_, at) => {
      const paper = shipped[at % shipped.length] ?? hostilePapers[0]?.paper;
      if (paper === undefined) throw new Error('there are no papers');
      return { paper: { ...paper, id: `arxiv:2303.${10_000 + at}` }, tags: ['a'], note: 'n' };
    });
    await exportPapers(papers.slice(0, 1), format);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    await exportPapers(papers, format);
    const took = performance.now() - start;
    delay.disable();
    expect(took).toBeLessThan(3000);
    expect(delay.max / 1e6).toBeLessThan(250);
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
