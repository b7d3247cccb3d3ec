import { expect, it } from 'vitest';
import { createExclusive } from '../../../../src/core/async/sharing/exclusive.ts';
import { wait } from '../../../../src/core/async/wait.ts';
import { setDatabaseClock } from '../../store/database-clock.ts';
import { openAt, postgresUrl } from '../../store/open.ts';

it('does work in one process at a time, keeps its name while it takes long, and lets it go however it ends', async () => {
  const url = await postgresUrl();
  let time = Date.now();
  await setDatabaseClock(url, new Date(time));
  const stores = [await openAt(url), await openAt(url)] as const;
  let waits = 0;
  // Time passes in the database alone, where each wait is over at once, ten times.
  const hurried = async (milliseconds: number, signal: AbortSignal) => {
    waits += 1;
    if (waits >= 10) return wait(60_000, signal);
    time += milliseconds;
    await setDatabaseClock(url, new Date(time));
  };
  const [one, other] = [createExclusive(stores[0].leases, hurried), createExclusive(stores[1].leases, wait)];
  let end = () => {};
  const working = one('pruning', () => new Promise<string>((resolve) => (end = () => resolve('done'))));
  await expect.poll(() => waits).toBe(10);
  expect(await other('pruning', async () => 'twice')).toBeUndefined();
  expect(await other('something else', async () => 'as well')).toEqual({ result: 'as well' });
  end();
  expect(await working).toEqual({ result: 'done' });
  await expect(other('pruning', () => Promise.reject(new Error('it broke')))).rejects.toThrow('it broke');
  expect(await one('pruning', async () => 'again')).toEqual({ result: 'again' });
});
