import { LRUCache } from 'lru-cache';
import type { Workspace } from '../../chat/channel.ts';
import type { Corpus } from '../../papers/corpus.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { countSavesSince, groupSaves, type SaveTimes } from '../../papers/popularity.ts';
import { findPaper } from '../../store/lists/find-paper.ts';
import { type Store, StoreFailure } from '../../store/store.ts';
import { compareTrending, type RankedByPopularity, rankTrending, trendsAnyway } from './trending-papers.ts';

/** What trends in one workspace. */
export type TrendingThere = {
  readonly total: number;
  /** The papers from the 0-based place `from` on. */
  take(from: number, count: number): readonly Paper[];
  /** When people there saved a paper of late. */
  savesOf(paper: PaperId): readonly Date[];
  /** Whether the saves could be read; without them what trends elsewhere is all there is. */
  readonly complete: boolean;
};

/**
 * What trends, ranked once for each change of the papers and each hour, for all workspaces together; in each of them the
 * papers saved there are ranked anew when `forget` tells of a change, and put in between.
 */
export type Trending = {
  in(workspace: Workspace, now: Date): Promise<TrendingThere>;
  /** Takes the saves of a workspace anew from now on; those of all where none is named. */
  forget(workspace?: Workspace): void;
};

/** The moment when what trends is ranked anew: the next full hour. */
export function endOfHour(now: Date): Date {
  return new Date((Math.floor(now.getTime() / hour) + 1) * hour);
}

const hour = 60 * 60 * 1000;
/** Workspaces whose saves are kept, those last asked for. */
const keptWorkspaces = 200;

type Ranking = readonly RankedByPopularity[];
type Ranked<Result> = {
  readonly papers: readonly Paper[];
  readonly end: number;
  readonly result: Promise<Result>;
};
type Saved = { readonly saves: SaveTimes; readonly ranking: Ranking; readonly complete: boolean };

export function createTrending(
  corpus: Corpus,
  store: {
    readonly saveCounts: Pick<Store['saveCounts'], 'since'>;
    readonly papers: Pick<Store['papers'], 'get'>;
  },
): Trending {
  let everywhere: Ranked<Ranking> | undefined;
  const workspaces = new LRUCache<string, Ranked<Saved>>({ max: keptWorkspaces });

  function isCurrent(ranked: Ranked<unknown> | undefined, end: Date): boolean {
    return ranked?.papers === corpus.papers && ranked.end === end.getTime();
  }

  function rankEverywhere(end: Date): Promise<Ranking> {
    if (everywhere === undefined || !isCurrent(everywhere, end)) {
      const { papers } = corpus;
      everywhere = { papers, end: end.getTime(), result: rankTrending(papers, end) };
    }
    return everywhere.result;
  }

  function rankSaved(workspace: Workspace, end: Date): Promise<Saved> {
    const key = keyOf(workspace);
    const known = workspaces.get(key);
    if (known !== undefined && isCurrent(known, end)) return known.result;
    const started: Ranked<Saved> = {
      papers: corpus.papers,
      end: end.getTime(),
      result: readSaved(workspace, end).catch((error: unknown) => {
        if (workspaces.get(key) === started) workspaces.delete(key);
        if (error instanceof StoreFailure) return { saves: new Map(), ranking: [], complete: false };
        throw error;
      }),
    };
    workspaces.set(key, started);
    return started.result;
  }

  async function readSaved(workspace: Workspace, end: Date): Promise<Saved> {
    const papers = new Map<PaperId, Paper>();
    const saves = new Map<PaperId, readonly Date[]>();
    for (const [id, times] of groupSaves(await store.saveCounts.since(workspace, countSavesSince(end)))) {
      const paper = await findPaper(id, { corpus, store });
      if (paper === undefined) continue;
      papers.set(paper.id, paper);
      saves.set(paper.id, [...(saves.get(paper.id) ?? []), ...times]);
    }
    return { saves, ranking: await rankTrending([...papers.values()], end, saves), complete: true };
  }

  return {
    async in(place, now) {
      const end = endOfHour(now);
      // Direct messages without a workspace are no place of many.
      const saved = place.workspace === '' ? nothingSaved : rankSaved(place, end);
      const [all, { saves, ranking, complete }] = await Promise.all([rankEverywhere(end), saved]);
      const known = ranking.filter(({ paper }) => corpus.get(paper.id) !== undefined && trendsAnyway(paper));
      return {
        total: all.length + ranking.length - known.length,
        take: (from, count) => takeMerged(all, ranking, saves, from, count),
        savesOf: (paper) => saves.get(paper) ?? [],
        complete,
      };
    },
    forget(workspace) {
      if (workspace === undefined) workspaces.clear();
      else workspaces.delete(keyOf(workspace));
    },
  };
}

const nothingSaved: Saved = { saves: new Map(), ranking: [], complete: true };

/** A part of both rankings in one order; what is saved stands where its saves put it. */
function takeMerged(
  all: Ranking,
  saved: Ranking,
  saves: SaveTimes,
  from: number,
  count: number,
): readonly Paper[] {
  const taken: Paper[] = [];
  let [a, s] = [0, 0];
  for (let place = 0; place < from + count; place += 1) {
    while (a < all.length && saves.has(all[a]?.paper.id ?? '')) a += 1;
    const [other, own] = [all[a], saved[s]];
    const isOwn = own !== undefined && (other === undefined || compareTrending(own, other) < 0);
    const next = isOwn ? own : other;
    if (next === undefined) break;
    if (isOwn) s += 1;
    else a += 1;
    if (place >= from) taken.push(next.paper);
  }
  return taken;
}

function keyOf({ platform, workspace }: Workspace): string {
  return JSON.stringify([platform, workspace]);
}
