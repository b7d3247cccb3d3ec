import type { Breathe } from '../../async/time-slices.ts';
import { foldWords } from '../../text/fold-text.ts';
import { paperId, slugApart } from '../identity.ts';
import { foldFamily, readName } from '../names.ts';
import type { Paper, PaperId } from '../paper.ts';
import { arxivIdOf } from '../publication.ts';
import type { ReferenceEntry } from '../reference-entry.ts';
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

/**
 * One paper from its records in order: the richer field wins, the earlier record on a tie; all record ids are kept. Its date is
 * that of its first version, as far as a day is known.
 */
export function mergePapers(papers: readonly Paper[]): Paper {
  const [first, ...others] = papers;
  if (first === undefined) throw new Error('no paper to merge');
  if (others.length === 0) return first;
  const pick = <K extends keyof Paper>(field: K) =>
    papers.find((paper) => paper[field] !== undefined)?.[field];
  const longest = <K extends 'categories' | 'abstract'>(field: K): Paper[K] =>
    papers.reduce((best, paper) => (paper[field].length > best[field].length ? paper : best))[field];
  const title = papers.find((paper) => paper.title !== '')?.title ?? '';
  const abstract = longest('abstract');
  const arxivId = papers.map(arxivIdOf).find((id) => id !== undefined);
  const doi = pick('doi');
  const published = papers.map((paper) => paper.published ?? '').reduce(chooseDate);
  const address = papers.find((paper) => paper.urlIsSearch === undefined) ?? first;
  const optional = {
    code: pick('code'),
    venue:
      papers.find(({ venue }) => venue !== undefined && !/^arxiv\b/iu.test(venue))?.venue ?? pick('venue'),
    keywords: pick('keywords'),
    upvotes: papers.flatMap(({ upvotes }) => upvotes ?? []).sort((one, other) => other - one)[0],
    source: pick('source'),
    position: pick('position'),
    gist: pick('gist'),
    withdrawn: pick('withdrawn'),
    came: firstArrival(papers),
    entry: joinEntries(papers.flatMap(({ entry }) => entry ?? [])),
  };
  return {
    id: paperId({ arxivId, doi, title, abstract }),
    recordIds: [...new Set(papers.flatMap((paper) => paper.recordIds))],
    title,
    abstract,
    authors: papers.map(({ authors }) => authors).reduce(joinNames),
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

/**
 * The more exact date; of two as exact the earlier, for a paper is told of again and again after its first version. The first of
 * January stands for no more than its year in too many records.
 */
function chooseDate(one: string, other: string): string {
  const [first, second] = [exactness(one), exactness(other)];
  if (first !== second) return first > second ? one : other;
  return one <= other ? one : other;
}

function exactness(date: string): number {
  return date.endsWith('-01-01') ? 'YYYY'.length + 1 : date.length;
}

/** The longer list; of two lists of the same people each name as it is fuller: `Guoxuan Xia` rather than `G. Xia`. */
function joinNames(one: readonly string[], other: readonly string[]): readonly string[] {
  if (one.length !== other.length) return one.length > other.length ? one : other;
  const pairs = one.map((name, index) => [name, other[index] ?? name] as const);
  if (pairs.some(([name, twin]) => foldFamily(name) !== foldFamily(twin))) return one;
  return pairs.map(([name, twin]) => (givenLength(twin) > givenLength(name) ? twin : name));
}

function givenLength(name: string): number {
  return readName(name).given?.replace(/[^\p{L}]/gu, '').length ?? 0;
}

/** The one that says most, under the first key that somebody gave it. */
function joinEntries(entries: readonly ReferenceEntry[]): ReferenceEntry | undefined {
  const [first, ...others] = entries;
  if (first === undefined) return undefined;
  const fullest = others.reduce((best, entry) => (size(entry) > size(best) ? entry : best), first);
  const key = entries.find((entry) => entry.key !== undefined)?.key;
  return key === undefined || key === fullest.key ? fullest : { ...fullest, key };
}

function size({ fields, editors = [] }: ReferenceEntry): number {
  return Object.keys(fields).length + editors.length;
}

/** When a service first told of a paper; absent where a file has it too, whose owner knew it before. */
function firstArrival(papers: readonly Paper[]): string | undefined {
  const arrivals = papers.flatMap(({ came }) => came ?? []).sort();
  return arrivals.length === papers.length ? arrivals[0] : undefined;
}
