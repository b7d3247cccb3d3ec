import { afterEach, describe, expect, it } from 'vitest';
import { runThread } from '../../../../src/core/async/thread.ts';
import { createBreather } from '../../../../src/core/async/time-slices.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { type Training, train } from '../../../../src/core/search/latent/train.ts';
import {
  createLunrEngine,
  type EngineOptions,
  type LunrEngine,
} from '../../../../src/core/search/lunr-engine.ts';
import { dailyPapers } from '../sample-papers.ts';

const PAPERS: readonly Paper[] = dailyPapers();
const DAY = 24 * 60 * 60 * 1000;

const opened: LunrEngine[] = [];
afterEach(() => {
  for (const engine of opened.splice(0)) engine.close();
});

/** An engine that trains apart from 50 papers on, and what it had to report. */
function open(options: EngineOptions = {}): { engine: LunrEngine; problems: string[] } {
  const problems: string[] = [];
  const engine = createLunrEngine([], {
    mostAtHome: 0,
    report: (problem) => problems.push(problem),
    ...options,
  });
  opened.push(engine);
  return { engine, problems };
}

const put = (engine: LunrEngine, papers: readonly Paper[]) => engine.update({ put: papers, removed: [] });

async function putAndTrain(engine: LunrEngine, papers: readonly Paper[]): Promise<void> {
  await put(engine, papers);
  await engine.trained();
}

/** A promise and what resolves it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Training in this thread, counted, each time after `before`. */
function counting(before: () => Promise<unknown> = async () => {}) {
  const counts: number[] = [];
  return {
    counts,
    trainApart: async (
      ...[counted]: Parameters<NonNullable<EngineOptions['trainApart']>>
    ): Promise<Training> => {
      counts.push(counted.starts.length - 1);
      await before();
      return train(counted, createBreather());
    },
  };
}

describe('the training of the latent vectors', () => {
  it('yields in a thread of its own what it yields at home', async () => {
    const { engine: apart, problems } = open();
    const { engine: atHome } = open({ mostAtHome: PAPERS.length });
    await Promise.all([putAndTrain(apart, PAPERS), put(atHome, PAPERS)]);
    expect(apart.model()).toEqual({ ...atHome.model(), trained: expect.anything() });
    expect(problems).toEqual([]);
  });

  it('follows each change of few papers, and of many when they are half as many more or fewer', async () => {
    const { counts, trainApart } = counting();
    const { engine } = open({ mostAtHome: 55, trainApart });
    await put(engine, PAPERS.slice(0, 52));
    const few = engine.model();
    await put(engine, PAPERS.slice(52, 53));
    expect(engine.model()).not.toBe(few);
    await put(engine, PAPERS.slice(53, 78));
    expect(counts).toEqual([]);
    await putAndTrain(engine, PAPERS.slice(78, 80));
    expect(counts).toEqual([80]);
    await put(engine, PAPERS.slice(80));
    await engine.update({ put: [], removed: PAPERS.slice(60).map(({ id }) => id) });
    expect(counts).toEqual([80]);
    await engine.update({ put: [], removed: PAPERS.slice(54).map(({ id }) => id) });
    expect(engine.model()?.trained.papers).toBe(54);
  });

  it('finds a paper by the vectors before it has been trained upon', async () => {
    const { counts, trainApart } = counting();
    const { engine } = open({ trainApart });
    const [late, ...early] = PAPERS;
    await putAndTrain(engine, early);
    const model = engine.model();
    await put(engine, [late]);
    expect(engine.model()).toBe(model);
    expect(counts).toEqual([87]);
    const vectors = engine.segments().flatMap(({ papers, latent }) => {
      const at = papers.indexOf(late);
      return at < 0 || !latent ? [] : [latent.papers.scales[at]];
    });
    expect(vectors).toEqual([expect.toSatisfy((scale: number) => scale > 0)]);
  });

  it('is made anew a day later, while changes wait for nothing, and tells so', async () => {
    let now = 0;
    let held = Promise.resolve();
    let told = 0;
    const { counts, trainApart } = counting(() => held);
    const onTrained = async (): Promise<void> => {
      told += 1;
    };
    const { engine } = open({ trainApart, now: () => now, onTrained });
    await putAndTrain(engine, PAPERS.slice(0, 80));
    now = DAY - 1;
    await put(engine, PAPERS.slice(80, 81));
    expect(counts).toEqual([80]);
    const { opened: learnt, open: go } = gate();
    held = learnt;
    now = DAY;
    await put(engine, PAPERS.slice(81, 82));
    await put(engine, PAPERS.slice(82, 84));
    expect(engine.model()?.trained).toEqual({ papers: 80, at: 0 });
    go();
    await engine.trained();
    expect(told).toBe(2);
    expect(engine.model()?.trained).toEqual({ papers: 84, at: DAY });
    expect(counts).toEqual([80, 82, 84]);
  });

  it('keeps no change waiting while it goes on, and in the end has learnt from the papers there are then', async () => {
    const { opened: learnt, open: go } = gate();
    const { counts, trainApart } = counting(() => learnt);
    const { engine } = open({ trainApart });
    await put(engine, PAPERS.slice(0, 60));
    const [late] = PAPERS.slice(60, 61);
    await put(engine, [late]);
    expect((await engine.rank(late.title)).map(({ paper }) => paper.id)).toContain(late.id);
    await engine.update({ put: PAPERS.slice(61), removed: [PAPERS[0].id] });
    expect(engine.model()).toBeUndefined();
    go();
    await engine.trained();
    expect(counts).toEqual([60, 87]);
    const { engine: atOnce } = open({ mostAtHome: PAPERS.length });
    await put(atOnce, PAPERS.slice(1));
    expect(engine.model()).toEqual({ ...atOnce.model(), trained: expect.anything() });
    expect(engine.segments().map(({ latent }) => latent?.model)).toEqual(
      engine.segments().map(() => engine.model()),
    );
    const query = 'learning with uncertainty in deep neural networks';
    expect(await engine.rank(query)).toEqual(await atOnce.rank(query));
  });

  it('leaves what there is where its thread dies, says so, and tries again', async () => {
    let dies = true;
    const { engine, problems } = open({
      trainApart: async (counted) => {
        if (dies) await runThread('../../async/threads/exiting.ts', import.meta.url, undefined);
        return train(counted, createBreather());
      },
    });
    await putAndTrain(engine, PAPERS.slice(0, 60));
    expect(engine.model()).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining('before it had an answer')]);
    expect((await engine.rank('deep neural network ensembles')).length).toBeGreaterThan(0);
    dies = false;
    await putAndTrain(engine, PAPERS.slice(60, 61));
    expect(engine.model()?.trained.papers).toBe(61);
  });

  it('ends when the engine is closed, which answers still', async () => {
    const { opened: beginning, open: begun } = gate();
    const { engine, problems } = open({
      trainApart: async (_, signal) => {
        begun();
        return (await runThread('../../async/threads/waiting.ts', import.meta.url, undefined, {
          signal,
        })) as Training;
      },
    });
    await put(engine, PAPERS);
    await beginning;
    engine.close();
    await engine.trained();
    await put(engine, PAPERS.slice(0, 1));
    expect(problems).toEqual([]);
    expect(engine.model()).toBeUndefined();
    expect((await engine.rank('ensembles')).length).toBeGreaterThan(0);
  });
});
