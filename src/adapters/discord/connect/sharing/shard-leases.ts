import type { HeldName, Holder, Leases } from '../../../../core/async/leases.ts';
import type { Shard } from '../client.ts';
import { findShare, type ShardShare } from './shard-share.ts';

/** Milliseconds after which what a process held that died is free. */
const LASTS = 18_000;

/** Which process has which shard, as the database keeps it. Every method rejects where that cannot be asked. */
export type ShardLeases = {
  /** Renews what this process holds and, where it can take shards, says that it is there; yields the shards that it still holds. */
  renew(shards: readonly Shard[], canTake: boolean): Promise<readonly Shard[]>;
  /** The number of shards that all processes have agreed on; `propose` is asked where there is none. */
  agree(propose: () => Promise<number>): Promise<number>;
  /** The number is too small: it is agreed on anew. */
  disagree(count: number): Promise<void>;
  /** What this process is to hold; undefined while somebody still holds one of another number. */
  share(count: number): Promise<ShardShare | undefined>;
  take(shard: Shard): Promise<boolean>;
  release(shard: Shard): Promise<void>;
  /** This process takes no more. */
  leave(): Promise<void>;
};

/** The leases of one bot, by its id: others may use the same database. */
export function createShardLeases(leases: Leases, self: Holder, bot: string): ShardLeases {
  const { name: holder, isDead } = self;
  /** Held by the number itself: whoever proposes another learns which it is. */
  const countName = `discord shards of ${bot}`;
  const processPrefix = `discord process of ${bot}: `;
  const shardPrefix = `discord shard of ${bot}: `;
  const nameOf = ({ id, count }: Shard) => `${shardPrefix}${id}/${count}`;
  const ownName = `${processPrefix}${holder}`;

  async function readCount(): Promise<number | undefined> {
    const held = (await leases.list(countName)).find(({ name }) => name === countName);
    return held === undefined ? undefined : Number(held.holder);
  }

  /** What is held of these; what a process had that is surely dead is let go. */
  async function listLiving(prefix: string): Promise<readonly HeldName[]> {
    const all = await leases.list(prefix);
    const dead = all.filter((held) => held.holder !== holder && isDead(held.holder));
    for (const held of dead) await leases.release(held.name, held.holder);
    return all.filter((held) => !dead.includes(held));
  }

  return {
    async renew(shards, canTake) {
      const kept = new Set(await leases.renew([ownName, ...shards.map(nameOf)], holder, LASTS));
      if (canTake && !kept.has(ownName)) await leases.take(ownName, holder, LASTS);
      if (!canTake && kept.has(ownName)) await leases.release(ownName, holder);
      return shards.filter((shard) => kept.has(nameOf(shard)));
    },

    async agree(propose) {
      for (;;) {
        const count = (await readCount()) ?? (await propose());
        if (await leases.take(countName, String(count), LASTS)) return count;
      }
    },

    disagree: (count) => leases.release(countName, String(count)),

    async share(count) {
      const processes = (await listLiving(processPrefix)).map((held) => held.holder);
      const holders = new Map<number, string>();
      for (const held of await listLiving(shardPrefix)) {
        const [id, of] = held.name.slice(shardPrefix.length).split('/').map(Number);
        if (id === undefined || of !== count) return undefined;
        holders.set(id, held.holder);
      }
      return findShare({ count, processes, holders }, holder);
    },

    take: (shard) => leases.take(nameOf(shard), holder, LASTS),
    release: (shard) => leases.release(nameOf(shard), holder),
    leave: () => leases.release(ownName, holder),
  };
}
