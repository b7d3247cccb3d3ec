import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readBotId } from '../../../src/adapters/discord/connect/client.ts';
import { createDiscord, type DiscordSettings } from '../../../src/adapters/discord/discord.ts';
import type { Log } from '../../../src/core/chat/log.ts';
import type { Platform } from '../../../src/core/chat/platform.ts';
import { openStore } from '../../../src/core/store/open-store.ts';
import { StoreFailure } from '../../../src/core/store/store.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { keepLog } from '../../core/store/open.ts';
import { type DiscordDouble, startDiscordDouble } from '../../doubles/discord/double.ts';
import type { Channel } from '../../doubles/discord/state.ts';
import { createProbeBot } from '../slack/probe-bot.ts';
import { createProcessClock, type ProcessClock } from './process-clock.ts';
import { type ProcessWork, watchWork } from './process-work.ts';
import { COMMANDS, sharedCard } from './stage.ts';

/** One of several processes with the same token and database. */
export type Process = {
  readonly name: string;
  readonly platform: Platform;
  /** Resolved once `start` is; a start that waits for other processes needs time to pass. */
  readonly started: Promise<void>;
  isStarted(): boolean;
  readonly lines: string[];
  /** Why Discord ended it for good. */
  readonly ends: string[];
  /** In which of the stage's servers something may have been missed, each time. */
  readonly gaps: (readonly string[])[];
  /** The shards that it has connected, as `0/2`. */
  shards(): readonly string[];
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
  /** The names of the processes that ran a command, in their order. */
  readonly answers: string[];
  run(name: string, settings?: Partial<DiscordSettings>): Process;
  /** Lets time pass, second after second, until `look` yields while nothing is under way; rejects after so many seconds. */
  until<T>(what: string, look: () => T | undefined | false, seconds?: number): Promise<T>;
  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): Promise<void>;
  /** Takes the turn to identify for so many milliseconds, as one more process does. */
  identifyElsewhere(milliseconds: number): Promise<void>;
  /** Resolves once all that Discord has said until now was heard. */
  heard(): Promise<void>;
  /** So many milliseconds pass while every process is frozen: what it waits for comes later. */
  freeze(milliseconds: number): void;
  /** The milliseconds that have passed. */
  elapsed(): number;
  end(): Promise<void>;
};

/** Time passes in steps of at most so many milliseconds. */
const STEP = 1_000;
/** Milliseconds of real time after which what hangs is told. */
const HANGS_AFTER = 30_000;

/** A Discord that wants so many shards, and processes that share them; the clock stands but where the test lets time pass. */
export async function setProcesses(shards: number): Promise<Processes> {
  // Heartbeats come only where they are asked for.
  const double = await startDiscordDouble({ heartbeatInterval: 10 * 24 * 60 * 60_000 });
  Object.assign(double.state, { shards, maxConcurrency: 1, identifiesApart: 5_000 });
  const channels: Channel[] = [];
  while (channels.filter((channel) => channel !== undefined).length < shards) {
    double.state.clock.advance(1);
    const guild = double.addGuild('Lab');
    const shard = Number((BigInt(guild.id) >> 22n) % BigInt(shards));
    channels[shard] ??= double.addChannel(guild, 'papers');
  }
  let now = 0;
  const start = Date.UTC(2024, 2, 1);
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
  const store = await openStore({
    url: `sqlite:${join(folder, 'paperboy.db')}`,
    log: keepLog(),
    now: () => new Date(start + now),
  });
  const running = new Map<Process, { readonly clock: ProcessClock; readonly work: ProcessWork }>();
  const answers: string[] = [];

  /** Whether nothing is under way at any process, and each connection is known on both sides. */
  function isIdle(): boolean {
    const all = [...running];
    const connected = all.flatMap(([{ shards }]) => shards()).toSorted();
    return (
      all.every(([{ ends }, { work }]) => ends.length > 0 || work.isIdle()) &&
      double.gateway.waiting() <= all.filter(([, { work }]) => work.isInLine()).length &&
      double.gateway.shards().toSorted().join() === connected.join()
    );
  }

  async function settle(): Promise<void> {
    await nextTurn();
    await double.until('every process to wait', isIdle, HANGS_AFTER);
  }

  async function step(milliseconds: number): Promise<void> {
    now += milliseconds;
    double.state.clock.advance(milliseconds);
    for (const { clock } of running.values()) clock.endWaits();
    await settle();
  }

  async function heard(): Promise<void> {
    const beats = () => double.gateway.received.filter((name) => name === 'HEARTBEAT').length;
    const all = beats() + double.gateway.connected();
    double.gateway.askForHeartbeats();
    await double.until('whatever was said to be heard', () => beats() >= all);
  }

  return {
    double,
    channels,
    answers,
    elapsed: () => now,
    freeze(milliseconds) {
      now += milliseconds;
      double.state.clock.advance(milliseconds);
    },
    heard,
    async identifyElsewhere(milliseconds) {
      const turn = `discord identify of ${readBotId(double.token)}: 0`;
      if (!(await store.leases.take(turn, 'elsewhere', milliseconds))) throw new Error('The turn is taken.');
    },
    async pass(milliseconds) {
      await settle();
      for (let left = milliseconds; left > 0; left -= STEP) await step(Math.min(left, STEP));
    },
    async until(what, look, seconds = 120) {
      await settle();
      for (const end = now + seconds * 1_000; ; ) {
        const found = look();
        if (found !== undefined && found !== false) return found;
        if (now >= end)
          throw new Error(
            [`Never came: ${what}`, ...[...running.keys()].flatMap(({ lines }) => lines)].join('\n  '),
          );
        await step(STEP);
      }
    },
    run(name, settings = {}) {
      let state: 'well' | 'away' | 'dead' = 'well';
      const clock = createProcessClock(() => now);
      const work = watchWork(store.leases, clock, () => {
        if (state !== 'well') throw new StoreFailure(entry`The database is away.`);
      });
      const lines: string[] = [];
      const write = (level: string) => (text: string) => {
        work.hear(text);
        lines.push(`${level} ${text}`);
      };
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
          ...{ token: double.token, apiUrl: double.api, firstPause: 20, leases: work.leases, clock },
          onEnd: (failure) => ends.push(failure.message),
          onGap: (isConcerned) =>
            gaps.push(channels.flatMap(({ guild = '' }) => (isConcerned(guild) ? [guild] : []))),
          ...settings,
        },
        log,
      );
      const answer = () => {
        answers.push(name);
        return [sharedCard];
      };
      const bot = createProbeBot({ commands: COMMANDS, answer });
      const process: Process = {
        ...{ name, platform, lines, ends, gaps, shards: work.shards, isStarted: work.isStarted },
        started: platform.start(bot).then(work.begin),
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
      running.set(process, { clock, work });
      return process;
    },
    async end() {
      for (const process of running.keys()) await process.platform.stop();
      await double.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Two processes with a shard each. */
export async function runTwo(far: Processes): Promise<readonly [Process, Process]> {
  const both = [far.run('one'), far.run('two')] as const;
  await far.until('equal shares', () => both.every(({ shards }) => shards().length === 1));
  await far.until('the starts', () => both.every(({ isStarted }) => isStarted()));
  return both;
}
