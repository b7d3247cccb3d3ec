import type { Log } from '../core/chat/log.ts';
import type { RoundClock } from '../core/sources/rounds/ask-host.ts';
import type { DeliveryQueue } from '../core/store/digests/delivery.ts';
import { StoreFailure } from '../core/store/store.ts';
import { entry, traceOf } from '../core/text/log-entry.ts';

/** Sees to it that digests have what came. */
export type BeforeDigests = {
  /** Resolves once the sources were asked of late and what they told is found, after 90 s at the most. Never rejects. */
  ready(): Promise<void>;
  stop(): Promise<void>;
};

export type BeforeDigestsOptions = {
  /** As in `Rounds`. */
  freshen(): Promise<void>;
  readonly queue: Pick<DeliveryQueue, 'due'>;
  readonly clock: RoundClock;
  /** After so many milliseconds what came is found everywhere. */
  readonly foundAfter: number;
  readonly log: Log;
};

const minute = 60_000;
/** So long before a digest is due the sources are asked, in milliseconds. */
const lead = 5 * minute;
/** No digest waits longer than this for its sources, in milliseconds. */
const longestWait = 90_000;
/** Sources asked for one digest are not asked for another within this, in milliseconds. */
const askedFor = 30 * minute;
/** Digests looked at that are due soon or were not delivered. */
const batch = 200;

/** Asks the sources some minutes before a digest is due, so that it need not wait, and when one is due that nobody foresaw. */
export function startBeforeDigests(options: BeforeDigestsOptions): BeforeDigests {
  const { freshen, queue, clock, foundAfter, log } = options;
  const ending = new AbortController();
  const { signal } = ending;
  let last: { readonly at: number; readonly done: Promise<void> } | undefined;

  function ready(): Promise<void> {
    const at = clock.now().getTime();
    if (last === undefined || at - last.at >= askedFor || at < last.at) last = { at, done: askInTime() };
    return last.done;
  }

  async function askInTime(): Promise<void> {
    const asked = new AbortController();
    void freshen()
      .then(() => clock.wait(foundAfter, signal))
      .catch((error: unknown) => log.error(entry`The sources could not be asked: ${traceOf(error)}`, error))
      .finally(() => asked.abort());
    await clock.wait(longestWait, AbortSignal.any([signal, asked.signal]));
  }

  /** Those long due wait for their platform, and ask for themselves once it is there. */
  async function isAnyDueSoon(): Promise<boolean> {
    const now = clock.now().getTime();
    try {
      const found = await queue.due(new Date(now + lead), batch);
      return found.some(({ due, delivery }) => delivery === undefined && due.getTime() >= now);
    } catch (error) {
      if (!(error instanceof StoreFailure))
        log.error(entry`The next digests could not be looked up: ${traceOf(error)}`, error);
      return false;
    }
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      if (await isAnyDueSoon()) await ready();
      await clock.wait(minute, signal);
    }
  }

  const watching = watch();
  return {
    ready,
    async stop() {
      ending.abort();
      await watching;
    },
  };
}
