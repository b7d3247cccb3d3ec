import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import { hostilePapers, hostileTexts, saved } from './papers-to-export.ts';

it('writes a list as CSV that Excel knows to be UTF-8, a row a paper', async () => {
  const { name, type, content } = await exportPapers([saved], 'csv');
  expect({ name, type }).toEqual({ name: 'papers.csv', type: 'text/csv' });
  expect(content).toBe(
    [
      '\uFEFFkey,title,authors,published,venue,arxiv,doi,url,code,abstract,keywords,volume,number,pages,tags,note,saved,read',
      'xia2023window,Window-Based Early-Exit Cascades,Guoxuan Xia; Christos-Savvas Bouganis,2023-03-14,,2303.08010,,' +
        'https://arxiv.org/abs/2303.08010,,We only pass 50% of samples.,,,,,ensembles; to read,' +
        '"Compare with Fig. 3.\nAsk Ada.",2023-03-20,2023-03-21',
      '',
    ].join('\r\n'),
  );
});

it('is read back cell by cell, with formulas made text', async () => {
  const { content } = await exportPapers(hostilePapers, 'csv');
  const [head, ...rows] = parse(content, { bom: true, record_delimiter: '\r\n' });
  expect(rows).toHaveLength(hostileTexts.length);
  for (const [at, row] of rows.entries()) {
    expect(row).toHaveLength(head?.length ?? 0);
    const title = hostilePapers[at]?.paper.title ?? '';
    expect(row[1]).toBe(/^[=+\-@]/.test(title) ? `'${title}` : title);
    expect(row.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  }
});
