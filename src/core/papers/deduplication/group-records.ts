import type { Breathe } from '../../async/time-slices.ts';
import { foldWords } from '../../text/fold-text.ts';
import { readPaperId, slugOf } from '../identity.ts';
import { foldFamily } from '../names.ts';
import type { Paper } from '../paper.ts';
import { arxivIdOf } from '../publication.ts';

/**
 * Where records are from: one part of one source (a file of a folder, a batch of a service), one object for each. Own ids are
 * unique in it. `order` is the place of the source among all.
 */
export type RecordOrigin = { readonly source: string; readonly order: number; readonly part: string };

/** A paper as one source has it, and where. */
export type PlacedPaper = { readonly paper: Paper; readonly origin: RecordOrigin; readonly line: number };

/** What decides whether two records are of the same paper; all folded. */
type Facts = {
  readonly arxivId: string | undefined;
  readonly doi: string | undefined;
  readonly title: string;
  readonly family: string | undefined;
  readonly year: string | undefined;
  readonly opening: string;
  /** The id its source gives it, where that is neither an arXiv id nor a DOI. */
  readonly ownId: string | undefined;
};

type Known<T> = { readonly record: T; readonly facts: Facts; readonly order: string };

/** Records of one paper, and all that is known of it from them. */
type Group<T> = {
  readonly members: T[];
  arxivId: string | undefined;
  doi: string | undefined;
  readonly families: Set<string>;
  readonly years: Set<string>;
  readonly openings: Set<string>;
  readonly ownIds: Map<RecordOrigin, string>;
};

/** A title of fewer words is borne by many papers ("Introduction") and proves nothing alone. */
export const tellingWords = 5;
/** Beyond so many different papers of one title only those that agree on author and year or abstract are compared. */
const COMPARED = 40;

/** The names a record shares with every other record of its paper: arXiv id, DOI, normalised title. */
export function namesOf(paper: Paper): readonly string[] {
  const arxivId = arxivIdOf(paper);
  const names = [titleName(paper)];
  if (arxivId !== undefined) names.push(`arxiv:${arxivId}`);
  if (paper.doi !== undefined) names.push(`doi:${paper.doi}`);
  return names;
}

/** The name under which a title is compared. */
export function titleName(paper: Pick<Paper, 'title' | 'abstract'>): string {
  const words = foldWords(paper.title);
  return words === '' ? `abstract:${slugOf('', paper.abstract)}` : `title:${words}`;
}

/**
 * Parts records that share names into groups, each of one paper: same arXiv id; else same DOI; else same title with the same
 * first author and year, or, where one of the two lacks author or year, what both have agrees and so do the abstracts. Different
 * arXiv ids, DOIs, or own ids of one origin tell papers apart. Does not depend on the order of the records.
 */
export async function groupRecords<T extends PlacedPaper>(
  records: readonly T[],
  breathe: Breathe,
): Promise<readonly (readonly T[])[]> {
  const byId = new Map<string, Group<T>>();
  const byTitle = new Map<string, Group<T>[]>();
  const byTwin = new Map<string, Group<T>>();
  const groups: Group<T>[] = [];
  const known: Known<T>[] = [];
  for (const record of records) {
    const facts = factsOf(record.paper);
    known.push({ record, facts, order: orderOf(facts) });
    await breathe();
  }
  for (const one of known.sort(compareKnown)) {
    await breathe();
    const { facts } = one;
    const twins = twinNames(facts);
    const sameTitle = byTitle.get(facts.title) ?? [];
    const group =
      byId.get(`arxiv:${facts.arxivId}`) ??
      (facts.arxivId === undefined ? byId.get(`doi:${facts.doi}`) : undefined) ??
      twins.map((twin) => byTwin.get(twin)).find((twin) => twin !== undefined && isSame(one, twin)) ??
      sameTitle.slice(0, COMPARED).find((candidate) => isSame(one, candidate));
    const joined = group ?? startGroup<T>();
    if (group === undefined) groups.push(joined);
    join(joined, one);
    if (!sameTitle.includes(joined)) byTitle.set(facts.title, [...sameTitle.slice(0, COMPARED), joined]);
    for (const twin of twins) if (!byTwin.has(twin)) byTwin.set(twin, joined);
    if (facts.arxivId !== undefined) byId.set(`arxiv:${facts.arxivId}`, joined);
    if (facts.doi !== undefined && !byId.has(`doi:${facts.doi}`)) byId.set(`doi:${facts.doi}`, joined);
  }
  return groups.map((group) => group.members.sort(compareRecords));
}

