import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'kysely';
import { POSTING_RATES as discordRates } from '../../../src/adapters/discord/limits.ts';
import { POSTING_RATES as slackRates } from '../../../src/adapters/slack/limits.ts';
import type { Rates } from '../../../src/core/async/rate-limit.ts';
import { startDigests } from '../../../src/core/digest/delivery/scheduler.ts';
import { createCompose } from '../../../src/core/digest/selection/compose.ts';
import { defaultDigestSettings } from '../../../src/core/digest/selection/settings.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { type Database, openDatabase } from '../../../src/core/store/database/database.ts';
import type { Engine } from '../../../src/core/store/database/engine.ts';
import { chooseEngine, createStore } from '../../../src/core/store/open-store.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { startServer } from '../../core/store/postgres-server.ts';
import { withFolder } from '../engine.ts';
import { createPostingPlatform } from '../posting-platform.ts';
import { readPapers } from '../read-papers.ts';
import { enterDigests, type Planned, planDay } from './crowd.ts';
import { createProcessorClock, type ProcessorClock } from './processor-clock.ts';

const DAY = new Date('2026-11-24T23:07:00Z');
const END = new Date('2026-11-25T23:07:00Z');
/** Milliseconds that the platform takes for a post. */
const ANSWER = 150;
const RATES: Readonly<Record<string, Rates>> = { slack: slackRates, discord: discordRates };

const complain = (text: string) => void process.stderr.write(`${text}\n`);
const log = { debug: () => {}, info: () => {}, warn: complain, error: complain };

export type DayOptions = {
  readonly file: string;
  readonly papers: number;
  readonly workspaces: number;
  readonly digests: number;
  readonly postgres: boolean;
};

/** Prints what a day of digests takes: processor, lateness, memory and database. */
export async function measureDay(options: DayOptions, say: (text: string) => void): Promise<void> {
  const papers = await readPapers(options.file, options.papers);
  const { workspaces, digests } = options;
  const planned = planDay(papers, workspaces, digests, DAY);
  say('\n## A day\n');
  say(
    `${count(workspaces)} workspaces, ${count(digests)} digests of 5 of ${count(papers.length)} papers, half on Slack and half on Discord, 80 % of them at eight or nine in six time zones. The clock goes on as this process uses its processor; a post takes ${ANSWER} ms. Late is from the due time to the post; by the rates alone the last of all would be ${seconds(latestByRates(planned))} late.\n`,
  );
  say(
    '| | processor s | a digest ms | late: median | 95 % | last | busiest minute | longest pause ms | memory MB: before / most / after | database MB |\n|---|---|---|---|---|---|---|---|---|---|',
  );
  await withFolder(async (folder) => {
    say(await measure('SQLite', `sqlite:${folder}/paperboy.db`, papers, planned));
    if (!options.postgres) return;
    const { server, port } = await startServer([]);
    try {
      await server.createDatabase('bench');
      const url = `postgres://postgres:secret@127.0.0.1:${port}/bench`;
      say(await measure('PostgreSQL', url, papers, planned));
    } finally {
      await server.stop();
    }
  });
}

