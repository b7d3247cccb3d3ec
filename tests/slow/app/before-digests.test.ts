import { describe, expect, it, onTestFinished } from 'vitest';
import { startBeforeDigests } from '../../../src/app/before-digests.ts';
import { createFakeClock } from '../../core/digest/fake-clock.ts';
import { planFor } from '../../core/digest/stage.ts';
import { keepLog, openTestStore } from '../../core/store/open.ts';
import { alice, day, lab } from '../../core/store/things.ts';

const minute = 60_000;

/** Sources that take so long, a digest due in so many minutes, and when they were asked, in minutes from the start. */
async function start({ due, takes = 0 }: { readonly due?: number; readonly takes?: number }) {
  const clock = createFakeClock(day(1));
  const store = await openTestStore();
  const from = clock.now();
  if (due !== undefined) {
    const nextDue = new Date(from.getTime() + due * minute);
    await store.digests.add(planFor(), { home: lab, createdBy: alice, createdAt: from, nextDue });
  }
  const asked: number[] = [];
  const log = keepLog();
  const before = startBeforeDigests({
    async freshen() {
      asked.push((clock.now().getTime() - from.getTime()) / minute);
      await clock.wait(takes, new AbortController().signal);
      if (takes < 0) throw new Error('no database');
    },
    queue: store.deliveryQueue,
    clock,
    foundAfter: 7_000,
    log,
  });
  onTestFinished(() => before.stop());
  const told: { isReady: boolean } = { isReady: false };
  const wait = () =>
    void before.ready().then(() => {
      told.isReady = true;
    });
  return { clock, asked, before, log, told, wait };
}

describe('before a digest', () => {
  it('the sources are asked once, minutes before it is due', async () => {
    const { clock, asked } = await start({ due: 60 });
    await clock.run(61 * minute);
    expect(asked).toEqual([55]);
  });

  it('nothing is asked where none is due soon, nor again and again for one that cannot be delivered', async () => {
    const later = await start({ due: 600 });
    const never = await start({ due: -5 });
    await later.clock.run(60 * minute);
    await never.clock.run(60 * minute);
    expect([...later.asked, ...never.asked]).toEqual([]);
  });

  it('waits for what came to be found, where nobody foresaw it, and not again for the next', async () => {
    const { clock, asked, told, wait, before } = await start({ takes: 20_000 });
    wait();
    await clock.run(26_000);
    expect(told.isReady).toBe(false);
    await clock.run(2_000);
    expect(told.isReady).toBe(true);
    await before.ready();
    expect(asked).toEqual([0]);
    await clock.run(30 * minute);
    wait();
    await clock.settle();
    expect(asked).toHaveLength(2);
  });

  it('waits 90 seconds for a slow source, and no longer', async () => {
    const { clock, told, wait } = await start({ takes: 10 * minute });
    wait();
    await clock.run(89_000);
    expect(told.isReady).toBe(false);
    await clock.run(1_000);
    expect(told.isReady).toBe(true);
  });

  it('goes on where the sources cannot be asked', async () => {
    const { clock, told, wait, log } = await start({ takes: -1 });
    wait();
    await clock.run(1_000);
    expect(told.isReady).toBe(true);
    expect(log.lines.join()).toContain('The sources could not be asked');
  });
});
