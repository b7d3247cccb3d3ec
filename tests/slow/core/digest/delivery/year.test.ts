import { describe, expect, it } from 'vitest';
import { hasty } from '../../../../core/digest/fake-clock.ts';
import { type Stage, setStage } from '../../../../core/digest/stage.ts';
import { general } from '../../../../core/store/things.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Lets a year go by, looking a minute before each due time and at it, and nothing else. */
async function passTheYear({ clock, store, platform }: Stage, kick: () => Promise<void>): Promise<void> {
  for (;;) {
    const dues = (await store.digests.all()).map(({ nextDue }) => nextDue.getTime());
    const next = Math.min(...dues);
    if (next > Date.parse('2028-12-31T12:00:00Z')) return;
    const before = platform.messages.length;
    clock.jump(new Date(next - minute));
    await kick();
    expect(platform.messages).toHaveLength(before);
    clock.jump(new Date(next));
    await kick();
    expect(platform.messages).toHaveLength(before + dues.filter((due) => due === next).length);
  }
}

describe('a leap year of digests', () => {
  it('has one on each of their days in each zone, on both change days and on 29 February too', async () => {
    const stage = await setStage('2027-12-31T12:00:00Z', {}, hasty);
    // Clocks change on Sundays there.
    const plans = [
      ['Europe/Berlin', '30 2 * * *', 1],
      ['America/New_York', '30 2 * * 0', 7],
      ['Australia/Lord_Howe', '15 2 * * 0', 7],
      ['Africa/Cairo', '30 0 * * 5', 7],
    ] as const;
    for (const [zone, schedule] of [...plans, ['Asia/Kolkata', '0 9 29 2 *'] as const])
      await stage.add({
        destination: { kind: 'channel', channel: { ...general, id: zone } },
        zone,
        schedule,
        layout: 'compact',
        count: 1,
      });
    const running = stage.start();
    await passTheYear(stage, async () => {
      running.kick();
      await running.idle();
    });

    const daysIn = (zone: string) =>
      stage.platform
        .in(zone)
        .map(({ at }) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at));
    for (const [zone, , every] of plans) {
      const days = daysIn(zone);
      const first = Date.parse(days[0] ?? '');
      const expected = days.map((_, index) =>
        new Date(first + index * every * day).toISOString().slice(0, 10),
      );
      expect(days).toEqual(expected);
      expect(days.length).toBeGreaterThanOrEqual(Math.floor(366 / every));
    }
    expect(daysIn('Europe/Berlin')).toContain('2028-02-29');
    expect(daysIn('Asia/Kolkata')).toEqual(['2028-02-29']);
    for (const { id, destination } of await stage.store.digests.all()) {
      const zone = destination.kind === 'channel' ? destination.channel.id : '';
      const papers = stage.platform.in(zone).flatMap((message) => message.papers);
      expect(new Set(papers).size).toBe(papers.length);
      const history = await stage.store.deliveryHistory.list(id, 1000);
      expect(history.map(({ outcome }) => outcome)).toEqual(papers.map(() => 'sent'));
    }
  }, 60_000);
});
