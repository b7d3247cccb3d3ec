import type { Breathe } from '../../async/time-slices.ts';
import { foldWords } from '../../text/fold-text.ts';
import { paperId, slugApart } from '../identity.ts';
import type { Paper, PaperId } from '../paper.ts';
import { arxivIdOf } from '../publication.ts';
import { compareRecords, type PlacedPaper } from './group-records.ts';

/**
 * The papers of groups that share names, in the same order: fields merged, ids told apart where titles are the same. The
 * strongest id names a paper; of several with the same slug the first in order keeps it.
 */
export async function mergeGroups<T extends PlacedPaper>(
  groups: readonly (readonly T[])[],
  breathe: Breathe,
): Promise<readonly Paper[]> {
  const taken = new Set<PaperId>();
  const merged = groups.map((group) => mergePapers(group.map(({ paper }) => paper)));
  const order = groups
    .map((_, index) => index)
    .sort((one, other) => {
      const [first, second] = [groups[one]?.[0], groups[other]?.[0]];
      return first === undefined || second === undefined ? 0 : compareRecords(first, second);
    });
  const papers = [...merged];
  for (const index of order) {
    await breathe();
    const paper = merged[index];
    if (paper === undefined) continue;
    let id = paper.id;
    for (let turn = 1; taken.has(id); turn++) {
      id = slugApart(paper.id, `${paper.recordIds[0] ?? foldWords(paper.abstract)}${turn > 1 ? turn : ''}`);
    }
    taken.add(id);
    papers[index] = id === paper.id ? paper : { ...paper, id };
  }
  return papers;
}

/** One paper from its records in order: the richer field wins, the earlier on a tie; all record ids are kept. */
export function mergePapers(papers: readonly Paper[]): Paper {
  const [first, ...others] = papers;
  if (first === undefined) throw new Error('no paper to merge');
  if (others.length === 0) return first;
  const pick = <K extends keyof Paper>(field: K) =>
    papers.find((paper) => paper[field] !== undefined)?.[field];
  const longest = <K extends 'authors' | 'categories' | 'abstract'>(field: K): Paper[K] =>
    papers.reduce((best, paper) => (paper[field].length > best[field].length ? paper : best))[field];
  const title = papers.find((paper) => paper.title !== '')?.title ?? '';
  const abstract = longest('abstract');
  const arxivId = papers.map(arxivIdOf).find((id) => id !== undefined);
  const doi = pick('doi');
  const dates = papers.map((paper) => paper.published ?? '');
  const published = dates.reduce((best, date) => (date.length > best.length ? date : best));
  const address = papers.find((paper) => paper.urlIsSearch === undefined) ?? first;
  const optional = {
    code: pick('code'),
    venue: pick('venue'),
    keywords: pick('keywords'),
    upvotes: pick('upvotes'),
    source: pick('source'),
    position: pick('position'),
    gist: pick('gist'),
    withdrawn: pick('withdrawn'),
    came: papers.flatMap(({ came }) => came ?? []).sort()[0],
  };
  return {
    id: paperId({ arxivId, doi, title, abstract }),
    recordIds: [...new Set(papers.flatMap((paper) => paper.recordIds))],
    title,
    abstract,
    authors: longest('authors'),
    ...(published === '' ? {} : { published }),
    url: address.url,
    ...(address.urlIsSearch === undefined ? {} : { urlIsSearch: true }),
    ...(doi === undefined ? {} : { doi }),
    categories: longest('categories'),
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<Paper>),
  };
}
