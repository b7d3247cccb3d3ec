import type { RateLimiterClock } from '../../../../core/async/rate-limit.ts';
import type { ConnectionFailure } from '../../../../core/chat/failures.ts';
import type { Log } from '../../../../core/chat/log.ts';
import { counted } from '../../../../core/text/counted.ts';
import { entry, kindOf, nobodyTyped } from '../../../../core/text/log-entry.ts';
import { isOfSharding, readHopeless } from '../../failures.ts';
import type { GatewayInformation, Shard } from '../client.ts';
import { type ConnectSettings, pauseToConnect, warnOfConnecting } from '../connect.ts';
import type { ConnectionHooks, Connections, Identity } from '../connections.ts';
import { APART } from '../identify-turns.ts';
import { tellShards, unconnected, withRemark } from '../tell-shards.ts';
import { shardOf } from './held-shard.ts';
import { holdShards, nameShard } from './held-shards.ts';
import { watchLeftShards } from './left-shards.ts';
import type { ShardLeases } from './shard-leases.ts';
import { createTrust } from './trust.ts';

export type SharedShardsSettings = Omit<ConnectSettings, 'prepare' | 'shard'> & {
  readonly firstPause: number;
  readonly leases: ShardLeases;
  readonly clock: RateLimiterClock;
  readonly identify: () => Promise<Identity>;
};

/** Milliseconds between two looks at who has what: a dead process's shards are taken so much after its leases at the latest. */
const LOOK = 3_000;
/** Milliseconds between two connected shards that are handed over: until the other process has seen it and connected it. */
const CALM = LOOK + APART;

