import { onTestFinished } from 'vitest';
import type { Card } from '../../../../src/core/chat/card.ts';
import { type DigestsOptions, startDigests } from '../../../../src/core/digest/delivery/scheduler.ts';
import { createCompose } from '../../../../src/core/digest/selection/compose.ts';
import { defaultDigestSettings } from '../../../../src/core/digest/selection/settings.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import type { ListedWorks } from '../../../../src/core/sources/look-up/listed-works.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { createFakeClock, type FakeClock } from '../../digest/fake-clock.ts';
import { createFakePlatform, type FakePlatform } from '../../digest/fake-platform.ts';
import { keepLog, openTestStore } from '../../store/open.ts';
import { paperNamed } from '../../store/things.ts';
import { startTalk, type Talk } from '../../talk.ts';

/** The day on which it begins. */
const firstDay = '2026-03-02T12:00:00.000Z';

/** People who follow, papers that come, and the messages that tell of them. */
export type Followers = {
  readonly talk: Talk;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly platform: FakePlatform;
  /** With what they are delivered. */
  readonly digests: DigestsOptions;
  /** Delivers no more. */
  stop(): Promise<void>;
  /** Papers come now, from a service that says so; under an id that is there already it is another version. */
  come(...papers: readonly Paper[]): void;
  /** Lets the next nine o'clock come, and yields what was posted then. */
  morning(): Promise<readonly Card[]>;
};

/** A paper of today with these authors. */
export function paperBy(id: string, authors: readonly string[], more: Partial<Paper> = {}): Paper {
  return paperNamed(id, { authors, categories: ['cs.CL'], published: '2026-03', ...more });
}

/** `works`: what OpenAlex has; nobody may ask it unless given. */
export async function startFollowers(papers: readonly Paper[] = [], works?: ListedWorks): Promise<Followers> {
  const clock = createFakeClock(new Date(firstDay));
  const log = keepLog();
  const store = await openTestStore(log);
  const platform = createFakePlatform('test', clock.now);
  let present = papers;
  const corpus = {
    get papers() {
      return present;
    },
    get: (id: string) => present.find((paper) => paper.id === id),
    titled: () => [],
  };
  const typed = (...words: readonly (string | undefined)[]) => `/${words.filter(Boolean).join(' ')}`;
  const search = createLunrEngine();
  const asking = works === undefined ? {} : { works };
  const settings = defaultDigestSettings;
  const compose = createCompose({ corpus, search, store, settings, ...asking }, typed);
  const talk = await startTalk({ store, corpus, now: clock.now, ...asking }, papers);
  const digests = { store, platforms: () => [platform], compose, log, grace: 6 * 3_600_000, clock };
  const running = startDigests(digests);
  onTestFinished(() => running.stop());
  return {
    talk,
    store,
    clock,
    platform,
    digests,
    stop: running.stop,
    come(...fresh) {
      const came = clock.now().toISOString();
      const ids = new Set(fresh.map(({ id }) => id));
      present = [...present.filter(({ id }) => !ids.has(id)), ...fresh.map((paper) => ({ came, ...paper }))];
    },
    async morning() {
      const before = platform.messages.length;
      const next = new Date(clock.now());
      next.setUTCHours(9, 0, 0, 0);
      if (next <= clock.now()) next.setUTCDate(next.getUTCDate() + 1);
      await clock.run(new Date(next.getTime() - 60_000), { ticks: false });
      await clock.run(next);
      await running.idle();
      return platform.messages.slice(before).map(({ card }) => card);
    },
  };
}
