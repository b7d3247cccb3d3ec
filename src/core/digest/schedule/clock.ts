import { wait } from '../../async/wait.ts';

/** Time as the delivery of digests sees it. */
export type Clock = {
  now(): Date;
  /** Milliseconds that go on evenly, whatever is done to the clock on the wall. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /**
   * Runs it at the beginning of each minute and some times in between, so that nothing done to the clock on the wall goes
   * unseen for long; yields how to end that.
   */
  onTick(run: () => void): () => void;
};

const minute = 60_000;
/** The longest time (ms) between two ticks: a dead process's work and a clock that was set are noticed after it. */
const longestSleep = 10_000;

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),

  wait,

  onTick(run) {
    let timer: NodeJS.Timeout;
    function sleep(): void {
      const toNextMinute = minute - (Date.now() % minute);
      timer = setTimeout(
        () => {
          sleep();
          run();
        },
        Math.min(toNextMinute, longestSleep),
      );
    }
    sleep();
    return () => clearTimeout(timer);
  },
};
