import { describe, expect, it } from 'vitest';
import { general } from '../store/things.ts';
import { setStage } from './stage.ts';

const minute = 60_000;
const plans = [
  ['America/New_York', '30 2 * * *'],
  ['Europe/Berlin', '30 2 * * *'],
  ['Australia/Lord_Howe', '15 2 * * *'],
  ['Asia/Kolkata', '0 9 * * *'],
] as const;

describe('a year of digests', () => {
  it('has one on each day in each zone, on both change days and on 29 February too', async () => {
    const stage = await setStage('2027-12-31T12:00:00Z');
    const { clock, store, platform } = stage;
    const digests = [];
    for (const [zone, schedule] of plans) {
      const channel = { ...general, id: zone };
      const destination = { kind: 'channel', channel } as const;
      digests.push(await stage.add({ destination, zone, schedule, layout: 'compact', count: 1 }));
    }
    const running = stage.start({ rates: { overall: 1000, workspace: 1000 } });
    for (;;) {
      const dues = (await store.digests.all()).map(({ nextDue }) => nextDue.getTime());
      const next = Math.min(...dues);
      if (next > Date.parse('2028-12-31T12:00:00Z')) break;
      const before = platform.messages.length;
      clock.jump(new Date(next - minute));
      running.kick();
      await running.idle();
      expect(platform.messages).toHaveLength(before);
      clock.jump(new Date(next));
      running.kick();
      await running.idle();
      expect(platform.messages).toHaveLength(before + dues.filter((due) => due === next).length);
    }
    for (const { id, zone } of digests) {
      const messages = platform.in(zone);
      const days = messages.map(({ at }) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at));
      const first = Date.parse(days[0] ?? '');
      expect(days).toEqual(
        Array.from({ length: 366 }, (_, index) => isoDay(first + index * 24 * 60 * minute)),
      );
      expect(days).toContain('2028-02-29');
      expect(new Set(messages.flatMap(({ papers }) => papers)).size).toBe(366);
      const history = await store.digests.history(id, 1000);
      expect(history.filter(({ outcome }) => outcome === 'sent')).toHaveLength(366);
    }
  });
});

function isoDay(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
