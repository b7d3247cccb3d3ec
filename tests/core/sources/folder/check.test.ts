import { mkdir, symlink } from 'node:fs/promises';
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
    .slice(2);
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

  it('says of a link to a folder that it is not followed', async () => {
    const folder = await createFolder(papers);
    await symlink(await createFolder(papers), join(folder, 'more'));
    expect(renderCheck(await checkCorpus(folder))).toContain(
      'Ignored: 1 link to a folder (more); no such link is followed, so put the folder itself there.',
    );
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

  it('tells of each file how many papers it has and what they lack', async () => {
    const folder = await createFolder({
      'a.bib':
        '@misc{a, title={Good}, author={Rua, Ana}, year=2020, url={https://example.org/}}\n@misc{b, title={Bare}}\n@misc{c, title={Left \\{over\\}}, year=2021}',
      'b.jsonl': jsonLines({
        title: 'Whole for $5 or 10$',
        authors: ['Ana Rua'],
        published: '2020',
        doi: '10.5555/a',
      }),
      'c.json': '[]',
    });
    expect(
      renderCheck(await checkCorpus(folder))
        .split('\n')
        .slice(1, 3),
    ).toEqual([
      'a.bib: 3 papers, 1 without a date, 2 without authors, 2 with a guessed link (a search for the title), 1 title with leftovers of mark-up (“Left {over}”).',
      'b.jsonl: 1 paper.',
    ]);
  });
});
