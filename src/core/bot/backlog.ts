import type { Log } from '../chat/log.ts';
import { StoreFailure } from '../store/store.ts';
import { entry, traceOf } from '../text/log-entry.ts';

/** What is to be written, in order: what the store refuses waits and is tried again until it takes it. */
export type Backlog = {
  /** Writes it now, or behind what waits already. Resolves after the first try; rejects with what is no StoreFailure. */
  write(work: () => Promise<unknown>): Promise<void>;
  /** How much waits. */
  size(): number;
  /** Tries what waits once more and gives the rest up; yields how much that is. */
  close(): Promise<number>;
};

export type BacklogOptions = {
  readonly log: Log;
  /** Milliseconds until the first retry, doubled at each failure up to 15 seconds; a second unless told. */
  readonly retryAfter?: number;
  /** The oldest beyond so many are given up; 10,000 unless told. */
  readonly limit?: number;
};

const slowestRetry = 15_000;

export function createBacklog({ log, retryAfter = 1_000, limit = 10_000 }: BacklogOptions): Backlog {
  const waiting: (() => Promise<unknown>)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let pause = retryAfter;
  let draining: Promise<void> | undefined;

  function postpone(work: () => Promise<unknown>): void {
    waiting.push(work);
    if (waiting.length > limit) waiting.shift();
    schedule();
  }

  function schedule(): void {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void drain();
    }, pause).unref();
  }

  function drain(): Promise<void> {
    draining ??= empty().finally(() => {
      draining = undefined;
    });
    return draining;
  }

  async function empty(): Promise<void> {
    for (let work = waiting[0]; work !== undefined; work = waiting[0]) {
      try {
        await work();
      } catch (error) {
        if (error instanceof StoreFailure) {
          pause = Math.min(pause * 2, slowestRetry);
          schedule();
          return;
        }
        log.error(entry`Something that was waiting could not be saved: ${traceOf(error)}`, error);
      }
      if (waiting[0] === work) waiting.shift();
    }
    pause = retryAfter;
    log.info(entry`Everything that was waiting is saved now.`);
  }

  return {
    async write(work) {
      if (waiting.length > 0) return postpone(work);
      try {
        await work();
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        if (waiting.length === 0)
          log.warn(
            entry`What reactions save, and which papers messages show, waits until the database can be written again.`,
          );
        postpone(work);
      }
    },
    size: () => waiting.length,
    async close() {
      if (waiting.length > 0) await drain();
      clearTimeout(timer);
      return waiting.length;
    },
  };
}
