import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportPapers } from '../../../../src/core/papers/exports/export-papers.ts';
import { plainText } from '../../../../src/core/papers/text/plain-text.ts';
import { paperWith, readFiles } from '../papers.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/references/${name}`, import.meta.url), 'utf8');

/** What these files leave as, in BibTeX. */
async function writeFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const { papers, problems } = await readFiles(files);
  expect(problems).toEqual([]);
  return (
    await exportPapers(
      papers.map((paper) => ({ paper })),
      'bibtex',
    )
  ).content;
}

describe('what a reference file has', () => {
  it('leaves as it came: keys, kinds, fields, editors', async () => {
    const content = await writeFiles({ 'a.bib': fixture('whole-entry.bib') });
    expect(content).toMatch(
      /@article\{myKey2020,[^@]*volume = \{12\},\n {2}number = \{3\},\n {2}pages = \{45--67\}/,
    );
    expect(content).toMatch(
      /@article\{myKey2020,[^@]*issn = \{1234-5678\}[^@]*note = \{Best paper\}[^@]*keywords = \{candlelight, wick\}/,
    );
    expect(content).toMatch(/@phdthesis\{thesis2021,[^@]*school = \{Dawn University\}/);
    expect(content).toMatch(
      /@incollection\{chap2022,[^@]*editor = \{Cy, Di\}[^@]*booktitle = \{Big Book of Lamps\}/,
    );
    expect(content).toMatch(/@book\{book2019,[^@]*editor = \{Cy, Di\}[^@]*edition = \{2\}/);
    const again = await readFiles({ 'b.bib': content });
    expect(
      await exportPapers(
        again.papers.map((paper) => ({ paper })),
        'bibtex',
      ),
    ).toMatchObject({ content });
  });

  it('leaves with corporate names in braces, whatever format they came in', async () => {
    const content = await writeFiles({
      'a.jsonl': fixture('nasty-export.jsonl'),
      'b.bib': fixture('corporate-and-extended-names.bib'),
    });
    expect(content).toContain('{Lantern Institute of Dawn, Dusk and Night}');
    expect(content.match(/\{American Lantern Association\}/g)).toHaveLength(2);
    expect(content.match(/\{Dawn Optimization, Inc\.\}/g)).toHaveLength(2);
  });

  it('is written in commands that LaTeX has without a package', async () => {
    const content = await writeFiles({ 'a.jsonl': fixture('nasty-export.jsonl') });
    expect(content).toContain(
      'title = {Caret \\textasciicircum{} tilde \\textasciitilde{} backslash \\textbackslash{} and $\\leq$ $\\geq$ $\\emptyset$}',
    );
    expect(content).toContain('Nguy{\\~{\\^e}}n');
    const tex =
      '@book{a, author={Đỗ, Paweł and Þórs, Ę.}, title={Đorđe x̂ on {$\\mathbb{R}^{n+1}$} of «{\\{}b{\\}}»}, publisher={Wałęsa}}';
    const others = await writeFiles({ 'a.bib': tex });
    expect(others).toContain('{\\fontencoding{T1}\\selectfont Đ}{\\~{\\^o}}');
    expect(others).toContain('{{\\fontencoding{T1}\\selectfont Đ}or{\\fontencoding{T1}\\selectfont đ}e}');
    expect(others).toContain('{\\^x} on {$\\mathbf{\\mathbf{R}}$}$^{n}$$^{+}$$^{1}$');
    expect(others).toContain('$\\lbrace$b$\\rbrace$');
    expect((await readFiles({ 'a.bib': others })).papers).toMatchObject([
      { title: 'Đorđe x̂ on ℝⁿ⁺¹ of «{b}»', authors: ['Paweł Đỗ', 'Ę. Þórs'] },
    ]);
  });
});

describe.each([
  ['bibtex', 'a.bib'],
  ['ris', 'a.ris'],
  ['csl', 'a.json'],
  ['csv', 'a.csv'],
  ['markdown', 'a.md'],
] as const)('a title of any characters, written as %s', (format, name) => {
  it('comes back as it left', async () => {
    const characters = fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
      {
        weight: 2,
        arbitrary: fc.string({ unit: fc.constantFrom(...'\\{}$&%#_^~<>`\'"-– ab1Ωßé≤'), maxLength: 40 }),
      },
    );
    const titles = fc.sample(characters, { numRuns: 400, seed: 16 });
    const asRead = [...new Set(titles.map((title) => plainText(`${title} end`)))];
    // As BibTeX gives them, what is marked in others is text.
    const plain = [...asRead, 'On {literal} braces {of words}', 'Tags <b>as text</b> & $x^2$'];
    const papers = plain.map((title, at) => {
      const id = `2301.${String(10_001 + at)}`;
      return { paper: paperWith({ id: `arxiv:${id}`, title, url: `https://arxiv.org/abs/${id}` }) };
    });
    const { content } = await exportPapers(papers, format);
    const again = await readFiles({ [name]: content });
    expect(again.problems).toEqual([]);
    const titleOf = new Map(again.papers.map(({ id, title }) => [id, title]));
    expect(papers.map(({ paper }) => titleOf.get(paper.id))).toEqual(papers.map(({ paper }) => paper.title));
  });
});
