import { expect, it } from 'vitest';
import { setDatabaseClock } from '../database-clock.ts';
import { engines, keepLog, openAt } from '../open.ts';

it.each(engines)(
  '$engine tells how far the clock of this machine is from its own, where it has one',
  async ({ engine, freshUrl }) => {
    const url = await freshUrl();
    const there = Date.UTC(2024, 2, 1);
    let here = there;
    await setDatabaseClock(url, new Date(there));
    const store = await openAt(url, keepLog(), () => new Date(here));
    const off = (seconds: number) => {
      here = there + seconds * 1_000;
      return store.findClockTrouble();
    };
    for (const seconds of [0, 3, -3]) expect(await off(seconds)).toBeUndefined();
    const tell = (how: string) =>
      engine === 'SQLite'
        ? undefined
        : `This machine's clock is ${how} the database's: have both set by NTP. Digests begin by this machine's.`;
    expect(await off(-3_600)).toBe(tell('3600 s behind'));
    expect(await off(42)).toBe(tell('42 s ahead of'));
    const well = 'The database can be read and written.';
    const trouble = tell('42 s ahead of');
    expect(await store.health()).toEqual(
      trouble === undefined ? { state: 'ok', words: well } : { state: 'warn', words: `${well} ${trouble}` },
    );
  },
);
