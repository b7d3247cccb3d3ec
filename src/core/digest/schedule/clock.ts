import { schedule } from 'node-cron';
import { wait } from '../../async/wait.ts';

/** Time as the delivery of digests sees it. */
export type Clock = {
  now(): Date;
  /** Milliseconds that go on evenly, whatever is done to the clock on the wall. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Runs it at the beginning of each minute; yields how to end that. */
  eachMinute(run: () => void): () => void;
};

/** The time of this machine, told by node-cron. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),

  wait,

  eachMinute(run) {
    // A tick that comes late says nothing: what is due is asked of the store.
    const task = schedule('* * * * *', run, { suppressMissedWarning: true });
    task.on('execution:missed', run);
    return () => void task.destroy();
  },
};
