import { describe, expect, it } from 'vitest';
import { createKnownNames, readNames } from '../../../../src/core/papers/deduplication/known-names.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { jsonLines, readFiles } from '../papers.ts';

type Record = Readonly<{ [field: string]: unknown }>;

const title = 'Window-Based Early-Exit Cascades for Uncertainty Estimation';
const abstract = 'Deep ensembles improve the uncertainty estimates of deep learning.';
const authors = ['Guoxuan Xia', 'Christos-Savvas Bouganis'];
const paper: Record = { title, abstract, authors, published: '2022-11-14' };
const onArxiv: Record = { ...paper, arxivId: '2303.08010' };
const doi = '10.1109/ICCV51070.2023.01593';
const inJournal: Record = { title, authors, doi, published: '2024' };
const short: Record = { ...paper, title: 'Segment Anything' };

async function readOne(record: Record): Promise<Paper> {
  const [read] = (await readFiles({ 'papers.jsonl': jsonLines(record) })).papers;
  if (read === undefined) throw new Error('no paper');
  return read;
}

async function isKnown(first: Record, then: Record): Promise<boolean> {
  const [before, after] = [await readOne(first), await readOne(then)];
  const known = createKnownNames();
  known.add('shown', readNames(before));
  return known.find(after).length > 0;
}

describe('a paper is known again', () => {
  it.each<[string, Record, Record]>([
    ['as it was', onArxiv, onArxiv],
    ['of arXiv, by its DOI alone', onArxiv, inJournal],
    ['of a DOI, on arXiv', inJournal, onArxiv],
    ['of a title alone, on arXiv', paper, onArxiv],
    ['of a title alone, by its DOI', { title, authors }, inJournal],
    ['of arXiv, by its title alone', onArxiv, { title }],
    ['of a title without authors, on arXiv', { title, abstract }, onArxiv],
    [
      'by the DOI of arXiv',
      { ...onArxiv, title: 'Early' },
      { title: 'Late', doi: '10.48550/arXiv.2303.08010' },
    ],
    [
      'in its second version',
      onArxiv,
      { ...onArxiv, arxivId: '2303.08010v2', abstract: 'Anew.', title: 'New' },
    ],
    ['retitled under the same DOI', inJournal, { ...inJournal, title: 'Cascades, quick and sure of it' }],
    ['by its address alone', { ...paper, url: 'https://doi.org/10.1109/iccv51070.2023.01593' }, inJournal],
    ['in capital letters', inJournal, { ...onArxiv, title: title.toUpperCase() }],
    [
      'in LaTeX',
      inJournal,
      { ...onArxiv, title: `{W}indow-{B}ased \\emph{Early-Exit} {Cascades} for {U}ncertainty Estimation` },
    ],
    [
      'with an accent in LaTeX',
      { ...inJournal, title: 'Schrödinger bridges for the naïve and others' },
      { ...paper, title: 'Schr{\\"o}dinger Bridges for the Na{\\"\\i}ve and Others' },
    ],
    [
      'with other punctuation',
      inJournal,
      { ...onArxiv, title: 'Window‐Based “Early–Exit” Cascades: for Uncertainty Estimation.' },
    ],
    ['by a first author with initials', inJournal, { ...onArxiv, authors: ['G. Xia'] }],
    ['by a first author with the family name first', inJournal, { ...onArxiv, authors: ['Xia, Guoxuan'] }],
    [
      'published two years later under a DOI of its own',
      { ...inJournal, doi: '10.1101/2021.01.01' },
      inJournal,
    ],
    [
      'of few words, by how the abstract begins',
      { ...short, arxivId: '2304.02643' },
      { ...short, published: '2023', doi: '10.1109/x' },
    ],
    [
      'of few words, by first author and year',
      { ...short, arxivId: '2304.02643' },
      { ...short, abstract: '' },
    ],
    ['without a title, by its abstract', { abstract, authors }, { abstract, authors: ['G. Xia'] }],
  ])('%s', async (_how, first, then) => {
    expect(await isKnown(first, then)).toBe(true);
  });
});

describe('a paper is another', () => {
  it.each<[string, Record, Record]>([
    ['of the same title by another first author', onArxiv, { ...inJournal, authors: ['Ada Other'] }],
    ['of the same title by another, neither with an id', paper, { ...paper, authors: ['Ada Other'] }],
    ['of the same title under another arXiv id', onArxiv, { ...onArxiv, arxivId: '2401.00001' }],
    ['of another title', inJournal, { ...paper, title: `${title} and More` }],
    [
      'of few words by the same author under another DOI',
      { title: 'Editorial', authors: ['J. Smith'], doi: '10.1000/a.1', published: '2023' },
      { title: 'Editorial', authors: ['J. Smith'], doi: '10.1000/a.2', published: '2023' },
    ],
    [
      'of few words by the same author in another year',
      { title: 'Editorial', authors: ['J. Smith'], published: '2023' },
      { title: 'Editorial', authors: ['John Smith'], published: '2024' },
    ],
    [
      'of few words by the same author in another year, where it begins otherwise',
      { title: 'Book Review', authors: ['J. Smith'], published: '2023', abstract: 'On cats.' },
      { title: 'Book Review', authors: ['J. Smith'], published: '2024', abstract: 'On dogs.' },
    ],
  ])('%s', async (_how, first, then) => {
    expect(await isKnown(first, then)).toBe(false);
  });
});

describe('a paper that is looked for again', () => {
  it('is read once', async () => {
    const read = await readOne(onArxiv);
    let looks = 0;
    const watched: Paper = {
      ...read,
      get title() {
        looks += 1;
        return read.title;
      },
    };
    const known = createKnownNames();
    known.add('shown', readNames(read));
    expect(known.find(watched)).toEqual(['shown']);
    const before = looks;
    expect(known.find(watched)).toEqual(['shown']);
    expect(looks).toBe(before);
  });
});
