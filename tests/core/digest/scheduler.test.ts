import { describe, expect, it } from 'vitest';
import { lab } from '../store/things.ts';
import { setStage } from './stage.ts';

describe('a digest that is due', () => {
  it('is posted at its time, once, with its heading first', async () => {
    const { add, start, clock, platform, store } = await setStage('2026-03-02T08:00:00Z');
    const digest = await add();
    start();
    await clock.run(new Date('2026-03-02T08:59:59Z'));
    expect(platform.messages).toEqual([]);
    await clock.run(new Date('2026-03-02T12:00:00Z'));
    const [heading] = platform.messages;
    expect(platform.messages.map(({ papers, at }) => [at.toISOString().slice(11, 16), ...papers])).toEqual([
      ['09:00'],
      ['09:00', 'paper-0000'],
      ['09:00', 'paper-0001'],
    ]);
    expect(platform.messages.slice(1).map(({ options }) => options.under)).toEqual([
      heading?.message,
      heading?.message,
    ]);
    expect(await store.digests.find(lab, digest.id)).toMatchObject({
      nextDue: new Date('2026-03-03T09:00:00Z'),
      lastSent: expect.any(Date),
      refusals: 0,
    });
    expect(await store.digests.history(digest.id, 5)).toMatchObject([
      { due: new Date('2026-03-02T09:00:00Z'), outcome: 'sent', attempt: 1 },
    ]);
  });
});
