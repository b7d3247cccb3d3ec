import { expect, it, onTestFinished } from 'vitest';
import { openAt, sqliteUrl } from './open.ts';
import { otherAlice } from './things.ts';
import { openRows } from './workspace-rows.ts';

it('of every table it is known whose its rows are', async () => {
  const url = await sqliteUrl();
  await openAt(url);
  const rows = await openRows(url);
  onTestFinished(rows.close);
  expect([...rows.of(otherAlice.workspace)].filter(([, found]) => found.length > 0)).toEqual([]);
});