/** The connections of this process where several share the shards: each has its share, and takes over what others leave behind. */
export function createSharedShards(
  settings: SharedShardsSettings,
  hooks: ConnectionHooks,
  log: Log,
): Connections {
  const { leases, clock, signal, firstPause } = settings;
  const ending = new AbortController();
  const left = watchLeftShards(clock);
  let gateway: GatewayInformation | undefined;
  let count: number | undefined;
  /** Whether nobody else was there when that was seen last. */
  let isAlone = false;
  /** After failed attempts this process takes nothing for a while: others may reach Discord. */
  let failures = 0;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let handedOverAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  /** Whether all have stood once that were this process's. */
  let isBegun = false;
  let began = () => {};
  let giveUp: (failure: ConnectionFailure) => void = hooks.onEnd;

  const isPaused = () => clock.elapsed() < pausedUntil;
  const trust = createTrust(clock, () => {
    const ones = held.all();
    if (ones.length === 0) return;
    const shards = nobodyTyped(counted(ones.length, 'shard'));
    log.warn(
      entry`Discord: ${shards} closed, because no lease was renewed in the database in time; another process may take over.`,
    );
    for (const one of ones) void held.drop(one);
  });
  const seek = ({ id, count: all }: Shard) => hooks.onGap((guild) => shardOf(guild, all) === id);
  const held = holdShards(settings, {
    prepare: hooks.prepare,
    isTrusted: () => trust.holds() && !ending.signal.aborted,
    onStand(one) {
      failures = 0;
      left.wentOn();
      const servers = nobodyTyped(counted(one.client()?.guilds.cache.size ?? 0, 'server'));
      log.info(entry`Discord: ${nameShard(one.shard)} is connected, in ${servers}.`);
      if (isBegun) seek(one.shard);
      begin();
    },
    onFailure: (error) => stumble(error).then(begin, begin),
    onEnd: (failure) => void stumble(failure).catch(() => {}),
    onGap: seek,
  });

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
      return held.letGo(held.all());
    }
    if (hopeless !== undefined) {
      ending.abort();
      giveUp(hopeless);
      return held.letGo(held.all());
    }
    const pause = pauseToConnect(error, failures, firstPause);
    warnOfConnecting(error, pause, log);
    left.failed(error);
    pausedUntil = clock.elapsed() + pause;
    await held.letGo(held.waiting());
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
    const before = held.all();
    const shards = before.map(({ shard }) => shard);
    const kept = new Set(await leases.renew(shards, !isPaused()));
    for (const one of before.filter(({ shard }) => !kept.has(shard))) {
      if (held.at(one.shard.id) !== one) continue;
      // It ended while the database was away, and nobody has taken it since.
      if (await leases.take(one.shard)) continue;
      log.warn(entry`Discord: ${nameShard(one.shard)} was lost to another process.`);
      await held.drop(one);
    }
    trust.renew(asked);
    const agreed = await leases.agree(async () => {
      // Discord may want more by now than it did when it was asked last.
      gateway = undefined;
      return (await askGateway()).shards;
    });
    if (agreed !== count) await held.letGo(held.all());
    count = agreed;
    const share = await leases.share(agreed);
    isAlone = share?.isAlone === true;
    if (share === undefined) return;
    const free = share.free.filter((id) => held.at(id) === undefined);
    left.saw(free, held.waiting().length);
    if (isPaused()) return;
    const lacking = share.target - held.all().length;
    if (lacking < 0) await handOver(-lacking);
    else if (lacking > 0 && free.length > 0) await take(free, share.target, agreed);
  }

  /** The lowest first, which is the order in which they are connected. */
  async function take(free: readonly number[], target: number, of: number): Promise<void> {
    const { max_concurrency: keys } = (await askGateway()).session_start_limit;
    const before = held.all().length;
    for (const id of free) {
      if (held.all().length >= target) break;
      const shard = { id, count: of };
      if (!(await leases.take(shard))) continue;
      if (ending.signal.aborted) return leases.release(shard);
      held.open(shard, keys);
    }
    const many = held.waiting().length;
    if (held.all().length === before || many <= keys) return;
    const rounds = Math.ceil(many / keys) - 1;
    log.info(
      entry`Discord: ${many} shards are to be connected here, ${keys} in ${APART / 1_000} s as Discord allows: the last in ${(rounds * APART) / 1_000} s or more.`,
    );
  }

  /** Those first that are not connected yet; of the others one after another. */
  async function handOver(many: number): Promise<void> {
    const idle = held.waiting().slice(-many);
    const isCalm = clock.elapsed() - handedOverAt >= CALM;
    const ones = idle.length > 0 ? idle : isCalm ? held.all().slice(-1) : [];
    if (idle.length === 0 && isCalm) handedOverAt = clock.elapsed();
    await held.letGo(ones);
    for (const { shard } of ones)
      log.info(entry`Discord: ${nameShard(shard)} is handed over to another process.`);
  }

  /** Tells whoever waits for it that all stand that are this process's. */
  function begin(): void {
    if (count === undefined || isPaused() || held.waiting().length > 0) return;
    isBegun = true;
    began();
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await look();
        begin();
      } catch (error) {
        // Nobody is there to take what one that is alone holds; one that was frozen meanwhile does not know that.
        if (isAlone && trust.holds()) trust.renew(clock.elapsed());
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
    health() {
      if (!isBegun) return withRemark(unconnected, settings.turns.trouble());
      const clients = held.clients();
      const trouble = left.tell();
      const isIdle = clients.length === 0 && trouble === undefined;
      const told = isIdle
        ? withRemark(
            tellShards(clients),
            entry`Other processes have them, or they are being connected.`,
            'ok',
          )
        : withRemark(tellShards(clients), trouble, clients.length === 0 ? 'wrong' : 'warn');
      return withRemark(told, settings.turns.trouble());
    },
    clients: held.clients,
    clientOf: (guild) => (count === undefined ? undefined : held.at(shardOf(guild, count))?.client()),
    quiet: () => ending.abort(),
    async close() {
      ending.abort();
      trust.end();
      await running;
      await Promise.allSettled([held.letGo(held.all()), leases.leave()]);
    },
  };
}
