import { createBreather } from '../../async/time-slices.ts';
import { millisecondsADay } from '../../papers/calendar.ts';
import type { Corpus } from '../../papers/corpus.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { addedByHand } from '../../sources/added-by-hand.ts';
import type { Services } from '../command.ts';

/** What came on one day: each paper once, source by source in the order of the settings, those of files last. */
export type Arrivals = {
  readonly papers: readonly Arrival[];
  /** The days nearest to it on which something came. */
  readonly before?: string;
  readonly after?: string;
};

/** A paper, and the names of the sources that told of it that day; none for a paper of a file. */
export type Arrival = { readonly paper: Paper; readonly sources: readonly string[] };

/** What came on a day of UTC (`2026-08-28`); of papers of files, what was published on it. Rejects with a StoreFailure. */
export async function gatherArrivals(
  day: string,
  { corpus, store: { keptPapers }, sources }: Pick<Services, 'corpus' | 'store' | 'sources'>,
): Promise<Arrivals> {
  const names = [...sources.map(({ name }) => name), addedByHand];
  const from = new Date(day);
  const rows = await keptPapers.between(from, new Date(from.getTime() + millisecondsADay));
  const nearest = await keptPapers.nearestDays(names, day);
  const find = createFinder(
    corpus,
    rows.map(({ paper }) => paper),
  );
  const told = new Map<PaperId, { readonly paper: Paper; readonly sources: Set<string> }>();
  const breathe = createBreather();
  for (const name of names) {
    for (const row of rows) {
      if (row.source !== name) continue;
      const paper = find(row.paper);
      if (paper === undefined) continue;
      const known = told.get(paper.id);
      if (known === undefined) told.set(paper.id, { paper, sources: new Set([name]) });
      else known.sources.add(name);
    }
    await breathe();
  }
  const files = gatherOfFiles(corpus.papers, day);
  const before = pickLast([nearest.before, files.before]);
  const after = pickFirst([nearest.after, files.after]);
  return {
    papers: [
      ...[...told.values()].map(({ paper, sources: tellers }) => ({ paper, sources: [...tellers] })),
      ...files.papers.filter(({ id }) => !told.has(id)).map((paper) => ({ paper, sources: [] })),
    ],
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Finds the papers of ids as their sources had them, though more became known since and they bear another now. */
function createFinder(corpus: Corpus, ids: readonly PaperId[]): (id: PaperId) => Paper | undefined {
  const lost = new Set(ids.filter((id) => corpus.get(id) === undefined));
  const byDoi = new Map<PaperId, Paper>();
  if (lost.size > 0) {
    for (const paper of corpus.papers) {
      const id = `doi:${paper.doi}`;
      if (lost.has(id)) byDoi.set(id, paper);
    }
  }
  return (id) => corpus.get(id) ?? byDoi.get(id) ?? corpus.titled(id)[0];
}

type OfFiles = {
  readonly papers: readonly Paper[];
  readonly before?: string | undefined;
  readonly after?: string | undefined;
};

/** The papers that no service told, by their date. */
function gatherOfFiles(papers: readonly Paper[], day: string): OfFiles {
  const found: Paper[] = [];
  let before: string | undefined;
  let after: string | undefined;
  for (const paper of papers) {
    const { came, published } = paper;
    if (came !== undefined || published?.length !== day.length) continue;
    if (published === day) found.push(paper);
    else if (published > day) after = after === undefined || published < after ? published : after;
    else before = before === undefined || published > before ? published : before;
  }
  return { papers: found, before, after };
}

function pickLast(days: readonly (string | undefined)[]): string | undefined {
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}

function pickFirst(days: readonly (string | undefined)[]): string | undefined {
  return days.filter((day) => day !== undefined).sort()[0];
}
