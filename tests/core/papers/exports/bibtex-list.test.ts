import { parse } from '@retorquere/bibtex-parser';
import { describe, expect, it } from 'vitest';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import type { ExportedPaper } from '../../../../src/core/papers/exports/exported-paper.ts';
import { hostilePapers, readShipped, saved } from './papers-to-export.ts';

async function writeBibtex(papers: readonly ExportedPaper[]) {
  const { content } = await exportPapers(papers, 'bibtex');
  return { content, ...parse(content, { sentenceCase: false, verbatimFields: ['url', 'doi', 'eprint'] }) };
}

describe('a list in BibTeX', () => {
  it('is an entry a paper, with tags as keywords and the note as annotation', async () => {
    const { name, type, content } = await exportPapers([saved], 'bibtex');
    expect({ name, type }).toEqual({ name: 'papers.bib', type: 'application/x-bibtex' });
    expect(content).toBe(
      [
        '@article{xia2023window,',
        '  title = {Window-Based Early-Exit Cascades},',
        '  author = {Xia, Guoxuan and Bouganis, Christos-Savvas},',
        '  journal = {arXiv preprint arXiv:2303.08010},',
        '  year = {2023},',
        '  month = mar,',
        '  eprint = {2303.08010},',
        '  archivePrefix = {arXiv},',
        '  primaryClass = {cs.LG},',
        '  url = {https://arxiv.org/abs/2303.08010},',
        '  day = {14},',
        '  abstract = {We only pass 50\\% of samples.},',
        '  keywords = {ensembles, to read},',
        '  annote = {Compare with Fig. 3. \\\\ Ask Ada.},',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('is read without an error by another parser, all papers that ship with the bot', async () => {
    const papers = await readShipped();
    const { errors, entries } = await writeBibtex(papers.map((paper) => ({ paper })));
    expect(errors).toEqual([]);
    expect(entries).toHaveLength(88);
    expect(new Set(entries.map(({ key }) => key.toLowerCase())).size).toBe(88);
    expect(entries.map(({ fields }) => fields.title)).toEqual(papers.map(({ title }) => title));
  });

  it('is read by another parser with hostile texts as they are', async () => {
    const { errors, entries } = await writeBibtex(hostilePapers);
    expect(errors).toEqual([]);
    expect(entries).toHaveLength(hostilePapers.length);
    for (const [at, { type, fields }] of entries.entries()) {
      const { paper, note } = hostilePapers[at] ?? saved;
      expect(type).toBe('article');
      expect(plain(fields.title)).toBe(plain(paper.title));
      expect(plain(fields.abstract)).toBe(plain(paper.abstract));
      expect(plain(fields.annote?.replaceAll('<br>', ''))).toBe(plain(note));
      expect(fields.author).toHaveLength(6);
      expect(fields.keywords).toContain('to read');
    }
  });

  it('has braces that are in balance in every entry, as BibTeX counts them, and no line that begins another', async () => {
    const { content } = await exportPapers(hostilePapers, 'bibtex');
    const entries = content.trim().split('\n\n');
    expect(entries).toHaveLength(hostilePapers.length);
    for (const entry of entries) {
      const depths = [...entry.matchAll(/[{}]/g)].map(([brace]) => (brace === '{' ? 1 : -1));
      let depth = 0;
      for (const [index, step] of depths.entries()) {
        depth += step;
        if (index < depths.length - 1) expect(depth).toBeGreaterThan(0);
      }
      expect(depth).toBe(0);
      expect(entry.match(/^\s*@/gm)).toHaveLength(1);
    }
  });
});

/** Without what TeX joins to one character, control characters and the breaks of lines. */
function plain(text: string | undefined): string {
  return String(text)
    .normalize('NFC')
    .replaceAll('ˋ', '`')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[–—]|-{2,3}/gu, '-')
    .replace(/``|''|[“”]/gu, '"')
    .replace(/[‘’`]/gu, "'")
    .trim();
}
