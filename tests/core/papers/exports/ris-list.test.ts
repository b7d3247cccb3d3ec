import { expect, it } from 'vitest';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import { hostilePapers, saved } from './papers-to-export.ts';

it('writes a list in RIS, with tags as keywords and the note on one line', async () => {
  const { type, content } = await exportPapers([saved], 'ris');
  expect(type).toBe('application/x-research-info-systems');
  expect(content).toBe(
    [
      'TY  - UNPB',
      'TI  - Window-Based Early-Exit Cascades',
      'AU  - Xia, Guoxuan',
      'AU  - Bouganis, Christos-Savvas',
      'PY  - 2023',
      'DA  - 2023/03/14/',
      'PB  - arXiv',
      'AN  - arXiv:2303.08010',
      'UR  - https://arxiv.org/abs/2303.08010',
      'AB  - We only pass 50% of samples.',
      'KW  - ensembles',
      'KW  - to read',
      'N1  - Compare with Fig. 3. Ask Ada.',
      'LB  - xia2023window',
      'DP  - Paperboy',
      'ER  - ',
      '',
    ].join('\r\n'),
  );
});

it('lets no text begin a field or end a record', async () => {
  const { content } = await exportPapers(hostilePapers, 'ris');
  const lines = content.split('\r\n');
  expect(lines.filter((line) => line.startsWith('TY  - '))).toHaveLength(hostilePapers.length);
  expect(lines.filter((line) => line.startsWith('ER  - '))).toHaveLength(hostilePapers.length);
  expect(lines.filter((line) => !/^(?:[A-Z][A-Z0-9] {2}- |$)/.test(line))).toEqual([]);
  expect(content.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
});
