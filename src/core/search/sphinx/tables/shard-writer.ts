import { createKeyedQueue } from '../../../async/keyed-queue.ts';
import type { Paper, PaperId } from '../../../papers/paper.ts';
import { entry } from '../../../text/log-entry.ts';
import { type PaperChange, SearchFailure } from '../../engine.ts';
import {
  compareTable,
  inParts,
  removeFrom,
  type Shard,
  type SurplusRow,
  shardNumberOf,
  writeTo,
} from './shards.ts';

/** How many papers were written, and how many rows removed. */
export type FillCounts = { readonly put: number; readonly removed: number };

/** What of a filling is done, by shard. */
export type FillProgress = Map<Shard, FillCounts & { readonly surplus: readonly SurplusRow[] }>;

export type FillOptions = {
  /** Whether what the server has beside the papers is removed. */
  readonly removing: boolean;
  /** Filling ends early once it is aborted. */
  readonly signal?: AbortSignal;
  /** What earlier calls did, which is not done again; what this one does is noted there. */
  readonly progress?: FillProgress;
};

/**
 * Writes papers, each into the shard where it has its place, as they are known when it is the shard's turn. A shard that fails
 * keeps no other from what is its own; the methods then reject with a SearchFailure.
 */
export type ShardWriter = {
  /** Brings these up to date; the failure has what is left. */
  write(ids: readonly PaperId[]): Promise<void>;
  /** Writes what the shards lack, and removes what is out of place; changes come in between. */
  fill(options: FillOptions): Promise<FillCounts>;
};

/** Papers written before a change has its turn. */
const TURN = 1_000;

/** A writer of the papers that are known, to the shards that are found once; they are looked for again where that failed. */
export function createShardWriter(
  find: () => Promise<readonly Shard[]>,
  known: ReadonlyMap<PaperId, Paper>,
): ShardWriter {
  const inTurn = createKeyedQueue();
  let finding: Promise<readonly Shard[]> | undefined;
  const shards = (): Promise<readonly Shard[]> => {
    finding ??= find().catch((error: unknown) => {
      finding = undefined;
      throw error;
    });
    return finding;
  };
  const changeOf = (ids: readonly PaperId[]): PaperChange => ({
    put: ids.flatMap((id) => known.get(id) ?? []),
    removed: ids.filter((id) => !known.has(id)),
  });

  return {
    async write(ids) {
      const all = await shards();
      const own = all.map((): PaperId[] => []);
      for (const id of ids) own[shardNumberOf(id, all.length)].push(id);
      const failures = await tryEach(all, async (shard, place) => {
        if (own[place].length > 0) await inTurn(String(place), () => writeTo(shard, changeOf(own[place])));
      });
      throwAny(all, failures, changeOf([...failures.keys()].flatMap((place) => own[place])));
    },
    async fill({ removing, signal, ...options }) {
      const progress: FillProgress = options.progress ?? new Map();
      const all = await shards();
      const unwritten = await tryEach(all, async (shard, place) => {
        if (progress.has(shard)) return;
        const isAtHome = (id: PaperId): boolean => shardNumberOf(id, all.length) === place;
        const { put, surplus } = await inTurn(String(place), () =>
          compareTable(shard, known.values(), isAtHome),
        );
        for (const ids of inParts(put, TURN)) {
          if (signal?.aborted === true) return;
          await inTurn(String(place), () => writeTo(shard, changeOf(ids)));
        }
        progress.set(shard, { put: put.length, removed: 0, surplus });
      });
      throwAny(all, unwritten);
      // Only now, for what is moved must be in its new place before it leaves the old one.
      const uncleared = await tryEach(all, async (shard, place) => {
        const done = progress.get(shard);
        const rows = (done?.surplus ?? []).filter(({ id }) => removing || known.has(id));
        for (const some of inParts(rows, TURN)) {
          if (signal?.aborted === true) return;
          const gone = () => some.filter(({ id, isStray }) => isStray || !known.has(id)).map(({ id }) => id);
          await inTurn(String(place), () => removeFrom(shard, gone()));
        }
        if (done !== undefined)
          progress.set(shard, { ...done, removed: done.removed + rows.length, surplus: [] });
      });
      throwAny(all, uncleared);
      const counts = [...progress.values()];
      return {
        put: counts.reduce((sum, { put }) => sum + put, 0),
        removed: counts.reduce((sum, { removed }) => sum + removed, 0),
      };
    },
  };
}

/** Which shards failed, by their places. */
type ShardFailures = ReadonlyMap<number, SearchFailure>;

async function tryEach(
  all: readonly Shard[],
  work: (shard: Shard, place: number) => Promise<void>,
): Promise<ShardFailures> {
  const failures = new Map<number, SearchFailure>();
  const attempts = all.map((shard, place) =>
    work(shard, place).catch((error: unknown) => {
      if (!(error instanceof SearchFailure)) throw error;
      failures.set(place, error);
    }),
  );
  await Promise.all(attempts);
  return failures;
}

function throwAny(all: readonly Shard[], failures: ShardFailures, left?: PaperChange): void {
  const [cause] = failures.values();
  if (cause === undefined) return;
  const message =
    failures.size === all.length
      ? cause.message
      : entry`${failures.size} of ${all.length} shards failed: ${cause.message}`;
  throw new SearchFailure(message, left === undefined ? { cause } : { cause, left });
}
