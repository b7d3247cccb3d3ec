import type { SourceStatus } from './memory.ts';
import { type RoundReport, type RoundTools, runRound } from './run-round.ts';
import type { Service } from './service.ts';

/** Rounds that go on by themselves. */
export type Rounds = {
  /** Asks now whatever was not asked for a while, cooling down aside; resolves when all have answered. */
  freshen(): Promise<void>;
  /** Ends soon; a request under way is broken off. */
  stop(): Promise<void>;
};

export type RoundsOptions = {
  readonly services: readonly Service[];
  readonly tools: RoundTools;
  /** Told of each round; of a round that failed for the database, too, with the error. */
  onRound(report: RoundReport, status: SourceStatus | undefined): void;
  onFailure(service: string, error: unknown): void;
  /** Between 0 and 1. */
  readonly random?: () => number;
};

/** A source never asked is asked within this after the start, in milliseconds. */
const firstWithin = 20_000;
/** What another process did is seen at least this often, in milliseconds. */
const longestNap = 60_000;
/** What was asked less than this ago is fresh enough for a digest, in milliseconds. */
const freshFor = 30 * 60_000;
/** After the database failed, in milliseconds. */
const pauseAfterFailure = 30_000;

/** Asks each service as often as it makes sense, each on its own: one that is slow holds up no other. */
export function startRounds(options: RoundsOptions): Rounds {
  const { services, tools, onRound, onFailure, random = Math.random } = options;
  const { clock, statuses } = tools;
  const ending = new AbortController();
  const { signal } = ending;
  const underWay = new Map<string, Promise<void>>();

  /** One round at a time of each; who asks meanwhile waits for the one under way. */
  function ask(service: Service): Promise<void> {
    const running =
      underWay.get(service.name) ??
      (async () => {
        const report = await runRound(service, tools, { signal });
        if (!signal.aborted) onRound(report, await statuses.get(service.name));
      })()
        .catch((error: unknown) => {
          if (!signal.aborted) onFailure(service.name, error);
          return clock.wait(pauseAfterFailure, signal);
        })
        .finally(() => underWay.delete(service.name));
    underWay.set(service.name, running);
    return running;
  }

  async function goOn(service: Service): Promise<void> {
    const first = clock.now().getTime() + random() * firstWithin;
    while (!signal.aborted) {
      const due = await dueOf(service, first);
      const left = due - clock.now().getTime();
      if (left <= 0) await ask(service);
      else await clock.wait(Math.min(left, longestNap), signal);
    }
  }

  /** When it is asked next; what is unwell is asked with no jitter, what was never asked at `first`. */
  async function dueOf({ name, every }: Service, first: number): Promise<number> {
    const status = await statuses.get(name).catch(() => undefined);
    if (status === undefined) return first;
    const next = status.nextTry?.getTime() ?? status.askedAt.getTime() + every;
    const isWell = status.state === 'fresh' || status.state === 'quiet';
    // A moment far ahead was set before the clock was put back.
    const isAstray = status.askedAt.getTime() > clock.now().getTime() + every;
    return isAstray ? clock.now().getTime() : next + (isWell ? spread(name) * every * 0.1 : 0);
  }

  /** The same for a source at every look, so that the moment does not run away. */
  const spreads = new Map(services.map(({ name }) => [name, random()]));
  function spread(name: string): number {
    return spreads.get(name) ?? 0;
  }

  const running = services.map(goOn);
  return {
    async freshen() {
      await Promise.all(
        services.map(async (service) => {
          const status = await statuses.get(service.name).catch(() => undefined);
          const now = clock.now().getTime();
          const isFresh = status !== undefined && now - status.askedAt.getTime() < freshFor;
          const isResting = status?.state === 'waiting' && (status.nextTry?.getTime() ?? 0) > now;
          if (!isFresh && !isResting && !signal.aborted) await ask(service);
        }),
      );
    },
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}

/** One round over all services at once, cooling down aside; yields the reports in the order of the services. */
export function fetchAll(
  services: readonly Service[],
  tools: RoundTools,
  options: { readonly since?: Date; readonly signal?: AbortSignal },
  onReport: (report: RoundReport) => void = () => {},
): Promise<readonly RoundReport[]> {
  return Promise.all(
    services.map(async (service) => {
      const report = await runRound(service, tools, options);
      onReport(report);
      return report;
    }),
  );
}