/** Source by source, part by part in order of their names, line by line. */
export function compareRecords(one: PlacedPaper, other: PlacedPaper): number {
  return (
    one.origin.order - other.origin.order ||
    compareText(one.origin.part, other.origin.part) ||
    one.line - other.line
  );
}

function factsOf(paper: Paper): Facts {
  const author = paper.authors[0];
  const recordId = paper.recordIds[0];
  return {
    arxivId: arxivIdOf(paper),
    doi: paper.doi,
    title: titleName(paper),
    family: author === undefined ? undefined : foldFamily(author),
    year: paper.published?.slice(0, 4),
    opening: foldWords(paper.abstract.slice(0, 400)).slice(0, 200),
    ownId: recordId === undefined || readPaperId(recordId) !== undefined ? undefined : recordId,
  };
}

/** Strong ids first, then the better described, then by what is described: never by place. */
function compareKnown<T extends PlacedPaper>(one: Known<T>, other: Known<T>): number {
  return compareText(one.order, other.order) || compareRecords(one.record, other.record);
}

function orderOf({ arxivId, doi, family, year, opening, title }: Facts): string {
  const missing = [family, year, opening || undefined].filter((fact) => fact === undefined).length;
  const strength = arxivId !== undefined ? `0 ${arxivId}` : doi !== undefined ? `1 ${doi}` : '2';
  return [strength, missing, title, family, year, opening].join('\n');
}

/** Names under which a group that certainly agrees is found at once. */
function twinNames({ title, family, year, opening }: Facts): readonly string[] {
  const names: string[] = [];
  if (family !== undefined && year !== undefined) names.push(`${title}\n${family}\n${year}`);
  if (opening !== '') names.push(`${title}\n\n${opening}`);
  return names;
}

function isSame<T extends PlacedPaper>({ record, facts }: Known<T>, group: Group<T>): boolean {
  if (facts.arxivId !== undefined && group.arxivId !== undefined && facts.arxivId !== group.arxivId)
    return false;
  if (facts.doi !== undefined && group.doi !== undefined && facts.doi !== group.doi) return false;
  const sameOpening = facts.opening !== '' && group.openings.has(facts.opening);
  const ownId = group.ownIds.get(record.origin);
  if (facts.ownId !== undefined && ownId !== undefined && ownId !== facts.ownId && !sameOpening) return false;
  const authors = facts.family !== undefined && group.families.size > 0;
  const years = facts.year !== undefined && group.years.size > 0;
  if (authors && !group.families.has(facts.family ?? '')) return false;
  if (years && !group.years.has(facts.year ?? '')) return false;
  if ((authors && years) || sameOpening) return true;
  const oneHasNone = facts.opening === '' || group.openings.size === 0;
  return oneHasNone && facts.title.split(' ').length >= tellingWords;
}

function startGroup<T>(): Group<T> {
  return {
    members: [],
    arxivId: undefined,
    doi: undefined,
    families: new Set(),
    years: new Set(),
    openings: new Set(),
    ownIds: new Map(),
  };
}

function join<T extends PlacedPaper>(group: Group<T>, { record, facts }: Known<T>): void {
  group.members.push(record);
  group.arxivId ??= facts.arxivId;
  group.doi ??= facts.doi;
  if (facts.family !== undefined) group.families.add(facts.family);
  if (facts.year !== undefined) group.years.add(facts.year);
  if (facts.opening !== '') group.openings.add(facts.opening);
  if (facts.ownId !== undefined && !group.ownIds.has(record.origin))
    group.ownIds.set(record.origin, facts.ownId);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
