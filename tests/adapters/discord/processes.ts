import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDiscord, type DiscordSettings } from '../../../src/adapters/discord/discord.ts';
import type { Leases } from '../../../src/core/async/leases.ts';
import type { RateLimiterClock } from '../../../src/core/async/rate-limit.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { Log } from '../../../src/core/chat/log.ts';
import type { Platform } from '../../../src/core/chat/platform.ts';
import { openStore } from '../../../src/core/store/open-store.ts';
import { StoreFailure } from '../../../src/core/store/store.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { keepLog } from '../../core/store/open.ts';
import { type DiscordDouble, startDiscordDouble } from '../../doubles/discord/double.ts';
import type { Channel } from '../../doubles/discord/state.ts';
import { COMMANDS, sharedCard } from './stage.ts';

/** One of several processes with the same token and database. */
export type Process = {
  readonly name: string;
  readonly platform: Platform;
  /** Resolved once `start` is. */
  readonly started: Promise<void>;
  readonly lines: string[];
  /** Why Discord ended it for good. */
  readonly ends: string[];
  /** In which of the stage's servers something may have been missed, each time. */
  readonly gaps: (readonly string[])[];
  /** It is gone without a word: its connections end, and it renews nothing. */
  kill(): Promise<void>;
  /** It is asked to stop, and does. */
  stop(): Promise<void>;
  /** From now on the database does not answer it; or again. */
  cutOff(isAway: boolean): void;
};

export type Processes = {
  readonly double: DiscordDouble;
  /** A channel in a server of each shard, by shard. */
  readonly channels: readonly Channel[];
  readonly leases: Leases;
  /** The names of the processes that ran a command, in their order. */
  readonly answers: string[];
  run(name: string, settings?: Partial<DiscordSettings>): Process;
  /** Lets time pass, three seconds after three seconds at most, until `look` yields; rejects after so many seconds. */
  until<T>(what: string, look: () => T | undefined | false, seconds?: number): Promise<T>;
  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void>;
  /** So many milliseconds pass while every process is frozen: what it waits for comes later. */
  freeze(milliseconds: number): void;
  /** The milliseconds that have passed. */
  elapsed(): number;
  end(): Promise<void>;
};

type Wait = { readonly at: number; readonly length: number; readonly end: () => void };

/** How long a process waits between two looks at its leases, and at most a connection between two at whether it may identify. */
const LOOK = 3_000;
const TURN = 500;
const STEP = 1_000;
/** Milliseconds of real time after which whatever Discord was asked for is over. */
const QUIET = 25;

