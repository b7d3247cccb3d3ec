/** What one process is to do about shards. */
export type ShardShare = {
  /** How many are its own. */
  readonly target: number;
  /** Those that nobody else holds, by number. */
  readonly free: readonly number[];
  /** Nobody else holds or takes any. */
  readonly isAlone: boolean;
};

export type ShardState = {
  readonly count: number;
  /** The processes that take shards. */
  readonly processes: readonly string[];
  /** Who holds which shard. */
  readonly holders: ReadonlyMap<number, string>;
};

/**
 * The share of one process: as many as everybody's, or one more. Those have one more that have the most already, so that as few as
 * can be change hands. A process that takes none keeps what it holds.
 */
export function findShare({ count, processes, holders }: ShardState, process: string): ShardShare {
  const sizes = new Map(processes.map((one) => [one, 0]));
  let strange = 0;
  let own = 0;
  for (const holder of holders.values()) {
    const size = sizes.get(holder);
    if (size === undefined) strange += 1;
    else sizes.set(holder, size + 1);
    if (holder === process) own += 1;
  }
  const all = Array.from({ length: count }, (_, shard) => shard);
  const free = all.filter((shard) => (holders.get(shard) ?? process) === process);
  const order = [...sizes].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const place = order.findIndex(([one]) => one === process);
  if (place === -1) return { target: own, free, isAlone: false };
  const shared = count - strange;
  const isOneMore = place < shared % order.length;
  const target = Math.floor(shared / order.length) + (isOneMore ? 1 : 0);
  return { target, free, isAlone: target === count && order.length === 1 };
}
