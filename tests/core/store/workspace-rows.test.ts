import { expect, it, onTestFinished } from 'vitest';
import { engines, openAt } from './open.ts';
import { otherAlice } from './things.ts';
import { openRows } from './workspace-rows.ts';

it.each(engines)('of every table on $engine it is known whose its rows are', async ({ freshUrl }) => {
  const url = await freshUrl();
  await openAt(url);
  const rows = await openRows(url);
  onTestFinished(rows.close);
  expect([...(await rows.of(otherAlice.workspace))].filter(([, found]) => found.length > 0)).toEqual([]);
});
