import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { openFetchers } from '../../../../src/core/sources/fetchers.ts';
import { createHttpClient, type HttpClientOptions } from '../../../../src/core/sources/http/http-client.ts';
import { createLookUp } from '../../../../src/core/sources/look-up/look-up.ts';
import { createAsk, type RoundClock } from '../../../../src/core/sources/rounds/ask-host.ts';
import type { Fetcher } from '../../../../src/core/sources/rounds/fetcher.ts';
import {
  type RoundReport,
  type RoundTools,
  runRound,
} from '../../../../src/core/sources/rounds/run-round.ts';
import { parseEntry, type SourceEntry } from '../../../../src/core/sources/source-entry.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import type { ArxivPaper } from '../../../doubles/papers/arxiv.ts';
import { type PapersDouble, startPapersDouble } from '../../../doubles/papers/double.ts';
import { openTestStore } from '../../store/open.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** A clock that goes on only when somebody waits or a test says so. */
export type TestClock = RoundClock & { set(at: string): void; add(milliseconds: number): void };

/** `pause`: real milliseconds that each wait takes, for rounds that wait for one another. */
export function createTestClock(start: string, pause = 0): TestClock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    set(time) {
      at = Date.parse(time);
    },
    add(milliseconds) {
      at += milliseconds;
    },
    async wait(milliseconds, signal) {
      const end = at + milliseconds;
      await (pause === 0 ? setImmediate() : sleep(pause));
      if (!signal.aborted) at = Math.max(at, end);
    },
  };
}

/** Sources as the bot opens them, on doubles. */
export type Asking = {
  readonly fetchers: readonly Fetcher[];
  readonly tools: RoundTools;
  /** One round of the first source, or of the one named. */
  round(name?: string, options?: { since?: Date; signal?: AbortSignal }): Promise<RoundReport>;
};

export type AskingOptions = {
  readonly double: PapersDouble;
  readonly clock: RoundClock;
  readonly store: Store;
  readonly http?: Partial<HttpClientOptions>;
  readonly patience?: number;
};

export async function openAsking(
  entries: readonly (string | SourceEntry)[],
  { double, clock, store, http: more = {}, patience }: AskingOptions,
): Promise<Asking> {
  const { environment: at } = double;
  const http = createHttpClient({
    userAgent: 'Paperboy/1.0.0 (+https://paperboy.example)',
    trusted: [double.base],
    ...more,
  });
  onTestFinished(() => http.close());
  const ask = createAsk({
    ...{ http, turns: store.hostTurns, clock },
    ...(patience === undefined ? {} : { patience }),
  });
  const addresses = {
    arxivRss: at.ARXIV_RSS_URL ?? '',
    arxivOai: at.ARXIV_OAI_URL ?? '',
    arxivApi: at.ARXIV_API_URL ?? '',
    huggingFace: at.HUGGINGFACE_URL ?? '',
    crossref: at.CROSSREF_URL ?? '',
    openAlex: at.OPENALEX_URL ?? '',
  };
  const fetchers = await openFetchers(
    entries.map((entry) => (typeof entry === 'string' ? parseEntry(entry) : entry)),
    { addresses, lookUp: createLookUp(addresses, ask) },
  );
  const tools = { ask, papers: store.keptPapers, statuses: store.sourceStatuses, clock };
  return {
    ...{ fetchers, tools },
    async round(name = fetchers[0]?.name, options = {}) {
      const fetcher = fetchers.find((one) => one.name === name);
      if (fetcher === undefined) throw new Error(`There is no ${name}.`);
      return runRound(fetcher, tools, options);
    },
  };
}

/** A double, a clock and a store of their own, gone after the test; 2026-08-26 is a Wednesday. */
export async function openTestWorld(start = '2026-08-26T14:00:00Z', pause = 0) {
  const clock = createTestClock(start, pause);
  const double = await startPapersDouble(clock.now);
  onTestFinished(() => double.close());
  return { clock, double, store: await openTestStore() };
}

let made = 0;

/** A made-up paper of a day; ids are in the order of making. */
export function makePaper(announced: string, more: Partial<ArxivPaper> = {}): ArxivPaper {
  made += 1;
  const [year = '', month = ''] = announced.split('-');
  return {
    id: `${year.slice(2)}${month}.${String(made).padStart(5, '0')}`,
    title: `On the number ${made}`,
    abstract: `It is ${made}.`,
    authors: [['Ada', 'Example']],
    categories: ['cs.LG'],
    created: new Date(Date.parse(announced) - 2 * 24 * hour).toISOString().slice(0, 10),
    announced,
    ...more,
  };
}

/** All papers that a source has kept. */
export async function keptBy(store: Store, source: string) {
  const { days } = await store.keptPapers.changedSince(source, 0);
  return days.flatMap(({ papers }) => papers.map(({ paper }) => paper));
}