async function measure(
  name: string,
  url: string,
  papers: readonly Paper[],
  planned: readonly Planned[],
): Promise<string> {
  const search = createLunrEngine();
  await search.update({ put: papers, removed: [] });
  await search.trained();
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const corpus = { papers, get: (id: string) => byId.get(id), titled: () => [] };
  const before = new Date(DAY.getTime() - 1);
  const engine = chooseEngine(url, '.');
  const database = await openDatabase({ engine, log, now: () => before });
  await enterDigests(database, planned, before);
  globalThis.gc?.();
  const atFirst = process.memoryUsage.rss();
  let most = atFirst;
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 200);

  const clock = createProcessorClock(before);
  const store = watched(createStore(database, log, clock.now), clock);
  const late: number[] = [];
  const due = new Map(planned.map(({ plan, due }) => [idOf(plan), due.getTime()]));
  const platforms = Object.entries(RATES).map(([platform, rates]) =>
    createPostingPlatform(platform, rates, async ({ id }) => {
      late.push(clock.now().getTime() - (due.get(id) ?? 0));
      await clock.wait(ANSWER, new AbortController().signal);
    }),
  );
  const composeNow = createCompose({ corpus, search, store, settings: defaultDigestSettings }, () => '');
  const start = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const busy = watchMinutes(clock);
  const running = startDigests({
    ...{ store, log, clock },
    platforms: () => platforms,
    compose: (digest, occasion) => clock.during(composeNow(digest, occasion)),
    grace: 12 * 60 * 60_000,
  });
  await clock.run(END);
  const used = process.cpuUsage(start);
  delay.disable();
  await running.stop();
  clearInterval(looking);
  globalThis.gc?.();
  const after = process.memoryUsage.rss();
  const size = await sizeOf(database, engine);
  await database.close();
  search.close();
  if (late.length !== planned.length) throw new Error(`${late.length} of ${planned.length} were posted`);
  const total = (used.user + used.system) / 1e6;
  late.sort((one, other) => one - other);
  const at = (share: number) => seconds(late[Math.floor((late.length - 1) * share)]);
  const cells = [
    name,
    total.toFixed(0),
    ((total * 1000) / planned.length).toFixed(1),
    at(0.5),
    at(0.95),
    at(1),
    `${Math.round((100 * busy.most()) / 60_000)} %`,
    (delay.max / 1e6).toFixed(0),
    [atFirst, most, after].map(megabytes).join(' / '),
    megabytes(size),
  ];
  return `| ${cells.join(' | ')} |`;
}

function sizeOf(database: Database, { kind }: Engine): Promise<number> {
  const query =
    kind === 'postgres'
      ? sql<{ size: number }>`select pg_database_size(current_database()) as size`
      : sql<{ size: number }>`select page_count * page_size as size from pragma_page_count, pragma_page_size`;
  return database.read(async (queries) => (await query.execute(queries)).rows[0].size);
}

/** The processor time of the minute that used most of it, in milliseconds. */
function watchMinutes(clock: ProcessorClock): { most(): number } {
  let most = 0;
  let ticks = 0;
  let last = process.cpuUsage();
  clock.onTick(() => {
    ticks += 1;
    if (ticks % 6 !== 0) return;
    const { user, system } = process.cpuUsage(last);
    most = Math.max(most, (user + system) / 1000);
    last = process.cpuUsage();
  });
  return { most: () => most };
}

/** The store, the work of which counts as something to be done. */
function watched(store: Store, clock: ProcessorClock): Store {
  const wrap = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          const result: unknown = value.apply(target, given);
          return result instanceof Promise ? clock.during(result) : result;
        };
      },
    });
  return Object.fromEntries(
    Object.entries(store).map(([name, part]) => [name, typeof part === 'object' ? wrap(part) : part]),
  ) as Store;
}

/** How late the last would be, in milliseconds, were nothing waited for but the rates. */
function latestByRates(planned: readonly Planned[]): number {
  const free = new Map<string, number>();
  let latest = 0;
  for (const { plan, workspace, due } of [...planned].sort((a, b) => a.due.getTime() - b.due.getTime())) {
    if (plan.destination.kind !== 'channel') continue;
    const rates = RATES[plan.destination.channel.platform];
    const [key, rate] = rates.overall === undefined ? [workspace, rates.workspace] : ['', rates.overall];
    const begin = Math.max(due.getTime(), free.get(key) ?? 0);
    free.set(key, begin + 1_000 / (rate ?? Infinity));
    latest = Math.max(latest, begin - due.getTime());
  }
  return latest;
}

function idOf({ destination }: Planned['plan']): string {
  return destination.kind === 'channel' ? destination.channel.id : '';
}

const count = (number: number) => number.toLocaleString('en');
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
