import { growingPause } from '../async/retry.ts';
import { wait as waitHere } from '../async/wait.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import { type PaperChange, SearchFailure } from './engine.ts';

/** Sees to it that an engine takes every change, whatever it refuses meanwhile. */
export type ChangeKeeper = {
  /** Takes a change; what the engine refuses is tried again, with what came since, until it is taken. */
  take(change: PaperChange): void;
  /** Resolves when nothing is left to be taken. */
  settled(): Promise<void>;
  /** Ends the tries; what is not taken is left. */
  close(): void;
};

export type KeeperOptions = {
  readonly update: (change: PaperChange) => Promise<void>;
  readonly onTaken: (change: PaperChange) => void;
  /** Told of each refusal; the next try comes by itself. */
  readonly onRefused: (error: unknown) => void;
  /** Resolves after so many milliseconds, or when the signal is aborted; the time of this machine unless given. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

export function keepChanges({ update, onTaken, onRefused, wait = waitHere }: KeeperOptions): ChangeKeeper {
  const closing = new AbortController();
  /** Papers to put, and ids to remove, as they were told last. */
  const left = new Map<PaperId, Paper | undefined>();
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    for (let failures = 0; left.size > 0 && !closing.signal.aborted; ) {
      const taken = new Map(left);
      left.clear();
      const change = changeOf(taken);
      try {
        await update(change);
        failures = 0;
        onTaken(change);
      } catch (error) {
        const again = error instanceof SearchFailure && error.left ? papersOf(error.left) : taken;
        for (const [id, paper] of again) if (!left.has(id)) left.set(id, paper);
        const rest = new Map([...taken].filter(([id]) => !again.has(id)));
        if (rest.size > 0) onTaken(changeOf(rest));
        failures += 1;
        onRefused(error);
        await wait(growingPause(failures, FIRST_PAUSE, 2, LONGEST_PAUSE), closing.signal);
      }
    }
    running = undefined;
  };

  return {
    take(change) {
      for (const [id, paper] of papersOf(change)) left.set(id, paper);
      running ??= run();
    },
    settled: () => running ?? Promise.resolve(),
    close: () => closing.abort(),
  };
}

type ChangedPapers = ReadonlyMap<PaperId, Paper | undefined>;

function papersOf({ put, removed }: PaperChange): ChangedPapers {
  return new Map<PaperId, Paper | undefined>([
    ...removed.map((id) => [id, undefined] as const),
    ...put.map((paper) => [paper.id, paper] as const),
  ]);
}

function changeOf(papers: ChangedPapers): PaperChange {
  const put: Paper[] = [];
  const removed: PaperId[] = [];
  for (const [id, paper] of papers) {
    if (paper === undefined) removed.push(id);
    else put.push(paper);
  }
  return { put, removed };
}
