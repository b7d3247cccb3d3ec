import { runThread } from '../../async/thread.ts';
import { createBreather } from '../../async/time-slices.ts';
import type { PaperIndex } from '../index/paper-index.ts';
import { countTerms, type TermCounts } from './term-counts.ts';
import { createModel, LEAST_PAPERS, type Training, train } from './train.ts';

export type TrainingOptions = {
  /** Up to so many papers training takes less than starting a thread, and follows each change; 500 unless told. */
  readonly mostAtHome?: number;
  /** Trains on more; in a thread of its own unless told. */
  readonly trainApart?: (counted: TermCounts, signal: AbortSignal) => Promise<Training>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Told why a training failed; what was learnt before stays in use. */
  readonly report?: (problem: string) => void;
  /** Told when a training apart ended well, for which no change waited. */
  readonly onTrained?: () => Promise<void>;
};

/** Keeps the model of an index abreast of its papers. */
export type TrainingKeeper = {
  /** For after a change; resolves when few papers are learnt, and at once where many are, which goes on. Never rejects. */
  refresh(): Promise<void>;
  /** Resolves when the training that goes on has ended and was told of. */
  trained(): Promise<void>;
  /** Ends a training that goes on; none begins any more. */
  close(): void;
};

/** The model is trained anew when there are so many times more papers than then, or fewer. */
const GROWTH = 1.5;
const DAY = 24 * 60 * 60 * 1000;

export function keepTrained(index: PaperIndex, options: TrainingOptions): TrainingKeeper {
  const { mostAtHome = 500, trainApart = trainInThread, now = Date.now } = options;
  const { report = () => {}, onTrained = async () => {} } = options;
  const closing = new AbortController();
  let model = index.state().segments[0]?.latent?.model;
  let asked = 0;
  let running: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();

  const learn = async (): Promise<void> => {
    const papers = index.state().documents;
    if (papers < LEAST_PAPERS) {
      model = undefined;
    } else {
      const counted = await index.read(countTerms);
      const training =
        papers <= mostAtHome
          ? await train(counted.counted, createBreather())
          : await trainApart(counted.counted, closing.signal);
      model = createModel(counted, training, { papers, at: now() });
    }
    if (!closing.signal.aborted) await index.adopt(model);
  };
  /** Learns until nothing was asked for meanwhile. */
  const run = async (): Promise<void> => {
    const before = model;
    try {
      for (let seen = -1; seen !== asked && !closing.signal.aborted; ) {
        seen = asked;
        await learn();
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!closing.signal.aborted)
        report(
          `Papers on related topics are found as of the last training only, for this one failed (${reason})`,
        );
    } finally {
      running = undefined;
    }
    if (model !== before && !closing.signal.aborted && index.state().documents > mostAtHome)
      await onTrained();
  };
  const start = (): Promise<void> => {
    asked += 1;
    running ??= last = run();
    return running;
  };

  return {
    async refresh() {
      const papers = index.state().documents;
      if (closing.signal.aborted || (papers < LEAST_PAPERS && model === undefined)) return;
      if (papers <= mostAtHome) await start();
      else if (
        model === undefined ||
        hasGrown(model.trained.papers, papers) ||
        now() - model.trained.at >= DAY
      )
        void start();
    },
    trained: () => last,
    close: () => closing.abort(),
  };
}

function hasGrown(before: number, papers: number): boolean {
  return papers >= GROWTH * before || before >= GROWTH * papers;
}

async function trainInThread(
  { starts, terms, counts, termCount }: TermCounts,
  signal: AbortSignal,
): Promise<Training> {
  const transfer = [starts, terms, counts].map(({ buffer }) => buffer as ArrayBuffer);
  const data: TermCounts = { starts, terms, counts, termCount };
  return (await runThread('./training-thread.ts', import.meta.url, data, { transfer, signal })) as Training;
}
