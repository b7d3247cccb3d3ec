import { createKeyedQueue } from '../../../core/async/keyed-queue.ts';
import type { RateLimiterClock } from '../../../core/async/rate-limit.ts';
import type { ConnectionFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { counted } from '../../../core/text/counted.ts';
import { entry, kindOf, nobodyTyped } from '../../../core/text/log-entry.ts';
import { isOfSharding, readHopeless } from '../failures.ts';
import type { GatewayInformation, Shard } from './client.ts';
import { type ConnectSettings, pauseToConnect, warnOfConnecting } from './connect.ts';
import type { ConnectionHooks, Connections, Identity } from './connections.ts';
import { type HeldShard, holdShard, shardOf } from './held-shard.ts';
import type { ShardLeases } from './shard-leases.ts';

export type SharedShardsSettings = Omit<ConnectSettings, 'prepare' | 'shard'> & {
  readonly firstPause: number;
  readonly leases: ShardLeases;
  readonly clock: RateLimiterClock;
  readonly identify: () => Promise<Identity>;
  readonly askGateway: () => Promise<GatewayInformation>;
};

/** Milliseconds between two looks at who has what: a dead process's shards are taken so much after its leases at the latest. */
const LOOK = 3_000;
/** Milliseconds between two connected shards that are handed over: so long it takes at most until the other process has connected it. */
const CALM = 9_000;
/** So long (ms) after it was renewed last a shard is closed: well before another process may take it. */
const TRUSTED = 13_000;

/** The connections of this process where several share the shards: each has its share, and takes over what others leave behind. */
export function createSharedShards(
  settings: SharedShardsSettings,
  hooks: ConnectionHooks,
  log: Log,
): Connections {
  const { leases, clock, signal, firstPause } = settings;
  const ending = new AbortController();
  const inTurn = createKeyedQueue();
  const held = new Map<number, HeldShard>();
  /** The last end of each, which a new connection waits for. */
  const closing = new Map<number, Promise<void>>();
  let gateway: GatewayInformation | undefined;
  let count: number | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  /** Whether nobody else was there when that was seen last. */
  let isAlone = false;
  let alarm = new AbortController();
  /** After failed attempts this process takes nothing for a while: others may reach Discord. */
  let failures = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let handedOverAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  let began: (() => void) | undefined;
  let giveUp: (failure: ConnectionFailure) => void = hooks.onEnd;

  const isPaused = () => clock.elapsed() < pausedUntil;
  const isTrusted = () => clock.elapsed() - renewedAt < TRUSTED;
  const isOurs = (one: HeldShard) => held.get(one.shard.id) === one && isTrusted() && !ending.signal.aborted;
  const nameOf = ({ id, count: all }: Shard) => entry`shard ${id} of ${all}`;

  /** Everything held was renewed by what was asked at that moment; where nothing is renewed in time, it is closed. */
  function trust(asked: number): void {
    renewedAt = asked;
    alarm.abort();
    const set = new AbortController();
    alarm = set;
    void clock.wait(Math.max(0, asked + TRUSTED - clock.elapsed()), set.signal).then(() => {
      if (set.signal.aborted || held.size === 0) return;
      const shards = nobodyTyped(counted(held.size, 'shard'));
      log.warn(entry`Discord: ${shards} closed, for the database did not renew them in time.`);
      for (const one of held.values()) void drop(one);
    });
  }

  function drop(one: HeldShard): Promise<void> {
    const { id } = one.shard;
    if (held.get(id) === one) held.delete(id);
    const closed = one.close();
    closing.set(id, closed);
    return closed;
  }

  async function letGo(ones: readonly HeldShard[]): Promise<void> {
    await Promise.all(
      ones.map(async (one) => {
        await drop(one);
        await leases.release(one.shard);
      }),
    );
  }

  const waiting = () => [...held.values()].filter((one) => one.client() === undefined);

  /** What cannot be connected is left to others for a while. */
  async function stumble(error: unknown): Promise<void> {
    const hopeless = readHopeless(error);
    failures += 1;
    if (isOfSharding(hopeless)) {
      log.warn(
        entry`Discord: ${count ?? 0} shards are not enough; all processes take another number of them.`,
      );
      pausedUntil = clock.elapsed() + pauseToConnect(error, failures, firstPause);
      if (count !== undefined) await leases.disagree(count);
      return letGo([...held.values()]);
    }
    if (hopeless !== undefined) {
      ending.abort();
      giveUp(hopeless);
      return letGo([...held.values()]);
    }
    const pause = pauseToConnect(error, failures, firstPause);
    warnOfConnecting(error, pause, log);
    pausedUntil = clock.elapsed() + pause;
    await letGo(waiting());
  }

  async function connectOne(one: HeldShard): Promise<void> {
    try {
      await closing.get(one.shard.id);
      if (!(await one.open())) return;
      failures = 0;
      const servers = nobodyTyped(counted(one.client()?.guilds.cache.size ?? 0, 'server'));
      log.info(entry`Discord: ${nameOf(one.shard)} stands, with ${servers}.`);
      if (began === undefined) hooks.onGap((guild) => shardOf(guild, one.shard.count) === one.shard.id);
    } catch (error) {
      await stumble(error).catch(() => {});
    }
    begin();
  }

  function open(shard: Shard, concurrency: number): void {
    const isOwn = (guild: string) => shardOf(guild, shard.count) === shard.id;
    const one: HeldShard = holdShard(
      { ...settings, shard, prepare: (client) => hooks.prepare(client, () => isOurs(one)) },
      { onGap: () => hooks.onGap(isOwn), onEnd: (failure) => void stumble(failure).catch(() => {}) },
    );
    held.set(shard.id, one);
    void inTurn(String(shard.id % concurrency), () => connectOne(one));
  }

  async function askGateway(): Promise<GatewayInformation> {
    try {
      gateway ??= await settings.askGateway();
      return gateway;
    } catch (error) {
      await stumble(error);
      throw error;
    }
  }

  /** Renews what this process holds, and brings it nearer to its share. */
  async function look(): Promise<void> {
    const asked = clock.elapsed();
    const before = [...held.values()];
    const shards = before.map(({ shard }) => shard);
    const kept = new Set(await leases.renew(shards, !isPaused()));
    for (const one of before.filter(({ shard }) => !kept.has(shard))) {
      if (held.get(one.shard.id) !== one) continue;
      // It ended while the database was away, and nobody has taken it since.
      if (await leases.take(one.shard)) continue;
      log.warn(entry`Discord: ${nameOf(one.shard)} was lost to another process.`);
      await drop(one);
    }
    trust(asked);
    const agreed = await leases.agree(async () => {
      // Discord may want more by now than it did when it was asked last.
      gateway = undefined;
      return (await askGateway()).shards;
    });
    if (agreed !== count) await letGo([...held.values()]);
    count = agreed;
    const share = await leases.share(agreed);
    isAlone = share?.isAlone === true;
    if (share === undefined || isPaused()) return;
    const free = share.free.filter((id) => !held.has(id));
    if (held.size > share.target) return handOver(held.size - share.target);
    for (const id of free) {
      if (held.size >= share.target) return;
      const { session_start_limit: limit } = await askGateway();
      const shard = { id, count: agreed };
      if (!(await leases.take(shard))) continue;
      if (ending.signal.aborted) return leases.release(shard);
      open(shard, limit.max_concurrency);
    }
  }

  /** Those first that are not connected yet; of the others one after another. */
  async function handOver(many: number): Promise<void> {
    const idle = waiting().slice(-many);
    const isCalm = clock.elapsed() - handedOverAt >= CALM;
    const ones = idle.length > 0 ? idle : isCalm ? [...held.values()].slice(-1) : [];
    if (idle.length === 0 && isCalm) handedOverAt = clock.elapsed();
    await letGo(ones);
    for (const { shard } of ones)
      log.info(entry`Discord: ${nameOf(shard)} is handed over to another process.`);
  }

  /** Tells whoever waits for it that all stand that are this process's. */
  function begin(): void {
    if (count === undefined || isPaused() || waiting().length > 0) return;
    began?.();
    began = undefined;
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await look();
        begin();
      } catch (error) {
        // Nobody is there to take what one that is alone holds; one that was frozen meanwhile does not know that.
        if (isAlone && isTrusted()) trust(clock.elapsed());
        // The store has said in the log what is wrong with it.
        log.debug(entry`Discord: the shards could not be looked after: ${kindOf(error)}.`);
      }
      await clock.wait(LOOK, ending.signal);
    }
  }

  return {
    async start() {
      const identity = await settings.identify();
      await new Promise<void>((resolve, reject) => {
        began = resolve;
        giveUp = reject;
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        running = run();
      });
      giveUp = hooks.onEnd;
      return identity;
    },
    clients: () => [...held.values()].flatMap((one) => one.client() ?? []),
    clientOf: (guild) => (count === undefined ? undefined : held.get(shardOf(guild, count))?.client()),
    quiet: () => ending.abort(),
    async close() {
      ending.abort();
      alarm.abort();
      await running;
      await Promise.allSettled([letGo([...held.values()]), leases.leave()]);
    },
  };
}
