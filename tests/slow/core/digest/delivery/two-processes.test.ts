import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Platform } from '../../../../../src/core/chat/platform.ts';
import { startDigests } from '../../../../../src/core/digest/delivery/scheduler.ts';
import type { Compose } from '../../../../../src/core/digest/selection/compose.ts';
import { createMortal } from '../../../../core/digest/delivery/mortal.ts';
import { createFakePlatform } from '../../../../core/digest/fake-platform.ts';
import { createQuickClock } from '../../../../core/digest/quick-clock.ts';
import { composeInOrder, hour, planFor } from '../../../../core/digest/stage.ts';
import { keepLog, openAt, postgresUrl } from '../../../../core/store/open.ts';
import { alice, general, lab } from '../../../../core/store/things.ts';

const due = new Date('2026-03-02T09:00:00Z');

async function setUp(digests: number, channels = digests, postingRates = {}) {
  const url = await postgresUrl();
  const log = keepLog();
  const stores = [await openAt(url, log), await openAt(url, log)] as const;
  const clock = createQuickClock(due);
  const platform = createFakePlatform('slack', clock.now, { before: () => sleep(1), postingRates });
  for (let number = 0; number < digests; number += 1) {
    const channel = { ...general, id: `C${number % channels}` };
    const plan = planFor({ destination: { kind: 'channel', channel } });
    await stores[0].digests.add(plan, { home: lab, createdAt: due, nextDue: due });
  }
  const options = {
    compose: composeInOrder,
    log,
    grace: 6 * hour,
    clock,
  };
  return { stores, clock, platform, log, options };
}

describe('two processes on one PostgreSQL database', () => {
  it('deliver each digest once between them', async () => {
    const { stores, platform, options, log } = await setUp(20);
    const running = stores.map((store) => startDigests({ ...options, store, platforms: () => [platform] }));
    onTestFinished(async () => void (await Promise.all(running.map((one) => one.stop()))));
    await Promise.all(running.map((one) => one.idle()));
    for (let channel = 0; channel < 20; channel += 1)
      expect(platform.in(`C${channel}`).map(({ papers }) => papers)).toEqual([
        [],
        ['paper-0000'],
        ['paper-0001'],
      ]);
    expect(platform.messages).toHaveLength(60);
    const ended = await Promise.all(
      (await stores[0].digests.all()).map(({ id }) => stores[0].deliveryHistory.list(id, 9)),
    );
    expect(ended.flat().map(({ outcome }) => outcome)).toEqual(Array(20).fill('sent'));
    expect(log.lines.filter((line) => !line.startsWith('debug'))).toEqual([]);
  });

  it('together post no faster than the platform takes', async () => {
    const { stores, platform, options } = await setUp(8, 4, { place: 4, workspace: 8 });
    const running = stores.map((store) =>
      startDigests({ ...options, store, turns: store.sharedTurns, platforms: () => [platform] }),
    );
    onTestFinished(async () => void (await Promise.all(running.map((one) => one.stop()))));
    await Promise.all(running.map((one) => one.idle()));
    expect(platform.messages).toHaveLength(24);
    const busiest = (messages: typeof platform.messages) => {
      const times = messages.map(({ at }) => at.getTime());
      return Math.max(...times.map((at) => times.filter((time) => time >= at && time < at + 1_000).length));
    };
    // What was held up on its way may follow closely what was not.
    expect(busiest(platform.messages)).toBeLessThanOrEqual(10);
    for (let channel = 0; channel < 4; channel += 1)
      expect(busiest(platform.in(`C${channel}`))).toBeLessThanOrEqual(5);
  });

  it('never show a paper twice in a channel that has several digests', async () => {
    const { stores, platform, options } = await setUp(8, 1);
    const compose: Compose = async (digest, occasion) => {
      const composed = await composeInOrder(digest, occasion);
      // Meanwhile the other process may have decided.
      await sleep(20);
      return composed;
    };
    const running = stores.map((store) =>
      startDigests({ ...options, compose, store, platforms: () => [platform] }),
    );
    onTestFinished(async () => void (await Promise.all(running.map((one) => one.stop()))));
    await Promise.all(running.map((one) => one.idle()));
    const papers = platform.messages.flatMap((message) => message.papers);
    expect(papers.toSorted()).toEqual(
      Array.from({ length: 16 }, (_, index) => `paper-00${String(index).padStart(2, '0')}`),
    );
  });

  it('tell a creator once between them that a digest is paused, the one that is on their platform', async () => {
    const { stores, platform, options } = await setUp(0);
    const [store] = stores;
    const origin = { home: lab, createdBy: alice, createdAt: due, nextDue: due };
    const { id } = await store.digests.add(planFor(), origin);
    await store.digests.pause(lab, id, 'The channel is gone.', due, 'untold');
    const told: string[] = [];
    // Nobody sees what the other is about to post.
    const post: Platform['post'] = async (channel, _card, { fence } = {}) => {
      await fence?.();
      await sleep(50);
      told.push(channel.id);
      return [];
    };
    const elsewhere = startDigests({ ...options, store, platforms: () => [] });
    const running = stores.map((one) =>
      startDigests({ ...options, store: one, platforms: () => [{ ...platform, post }] }),
    );
    const all = [elsewhere, ...running];
    onTestFinished(async () => void (await Promise.all(all.map((one) => one.stop()))));
    await Promise.all(all.map((one) => one.idle()));
    expect(told).toEqual(['direct-alice']);
    expect(await store.digests.untold(9)).toEqual([]);
  });

  it('go on when one of them dies in the middle', async () => {
    const { stores, platform, options, clock } = await setUp(6);
    const mortal = createMortal(stores[0], platform, clock, { step: 45, when: 'after' });
    const leaseTime = 1_500;
    startDigests({
      ...options,
      leaseTime,
      store: mortal.store,
      clock: mortal.clock,
      platforms: () => [mortal.platform],
    });
    while (!mortal.isDead()) await sleep(5);
    const before = platform.messages.length;
    expect(before).toBeGreaterThan(0);
    const second = startDigests({ ...options, leaseTime, store: stores[1], platforms: () => [platform] });
    onTestFinished(() => second.stop());
    await second.idle();
    // The clock of the database goes on by itself.
    await expect
      .poll(
        async () => {
          clock.tick();
          await second.idle();
          return platform.messages.length;
        },
        { interval: 100, timeout: 10_000 },
      )
      .toBe(18);
    for (let channel = 0; channel < 6; channel += 1)
      expect(platform.in(`C${channel}`).map(({ papers }) => papers)).toEqual([
        [],
        ['paper-0000'],
        ['paper-0001'],
      ]);
  });
});
