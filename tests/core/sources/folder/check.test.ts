import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { advisedEndings } from '../../../../src/core/papers/formats/formats.ts';
import { checkCorpus, renderCheck } from '../../../../src/core/sources/folder/check.ts';
import { createFolder, jsonLines } from '../../papers/papers.ts';

const advised = `${advisedEndings.slice(0, -1).join(', ')} or ${advisedEndings.at(-1)}`;
const papers = { 'a.jsonl': jsonLines({ title: 'A' }) };

async function linesOf(files: Readonly<Record<string, string>>, folders: readonly string[] = []) {
  const folder = await createFolder({ ...papers, ...files });
  for (const name of folders) await mkdir(join(folder, name));
  return renderCheck(await checkCorpus(folder))
    .split('\n')
    .slice(1);
}

describe('the check of a folder', () => {
  it('mentions what is ignored, one line each kind, as no problem', async () => {
    const files = { 'b.xlsx': 'title', 'C.XLSX': 'title', 'd.pdf': '%PDF', notes: 'x' };
    expect(await linesOf(files, ['2023', 'old.jsonl'])).toEqual([
      `Ignored: 1 file without an ending (notes); to have papers read, save them as ${advised}.`,
      `Ignored: 1 .pdf file (d.pdf); to have papers read, save them as ${advised}.`,
      `Ignored: 2 .xlsx files (C.XLSX, …); to have papers read, save them as ${advised}.`,
      'No problems.',
    ]);
  });

  it('is silent about files that nobody expects papers in', async () => {
    expect(await linesOf({ 'README.md': 'x', LICENSE: 'x', '.DS_Store': 'x', 'a.jsonl~': 'x' })).toEqual([
      'No problems.',
    ]);
  });

  it('lets no name of a file end its line', async () => {
    const [line] = await linesOf({ 'a\n\u001B[2Jb.xls': 'x' });
    expect(line).toMatch(/^Ignored: 1 \.xls file \(a \[2Jb\.xls\)/u);
  });
});
