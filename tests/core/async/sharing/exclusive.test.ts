import { expect, it } from 'vitest';
import { createExclusive } from '../../../../src/core/async/sharing/exclusive.ts';
import { wait } from '../../../../src/core/async/wait.ts';
import { openAt, postgresUrl } from '../../store/open.ts';

it('does work in one process at a time, keeps its name while it takes long, and lets it go however it ends', async () => {
  const url = await postgresUrl();
  const stores = [await openAt(url), await openAt(url)] as const;
  const renewals: number[] = [];
  // Time that passes by itself does not: each wait is over at once, ten times.
  const hurried = async (milliseconds: number, signal: AbortSignal) => {
    renewals.push(milliseconds);
    await wait(renewals.length < 10 ? 1 : 60_000, signal);
  };
  const [one, other] = [createExclusive(stores[0].leases, hurried), createExclusive(stores[1].leases, wait)];
  let end = () => {};
  const working = one('pruning', () => new Promise<string>((resolve) => (end = () => resolve('done'))));
  await expect.poll(() => renewals.length).toBe(10);
  expect(await other('pruning', async () => 'twice')).toBeUndefined();
  expect(await other('something else', async () => 'as well')).toEqual({ result: 'as well' });
  end();
  expect(await working).toEqual({ result: 'done' });
  await expect(other('pruning', () => Promise.reject(new Error('it broke')))).rejects.toThrow('it broke');
  expect(await one('pruning', async () => 'again')).toEqual({ result: 'again' });
});
