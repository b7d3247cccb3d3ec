import { beforeEach, describe, expect, it } from 'vitest';
import type { Leases } from '../../src/core/async/leases.ts';
import { openDatabase } from '../../src/core/store/database/database.ts';
import { postgresEngine } from '../../src/core/store/database/postgres.ts';
import { openStore } from '../../src/core/store/open-store.ts';
import { engines, keepLog, openAt, postgresUrl, sqliteUrl } from '../core/store/open.ts';

const long = 60_000;

describe.each(engines)('leases on $engine', ({ freshUrl }) => {
  /** Two processes. */
  let here: Leases;
  let there: Leases;
  beforeEach(async () => {
    const url = await freshUrl();
    here = (await openAt(url)).leases;
    there = (await openAt(url)).leases;
  });

  it('give a name to one of all who ask at once', async () => {
    const all = Array.from({ length: 8 }, (_, index) =>
      (index % 2 === 0 ? here : there).take('papers', `process ${index}`, long),
    );
    expect((await Promise.all(all)).filter((isHeld) => isHeld)).toHaveLength(1);
  });

  it('are renewed by their holder, by taking them too, and by nobody else', async () => {
    expect(await here.take('papers', 'one', long)).toBe(true);
    expect(await here.take('papers', 'one', long)).toBe(true);
    expect(await there.take('papers', 'two', long)).toBe(false);
    expect(await here.renew(['papers', 'never taken'], 'one', long)).toEqual(['papers']);
    expect(await there.renew(['papers'], 'two', long)).toEqual([]);
    expect(await here.renew([], 'one', long)).toEqual([]);
  });

  it('are free once their holder lets them go, and stay where another says so', async () => {
    await here.take('papers', 'one', long);
    await there.release('papers', 'two');
    expect(await there.take('papers', 'two', long)).toBe(false);
    await here.release('papers', 'one');
    expect(await there.take('papers', 'two', long)).toBe(true);
  });

  it('end where they are not renewed in time: they are no longer listed, not renewed any more, and free', async () => {
    await here.take('papers', 'one', 0);
    expect(await there.list('')).toEqual([]);
    expect(await here.renew(['papers'], 'one', long)).toEqual([]);
    expect(await there.take('papers', 'two', long)).toBe(true);
    expect(await here.take('papers', 'one', long)).toBe(false);
  });

  it('last as long as was asked for last, also where that is less', async () => {
    await here.take('papers', 'one', long);
    await here.renew(['papers'], 'one', 0);
    expect(await there.take('papers', 'two', long)).toBe(true);
  });

  it('are listed by the beginning of their names, whatever is in it', async () => {
    for (const name of ['shard 1', 'shard 10', 'shard_2', 'Shard 3', '%']) await here.take(name, 'one', long);
    await there.take('shard 2', 'two', long);
    expect(await here.list('shard ')).toEqual([
      { name: 'shard 1', holder: 'one' },
      { name: 'shard 10', holder: 'one' },
      { name: 'shard 2', holder: 'two' },
    ]);
    expect(await here.list('%')).toEqual([{ name: '%', holder: 'one' }]);
  });
});

describe('leases in PostgreSQL', () => {
  it('are taken, renewed and let go while another process writes for long', async () => {
    const url = await postgresUrl();
    const { leases } = await openAt(url);
    const options = { engine: postgresEngine(url), log: keepLog(), now: () => new Date() };
    const other = await openDatabase(options);
    let end = () => {};
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const writing = other.write(async () => {
      begin();
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    await begun;
    expect(await leases.take('papers', 'one', long)).toBe(true);
    expect(await leases.renew(['papers'], 'one', long)).toEqual(['papers']);
    await leases.release('papers', 'one');
    expect(await leases.list('')).toEqual([]);
    end();
    await writing;
    await other.close();
  });
});

describe('leases in a SQLite file', () => {
  it('end by the clock of the machine', async () => {
    const url = await sqliteUrl();
    let now = Date.UTC(2024, 2, 1);
    const { leases } = await openAt(url, undefined, () => new Date(now));
    await leases.take('papers', 'one', 1_000);
    now += 999;
    expect(await leases.take('papers', 'two', 1_000)).toBe(false);
    now += 1;
    expect(await leases.take('papers', 'two', 1_000)).toBe(true);
  });

  it('end at most as late as one that begins now, where the clock was put back by an hour', async () => {
    const url = await sqliteUrl();
    let now = Date.UTC(2024, 2, 1);
    const { leases } = await openAt(url, undefined, () => new Date(now));
    await leases.take('papers', 'one', 1_000);
    now -= 3_600_000;
    expect(await leases.take('papers', 'two', 1_000)).toBe(false);
    now += 1_000;
    expect(await leases.take('papers', 'two', 1_000)).toBe(true);
  });

  it('stay held where another process has the file open', async () => {
    const url = await sqliteUrl();
    const killed = await openAt(url);
    await killed.leases.take('papers', 'one', long);
    expect(await (await openAt(url)).leases.take('papers', 'two', long)).toBe(false);
  });

  it('of a process that was killed are free at once for the next that opens the file', async () => {
    const url = await sqliteUrl();
    const killed = await openStore({ url, log: keepLog() });
    await killed.leases.take('papers', 'one', long);
    await killed.close();
    expect(await (await openAt(url)).leases.take('papers', 'two', long)).toBe(true);
  });
});

describe.each(engines)('texts behind buttons on $engine', ({ freshUrl }) => {
  it('are known to every process by their signs, until they were not shown for long', async () => {
    const url = await freshUrl();
    const { longTexts: here } = await openAt(url);
    const { longTexts: there } = await openAt(url);
    await here.keep(
      new Map([
        ['a', 'one'],
        ['b', 'two'],
      ]),
    );
    await there.keep(new Map([['a', 'one']]));
    await here.keep(new Map());
    expect(await there.find(['a', 'c'])).toEqual(new Map([['a', 'one']]));
    expect(await there.find([])).toEqual(new Map());
    expect(await here.prune(new Date(Date.now() - 60_000))).toBe(0);
    expect(await here.prune(new Date(Date.now() + 60_000))).toBe(2);
    expect(await there.find(['a', 'b'])).toEqual(new Map());
  });
});
