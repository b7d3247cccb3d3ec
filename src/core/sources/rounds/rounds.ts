import { createEnding } from '../../async/wait.ts';
import type { Fetcher } from './fetcher.ts';
import type { SourceStatus } from './memory.ts';
import { type RoundReport, type RoundTools, runRound } from './run-round.ts';

/** Rounds that go on by themselves. */
export type Rounds = {
  /** Asks now whatever was not asked for a while, cooling down aside; resolves when all have answered. */
  freshen(): Promise<void>;
  /** Ends soon; a request under way is broken off. */
  stop(): Promise<void>;
};

export type RoundsOptions = {
  readonly fetchers: readonly Fetcher[];
  readonly tools: RoundTools;
  /** Told of each round, and how the source is after it. */
  onRound(report: RoundReport, status: SourceStatus | undefined): void;
  /** Told of a round that could not be kept, as while the database cannot be used. */
  onFailure(fetcher: string, error: unknown): void;
  /** Between 0 and 1. */
  readonly random?: () => number;
};

/** A source never asked is asked within this after the start, in milliseconds; spread, as many bots may start at once. */
const firstWithin = 3_000;
/** What another process did is seen at least this often, in milliseconds. */
const longestNap = 60_000;
/** What was asked less than this ago is fresh enough for a digest, in milliseconds. */
const freshFor = 30 * 60_000;
/** After the database failed, in milliseconds. */
const pauseAfterFailure = 30_000;
/** Between two looks whether another process has done with a source, in milliseconds. */
const othersTurn = 2_000;

/** Asks each service as often as it makes sense, each on its own: one that is slow holds up no other. */
export function startRounds(options: RoundsOptions): Rounds {
  const { fetchers, tools, onRound, onFailure, random = Math.random } = options;
  const { clock, statuses } = tools;
  const ending = createEnding();
  const { signal } = ending;
  const underWay = new Map<string, Promise<void>>();
  /** From 0 to 1, the same for a source at every look, so that its moment does not run away. */
  const spreads = new Map(fetchers.map(({ name }) => [name, random()]));

  /** One round at a time of each; who asks meanwhile waits for the one under way. */
  function ask(fetcher: Fetcher): Promise<void> {
    const running =
      underWay.get(fetcher.name) ??
      askInTurn(fetcher)
        .catch((error: unknown) => {
          if (!signal.aborted) onFailure(fetcher.name, error);
          return clock.wait(pauseAfterFailure, signal);
        })
        .finally(() => underWay.delete(fetcher.name));
    underWay.set(fetcher.name, running);
    return running;
  }

  /** Asks it, unless another process does or has done so meanwhile: resolves when it was asked. */
  async function askInTurn(fetcher: Fetcher): Promise<void> {
    const { name } = fetcher;
    const readAsked = async () => (await statuses.get(name))?.askedAt.getTime();
    const round = () => runRound(fetcher, tools, { signal });
    const asked = await readAsked();
    const roundOrNone = async () => ((await readAsked()) === asked ? round() : undefined);
    while (!signal.aborted) {
      const done =
        tools.exclusive === undefined
          ? { result: await round() }
          : await tools.exclusive(`round of ${name}`, roundOrNone);
      if (done?.result !== undefined && !signal.aborted) onRound(done.result, await statuses.get(name));
      if (done !== undefined || (await readAsked()) !== asked) return;
      await clock.wait(othersTurn, signal);
    }
  }

  async function goOn(fetcher: Fetcher): Promise<void> {
    const first = clock.now().getTime() + random() * firstWithin;
    while (!signal.aborted) {
      const due = await dueOf(fetcher, first);
      const left = due - clock.now().getTime();
      if (left <= 0) await ask(fetcher);
      else await clock.wait(Math.min(left, longestNap), signal);
    }
  }

  /** When it is asked next; what is unwell is asked with no jitter, what was never asked at `first`. */
  async function dueOf({ name, every }: Fetcher, first: number): Promise<number> {
    const status = await statuses.get(name).catch(() => undefined);
    if (status === undefined) return first;
    const next = status.nextTry?.getTime() ?? status.askedAt.getTime() + every;
    const isWell = status.state === 'fresh' || status.state === 'quiet';
    // A moment far ahead was set before the clock was put back.
    const isAstray = status.askedAt.getTime() > clock.now().getTime() + every;
    return isAstray ? clock.now().getTime() : next + (isWell ? (spreads.get(name) ?? 0) * every * 0.1 : 0);
  }

  const running = fetchers.map(goOn);
  return {
    async freshen() {
      await Promise.all(
        fetchers.map(async (fetcher) => {
          const status = await statuses.get(fetcher.name).catch(() => undefined);
          const now = clock.now().getTime();
          // Asked in the future: the clock was put back since.
          const age = status === undefined ? freshFor : now - status.askedAt.getTime();
          const isFresh = age >= 0 && age < freshFor;
          const isResting = status?.state === 'waiting' && (status.nextTry?.getTime() ?? 0) > now;
          if (!isFresh && !isResting && !signal.aborted) await ask(fetcher);
        }),
      );
    },
    async stop() {
      ending.abort();
      await Promise.all([...running, ...underWay.values()]);
    },
  };
}

/** One round over all services at once, cooling down aside; yields the reports in the order of the services. */
export function fetchAll(
  fetchers: readonly Fetcher[],
  tools: RoundTools,
  options: { readonly since?: Date; readonly signal?: AbortSignal },
  onReport: (report: RoundReport) => void = () => {},
): Promise<readonly RoundReport[]> {
  return Promise.all(
    fetchers.map(async (fetcher) => {
      const report = await runRound(fetcher, tools, options);
      onReport(report);
      return report;
    }),
  );
}
