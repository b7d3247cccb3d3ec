import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { POSTING_RATES as discordRates } from '../../src/adapters/discord/limits.ts';
import { POSTING_RATES as slackRates } from '../../src/adapters/slack/limits.ts';
import type { Rates } from '../../src/core/async/rate-limit.ts';
import type { Channel } from '../../src/core/chat/channel.ts';
import { startDigests } from '../../src/core/digest/delivery/scheduler.ts';
import { type Clock, systemClock } from '../../src/core/digest/schedule/clock.ts';
import type { Compose } from '../../src/core/digest/selection/compose.ts';
import { createCompose } from '../../src/core/digest/selection/compose.ts';
import { defaultDigestSettings } from '../../src/core/digest/selection/settings.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import type { DigestPlan } from '../../src/core/store/digests/digest.ts';
import { openStore } from '../../src/core/store/open-store.ts';
import type { Store } from '../../src/core/store/store.ts';
import { withFolder } from './engine.ts';
import { createPostingPlatform } from './posting-platform.ts';
import { readPapers } from './read-papers.ts';

/** Milliseconds that the platform takes for a post. */
const ANSWER = 20;
const PAPERS = 5;
const WORKSPACES = 50;
const CROWD = 1_000;
const SINGLES = 30;
const TOPICS = ['', 'uncertainty', 'graph neural networks', 'language model', 'diffusion'];

const complain = (text: string) => void process.stderr.write(`${text}\n`);
const log = { debug: () => {}, info: () => {}, warn: complain, error: complain };
const unhurried: Rates = {};

/** When each post had arrived, in milliseconds after the digests were due. */
type Arrivals = number[];

type Run = {
  readonly arrivals: Arrivals;
  /** The longest that anything else, such as a search, had to wait meanwhile, in milliseconds. */
  readonly longestBlock: number;
  /** What the process's memory grew by at most, in megabytes. */
  readonly memory: number;
};

/** Prints how long digests take from their time to the channel, for one and for many, in one run. */
export async function measureDigests(say: (text: string) => void): Promise<void> {
  const papers = await readPapers('corpus/daily-papers.jsonl');
  const search = createLunrEngine();
  await search.update({ put: papers, removed: [] });
  const corpus = {
    papers,
    get: (id: string) => papers.find((paper) => paper.id === id),
    titled: () => [],
  };
  const composeWith = (store: Store): Compose =>
    createCompose({ corpus, search, store, settings: defaultDigestSettings }, () => '');

  say('\n## Digests\n');
  say(
    `From the moment a digest is due to its ${PAPERS} papers in the channel, picked from ${papers.length}, in milliseconds; the platform is in this process and answers after ${ANSWER}. A channel has a digest on one message; SQLite on this disk; ${CROWD} channels are in ${WORKSPACES} workspaces. The loop picks and posts one digest after the other and keeps nothing: what it has posted it would post again after a restart.\n`,
  );
  say('| | first | median | last | longest pause for others | memory |\n|---|---|---|---|---|---|');
  const single: Run[] = [];
  const loops: Run[] = [];
  for (let turn = 0; turn < SINGLES; turn += 1) {
    single.push(
      await measure(1, (store, arrive) => deliver(store, composeWith(store), unhurried, 1, arrive)),
    );
    loops.push(await measure(1, (store, arrive) => loop(store, composeWith(store), arrive)));
  }
  say(row(`1 channel, Paperboy (${SINGLES} times)`, together(single)));
  say(row(`1 channel, the loop (${SINGLES} times)`, together(loops)));
  const name = `${CROWD.toLocaleString('en')} channels`;
  for (const [how, speed] of [
    [`on Slack: ${slackRates.workspace} posts a second in a workspace`, slackRates],
    [`on Discord: ${discordRates.overall} posts a second`, discordRates],
    ['without a limit', unhurried],
  ] as const)
    say(
      row(
        `${name}, Paperboy ${how}`,
        await measure(CROWD, (store, arrive) => deliver(store, composeWith(store), speed, CROWD, arrive)),
      ),
    );
  say(
    row(
      `${name}, the loop`,
      await measure(CROWD, (store, arrive) => loop(store, composeWith(store), arrive)),
    ),
  );
}

/** Lets digests that are due be delivered in a store of their own. */
async function measure(
  channels: number,
  run: (store: Store, arrive: () => void) => Promise<void>,
): Promise<Run> {
  return withFolder(async (folder) => {
    const store = await openStore({ url: `sqlite:${folder}/paperboy.db`, log });
    const due = new Date();
    for (let channel = 0; channel < channels; channel += 1)
      await store.digests.add(planFor(channel), { home: homeOf(channel), createdAt: due, nextDue: due });
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let most = before;
    const watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 100);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    const arrivals: Arrivals = [];
    await run(store, () => void arrivals.push(performance.now() - start));
    delay.disable();
    clearInterval(watching);
    await store.close();
    if (arrivals.length !== channels)
      throw new Error(`${arrivals.length} of ${channels} digests were posted`);
    return { arrivals, longestBlock: delay.max / 1e6, memory: (most - before) / 1e6 };
  });
}

async function deliver(
  store: Store,
  compose: Compose,
  rates: Rates,
  channels: number,
  arrive: () => void,
): Promise<void> {
  let arrived = 0;
  let whole = () => {};
  const all = new Promise<void>((resolve) => {
    whole = resolve;
  });
  const platform = createPostingPlatform('slack', rates, async () => {
    await sleep(ANSWER);
    arrive();
    arrived += 1;
    if (arrived === channels) whole();
  });
  const clock: Clock = { ...systemClock, onTick: () => () => {} };
  const grace = 60 * 60 * 1000;
  const running = startDigests({ store, platforms: () => [platform], compose, log, grace, clock });
  await all;
  await running.idle();
  await running.stop();
}

async function loop(store: Store, compose: Compose, arrive: () => void): Promise<void> {
  const platform = createPostingPlatform('slack', unhurried, async () => {
    await sleep(ANSWER);
    arrive();
  });
  for (const digest of await store.digests.all()) {
    const composed = await compose(digest, {
      now: new Date(),
      shown: { papers: new Map(), names: [] },
      late: false,
    });
    if (composed === undefined || digest.destination.kind !== 'channel') continue;
    for (const { card } of composed.parts) await platform.post(digest.destination.channel, card);
  }
}

function homeOf(channel: number) {
  return { platform: 'slack', workspace: `T${channel % WORKSPACES}` };
}

function planFor(number: number): DigestPlan {
  const channel: Channel = { ...homeOf(number), id: `C${number}` };
  return {
    destination: { kind: 'channel', channel },
    schedule: '0 9 * * *',
    zone: 'UTC',
    topic: TOPICS[number % TOPICS.length] ?? '',
    count: PAPERS,
    layout: 'compact',
    thread: false,
  };
}

function together(runs: readonly Run[]): Run {
  return {
    arrivals: runs.flatMap(({ arrivals }) => arrivals),
    longestBlock: Math.max(...runs.map(({ longestBlock }) => longestBlock)),
    memory: Math.max(...runs.map(({ memory }) => memory)),
  };
}

function row(name: string, { arrivals, longestBlock, memory }: Run): string {
  const sorted = [...arrivals].sort((one, other) => one - other);
  const at = (share: number) =>
    Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toLocaleString('en');
  return `| ${name} | ${at(0)} | ${at(0.5)} | ${at(1)} | ${Math.round(longestBlock)} ms | ${memory.toFixed(0)} MB |`;
}