/** A Discord that wants so many shards, and processes that share them; the clock stands but where the test lets time pass. */
export async function setProcesses(shards: number): Promise<Processes> {
  const double = await startDiscordDouble();
  Object.assign(double.state, { shards, maxConcurrency: 1, identifiesApart: 5_000 });
  const channels: Channel[] = [];
  while (channels.filter((channel) => channel !== undefined).length < shards) {
    double.state.clock.advance(1);
    const guild = double.addGuild('Lab');
    const shard = Number((BigInt(guild.id) >> 22n) % BigInt(shards));
    channels[shard] ??= double.addChannel(guild, 'papers');
  }
  let now = 0;
  const waits = new Set<Wait>();
  const start = Date.UTC(2024, 2, 1);
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
  const store = await openStore({
    url: `sqlite:${join(folder, 'paperboy.db')}`,
    log: keepLog(),
    now: () => new Date(start + now),
  });
  const clock: RateLimiterClock = {
    elapsed: () => now,
    wait: (length, signal) =>
      new Promise((resolve) => {
        const end = () => {
          waits.delete(wait);
          signal.removeEventListener('abort', end);
          resolve();
        };
        const wait = { at: now + length, length, end };
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', end, { once: true });
        waits.add(wait);
      }),
  };
  const running = new Set<Process>();
  const answers: string[] = [];
  const asked = () => double.exchanges.length + double.gateway.received.length;
  const count = (isCounted: (length: number) => boolean) =>
    [...waits].filter(({ length }) => isCounted(length)).length;
  const isIdle = () =>
    count((length) => length === LOOK) >= running.size &&
    count((length) => length <= TURN) >= double.gateway.waiting();

  /** Lets whatever is under way come to a wait, then the clock go on. */
  async function step(milliseconds: number): Promise<void> {
    await double.until('every process to wait', isIdle);
    now += milliseconds;
    double.state.clock.advance(milliseconds);
    for (const wait of [...waits].filter(({ at }) => at <= now)) wait.end();
    for (let before = -1; before !== asked(); ) {
      before = asked();
      await sleep(QUIET);
    }
  }

  return {
    double,
    channels,
    leases: store.leases,
    answers,
    elapsed: () => now,
    freeze(milliseconds) {
      now += milliseconds;
      double.state.clock.advance(milliseconds);
    },
    async pass(milliseconds) {
      for (let left = milliseconds; left > 0; left -= STEP) await step(Math.min(left, STEP));
      await double.until('every process to wait', isIdle);
    },
    async until(what, look, seconds = 120) {
      for (const end = now + seconds * 1_000; ; ) {
        const found = look();
        if (found !== undefined && found !== false) return found;
        if (now >= end)
          throw new Error(
            [`Never came: ${what}`, ...[...running].flatMap(({ lines }) => lines)].join('\n  '),
          );
        await step(STEP);
      }
    },
    run(name, settings = {}) {
      let state: 'well' | 'away' | 'dead' = 'well';
      const reach =
        <Args extends readonly unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
        async (...args: Args): Promise<Answer> => {
          if (state !== 'well') throw new StoreFailure(entry`The database is away.`);
          return ask(...args);
        };
      const { take, renew, release, list } = store.leases;
      const leases = { take: reach(take), renew: reach(renew), release: reach(release), list: reach(list) };
      const lines: string[] = [];
      const write = (level: string) => (text: string) => void lines.push(`${level} ${text}`);
      const log: Log = {
        debug: write('debug'),
        info: write('info'),
        warn: write('warn'),
        error: write('error'),
      };
      const ends: string[] = [];
      const gaps: (readonly string[])[] = [];
      const platform = createDiscord(
        {
          ...{ token: double.token, apiUrl: double.api, firstPause: 20, leases, clock },
          onEnd: (failure) => ends.push(failure.message),
          onGap: (isConcerned) =>
            gaps.push(channels.flatMap(({ guild = '' }) => (isConcerned(guild) ? [guild] : []))),
          ...settings,
        },
        log,
      );
      const process: Process = {
        ...{ name, platform, lines, ends, gaps },
        started: platform.start(botOf(name, answers)),
        async stop() {
          running.delete(process);
          await platform.stop();
        },
        async kill() {
          state = 'dead';
          running.delete(process);
          await platform.stop();
        },
        cutOff(isAway) {
          state = isAway ? 'away' : 'well';
        },
      };
      process.started.catch(() => running.delete(process));
      running.add(process);
      return process;
    },
    async end() {
      for (const process of running) await process.platform.stop();
      await double.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** How many shards the process has connected since a line of its log; one that is handed over need not have been. */
export function heldBy({ lines }: Pick<Process, 'lines'>, since = 0): number {
  const held = new Set<string>();
  for (const line of lines.slice(since)) {
    const [, shard, event] = /shard (\d) of \d (stands|is handed over|was lost)/u.exec(line) ?? [];
    if (shard === undefined) continue;
    if (event === 'stands') held.add(shard);
    else held.delete(shard);
  }
  return held.size;
}

/** Two processes with a shard each. */
export async function runTwo(far: Processes): Promise<readonly [Process, Process]> {
  const both = [far.run('one'), far.run('two')] as const;
  await far.until('equal shares', () => both.every((process) => heldBy(process) === 1));
  for (const { started } of both) await started;
  return both;
}

function botOf(name: string, answers: string[]): Bot {
  return {
    commands: COMMANDS,
    async onCommand({ reply }) {
      answers.push(name);
      await reply([sharedCard]);
      return undefined;
    },
    onReaction: async () => {},
    onWorkspace: async () => {},
    onCleared: async () => {},
    form: async () => undefined,
    suggest: async () => [],
    show: async () => ({ cards: [], until: new Date() }),
    introduce: async () => undefined,
    onChange: () => () => {},
    introduceLinked: async () => new Map(),
  };
}
