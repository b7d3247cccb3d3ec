import { copyFileSync, renameSync } from 'node:fs';
import Connection from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../src/core/store/open-store.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { keepLog, openAt, sqliteUrl } from '../open.ts';
import { day, general, lab } from '../things.ts';

const now = day(2);
const until = new Date(now.getTime() + 90_000);

async function claimOne(store: Store): Promise<void> {
  const plan = {
    destination: { kind: 'channel', channel: general },
    schedule: '0 9 * * *',
    zone: 'UTC',
    topic: '',
    count: 5,
    layout: 'compact',
    thread: false,
  } as const;
  await store.digests.add(plan, { home: lab, createdAt: day(1), nextDue: now });
  const [due] = await store.deliveryQueue.due(now, 1);
  const claim = due && (await store.deliveryQueue.claim(due, { holder: 'one', now, until }));
  expect(claim).toBeDefined();
}

describe('a delivery held in a SQLite file', () => {
  it('is free at once for who opens it after its holder, and stays doubtful', async () => {
    const url = await sqliteUrl();
    const killed = await openStore({ url, log: keepLog() });
    await claimOne(killed);
    await killed.close();
    const store = await openAt(url);
    const [due] = await store.deliveryQueue.due(now, 9);
    expect(due?.delivery).toEqual(expect.any(Number));
    const claim = due && (await store.deliveryQueue.claim(due, { holder: 'two', now, until }));
    expect(claim?.delivery).toMatchObject({ attempt: 2, perhapsSince: now });
  });

  it('stays its holder’s while that has the file open, who may go on writing, as may others', async () => {
    const url = await sqliteUrl();
    const [log, otherLog] = [keepLog(), keepLog()];
    const holder = await openAt(url, log);
    await claimOne(holder);
    const other = await openAt(url, otherLog);
    expect(await other.deliveryQueue.due(now, 9)).toEqual([]);
    expect(await openAt(url).then((third) => third.deliveryQueue.due(now, 9))).toEqual([]);
    const [digest] = await other.digests.list(lab);
    expect(await other.deliveryQueue.request(lab, digest?.id ?? 0, day(1))).toBe(true);
    expect(await holder.deliveryQueue.due(now, 9)).toHaveLength(1);
    expect([...log.lines, ...otherLog.lines]).toEqual([]);
  });

  it('is not freed by its holder, who opens the file anew where another took its place', async () => {
    const url = await sqliteUrl();
    const log = keepLog();
    const holder = await openAt(url, log);
    await claimOne(holder);
    const file = url.slice('sqlite:'.length);
    const other = new Connection(file);
    other.pragma('wal_checkpoint(truncate)');
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
    other.close();
    expect(await holder.deliveryQueue.due(now, 9)).toEqual([]);
    expect(await holder.digests.list(lab)).toHaveLength(1);
    expect(log.lines.join()).toContain('it is reopened');
  });
});
