import { describe, expect, it } from 'vitest';
import type { Waiting } from '../../../../src/core/store/digests/delivery.ts';
import { StoreFailure } from '../../../../src/core/store/store.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { general } from '../../store/things.ts';
import { type Stage, setStage } from '../stage.ts';

const crowd = 100;

/** A stage with a crowd of digests in one workspace, all due at nine. */
async function setCrowd(): Promise<Stage> {
  const stage = await setStage('2026-03-02T08:59:00Z');
  for (let number = 0; number < crowd; number += 1)
    await stage.add({
      layout: 'compact',
      destination: { kind: 'channel', channel: { ...general, id: `C${number}` } },
    });
  return stage;
}

describe('more digests of a workspace than are begun at once', () => {
  it('come one after another without waiting for the next look at the clock', async () => {
    const stage = await setCrowd();
    const { store, clock, platform } = stage;
    const opened: number[] = [];
    const open = (waiting: readonly Waiting[]) => {
      opened.push(waiting.length);
      return store.deliveryQueue.open(waiting);
    };
    const running = stage.start({ store: { ...store, deliveryQueue: { ...store.deliveryQueue, open } } });
    await clock.run(new Date('2026-03-02T09:00:00Z'));
    await running.idle();
    expect(platform.messages).toHaveLength(crowd);
    expect(new Set(platform.messages.map(({ at }) => at.toISOString()))).toEqual(
      new Set(['2026-03-02T09:00:00.000Z']),
    );
    expect(Math.max(...opened)).toBeLessThan(crowd / 2);
    expect(opened.reduce((sum, one) => sum + one, 0)).toBe(crowd);
  });

  it('are looked for again at the next look alone while nothing can be written', async () => {
    const stage = await setCrowd();
    const { store, clock } = stage;
    let looks = 0;
    const deliveryQueue = {
      ...store.deliveryQueue,
      waiting: (...asked: Parameters<typeof store.deliveryQueue.waiting>) => {
        looks += 1;
        return store.deliveryQueue.waiting(...asked);
      },
      claim: () => Promise.reject(new StoreFailure(entry`The disk is full.`)),
    };
    const running = stage.start({ store: { ...store, deliveryQueue } });
    await clock.run(new Date('2026-03-02T09:00:00Z'));
    await running.idle();
    const before = looks;
    await clock.run(new Date('2026-03-02T09:01:00Z'));
    await running.idle();
    expect(looks).toBe(before + 1);
  });
});
