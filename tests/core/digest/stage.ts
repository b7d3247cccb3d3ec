import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Card } from '../../../src/core/chat/card.ts';
import {
  type DigestsOptions,
  type RunningDigests,
  startDigests,
} from '../../../src/core/digest/delivery/scheduler.ts';
import { nextDue } from '../../../src/core/digest/schedule/next-due.ts';
import type { Compose } from '../../../src/core/digest/selection/compose.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import type { Digest, DigestPlan } from '../../../src/core/store/digests/digest.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { type KeptLog, keepLog, openAt } from '../store/open.ts';
import { alice, general, lab, paperNamed } from '../store/things.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createFakePlatform, type FakePlatform, type Mishaps } from './fake-platform.ts';

export const hour = 3_600_000;

/** Papers enough for years, in the order they are shown. */
const papers: readonly Paper[] = Array.from({ length: 5_000 }, (_, index) =>
  paperNamed(`paper-${String(index).padStart(4, '0')}`),
);

/** The first papers that the place has not seen: a heading and a message for each, or all on one. */
export const composeInOrder: Compose = async (digest, { shown, delivery, late }) => {
  const decided = delivery?.picks?.map(({ paper }) => paper);
  const ids = decided ?? firstUnseen(shown.papers, digest.count);
  if (ids.length === 0) return undefined;
  const picks = ids.map((id) => ({ paper: paperNamed(id), why: 'next in order' }));
  const item = (id: string) => ({
    paper: id,
    heading: id,
    url: 'https://example.org/paper',
    facts: [{ text: '2026' }],
  });
  const heading: Card = { title: late ? 'Papers, late' : 'Papers' };
  if (digest.layout === 'compact')
    return {
      picks,
      parts: [{ card: { ...heading, items: ids.map((id, at) => ({ ...item(id), number: at + 1 })) } }],
    };
  const cards = ids.map((id, at) => ({
    card: { title: '', items: [{ ...item(id), ordinal: at + 1 }] },
    underFirst: true as const,
  }));
  return { picks, parts: [{ card: heading }, ...cards] };
};

function firstUnseen(shown: ReadonlyMap<string, Date>, count: number): readonly string[] {
  const found: string[] = [];
  for (const { id } of papers) {
    if (found.length === count) break;
    if (!shown.has(id)) found.push(id);
  }
  return found;
}

export function planFor(more: Partial<DigestPlan> = {}): DigestPlan {
  return {
    destination: { kind: 'channel', channel: general, name: 'general' },
    schedule: '0 9 * * *',
    zone: 'UTC',
    topic: '',
    count: 2,
    layout: 'cards',
    thread: false,
    ...more,
  };
}

/** A SQLite file in memory where the system has a place for that: these tests write often and end no process. */
async function quickUrl(): Promise<string> {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'paperboy-digests-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `sqlite:${join(folder, 'paperboy.db')}`;
}

/** A store, a platform and a clock, and digests delivered with them. */
export type Stage = {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly platform: FakePlatform;
  readonly log: KeptLog;
  add(more?: Partial<DigestPlan>): Promise<Digest>;
  /** Starts delivering; ended after the test. */
  start(options?: Partial<DigestsOptions>): RunningDigests;
};

export async function setStage(start: string, mishaps?: Mishaps, turns?: number): Promise<Stage> {
  const clock = createFakeClock(new Date(start), turns);
  const log = keepLog();
  const store = await openAt(await quickUrl(), log);
  const platform = createFakePlatform('slack', clock.now, mishaps);
  return {
    clock,
    store,
    platform,
    log,
    add: (more) => {
      const plan = planFor(more);
      const now = clock.now();
      return store.digests.add(plan, {
        home: lab,
        createdBy: alice,
        createdAt: now,
        nextDue: nextDue(plan.schedule, plan.zone, now),
      });
    },
    start(options = {}) {
      const running = startDigests({
        store,
        platforms: () => [platform],
        compose: composeInOrder,
        log,
        grace: 6 * hour,
        clock,
        ...options,
      });
      onTestFinished(() => running.stop());
      return running;
    },
  };
}
