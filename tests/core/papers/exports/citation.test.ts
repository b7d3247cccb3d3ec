import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { citeBibtex } from '../../../../src/core/papers/exports/citation.ts';
import { citationKey } from '../../../../src/core/papers/exports/citation-key.ts';
import { citePlain } from '../../../../src/core/papers/exports/plain-citation.ts';
import { readBibtex } from '../../../../src/core/papers/formats/bibtex/bibtex.ts';
import { paperWith, readFiles } from '../papers.ts';

const XIA = paperWith({
  id: 'arxiv:2303.08010',
  title: 'Window-Based Early-Exit Cascades for ImageNet & 5% risk',
  authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
  published: '2023-03-14',
  url: 'https://arxiv.org/abs/2303.08010',
  categories: ['cs.LG', 'cs.CV'],
});

describe('citeBibtex', () => {
  it('cites an arXiv paper as an article with eprint and primary class', () => {
    expect(citeBibtex(XIA)).toBe(
      [
        '@article{xia2023window,',
        '  title = {Window-Based Early-Exit Cascades for {ImageNet} \\& 5\\% risk},',
        '  author = {Xia, Guoxuan and Bouganis, Christos-Savvas},',
        '  journal = {arXiv preprint arXiv:2303.08010},',
        '  year = {2023},',
        '  month = mar,',
        '  eprint = {2303.08010},',
        '  archivePrefix = {arXiv},',
        '  primaryClass = {cs.LG},',
        '  url = {https://arxiv.org/abs/2303.08010},',
        '}',
      ].join('\n'),
    );
  });

  it('cites proceedings that name their year, whatever the year on arXiv', () => {
    const entry = citeBibtex({ ...XIA, venue: 'ICLR 2024' });
    expect(entry).toContain('@inproceedings{xia2024window,');
    expect(entry).toContain('booktitle = {ICLR 2024},\n  year = {2024},\n  eprint = {2303.08010},');
    expect(entry).not.toContain('month');
  });

  it('only notes a venue whose year is not known', () => {
    const entry = citeBibtex({ ...XIA, venue: 'IEEE Transactions on Medical Imaging' });
    expect(entry).toContain('@article{xia2023window,');
    expect(entry).toContain('note = {Appeared in IEEE Transactions on Medical Imaging},');
    expect(citeBibtex({ ...XIA, venue: 'Cambridge University Press' })).toContain(
      'note = {Published by Cambridge University Press}',
    );
  });

  it('cites a journal paper by its DOI', () => {
    const paper = paperWith({
      id: 'doi:10.1000/x',
      doi: '10.1000/x',
      title: 'T',
      authors: ['A B'],
      published: '2020',
      venue: 'Nature',
      url: 'https://doi.org/10.1000/x',
    });
    expect(citeBibtex(paper)).toContain('@article{b2020t,');
    expect(citeBibtex(paper)).toContain('journal = {Nature},\n  year = {2020},\n  doi = {10.1000/x},');
  });

  it('invents nothing: no year, author or address that is not known', () => {
    const paper = paperWith({
      title: 'Brain Tumor Detection',
      url: 'https://arxiv.org/search/?query=x',
      urlIsSearch: true,
    });
    expect(citeBibtex(paper)).toBe('@misc{braintumor,\n  title = {Brain Tumor Detection},\n}');
  });

  it('is safe in LaTeX: specials escaped, accents and symbols as commands', () => {
    const entry = citeBibtex({
      ...XIA,
      title: '100% of {x} & $5 #1 a_b ~ \\foo ^ O(n²) α≈72% “q” – Straße 深度',
      authors: ['Łukasz Müller', 'OpenAI Team', 'Martin L. King Jr.', 'Ezequiel de la Rosa', '王伟'],
      venue: 'A & B Workshop 2024',
    });
    expect(entry).toContain(
      "100\\% of $\\lbrace$x$\\rbrace$ \\& \\$5 \\#1 a\\_b \\textasciitilde{} \\textbackslash{}foo \\textasciicircum{} O(n$^{2}$) $\\alpha$$\\approx$72\\% ``q'' -- Stra{\\ss}e 深度",
    );
    expect(entry).toContain(
      'author = {M{\\"u}ller, {\\L}ukasz and {OpenAI Team} and King, Jr., Martin L. and de la Rosa, Ezequiel and {王伟}},',
    );
    expect(entry).toContain('A \\& B Workshop 2024');
  });

  it('gives entries of all shipped papers that are read back as the same papers, under keys of their own', async () => {
    const shipped = readFileSync(new URL('../../../../corpus/daily-papers.jsonl', import.meta.url), 'utf8');
    const { papers } = await readFiles({ 'a.jsonl': shipped });
    const entries = papers.map(citeBibtex).join('\n\n');
    const again = await readFiles({ 'a.bib': entries });
    expect(again.problems).toEqual([]);
    expect(again.papers.map(({ title, authors }) => [title, authors])).toEqual(
      papers.map(({ title, authors }) => [title, authors]),
    );
    expect(new Set(papers.map(citationKey)).size).toBe(88);
    expect(papers.map(citationKey).every((key) => /^[a-z0-9]+$/.test(key))).toBe(true);
  });
});

describe('citePlain', () => {
  it.each([
    [
      XIA,
      'Xia, G., & Bouganis, C.-S. (2023). Window-Based Early-Exit Cascades for ImageNet & 5% risk (arXiv:2303.08010). arXiv. https://arxiv.org/abs/2303.08010',
    ],
    [
      { ...XIA, venue: 'ICCV 2023' },
      'Xia, G., & Bouganis, C.-S. (2023). Window-Based Early-Exit Cascades for ImageNet & 5% risk. In ICCV 2023. https://arxiv.org/abs/2303.08010',
    ],
    [paperWith({ title: 'Alone', urlIsSearch: true }), 'Alone. (n.d.).'],
  ])('cites in APA style', (paper, cited) => {
    expect(citePlain(paper)).toBe(cited);
  });
});

it('reads names in BibTeX as they were written', async () => {
  const names: unknown[] = [];
  async function* text() {
    yield citeBibtex({ ...XIA, authors: ['Jane van der Berg Jr.', 'The ISLES Consortium'] });
  }
  for await (const { fields } of readBibtex(text(), () => {})) names.push(fields.authors);
  expect(names).toEqual([['Jane van der Berg Jr.', 'The ISLES Consortium']]);
});
