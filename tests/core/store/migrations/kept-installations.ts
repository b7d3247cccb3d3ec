import { expect } from 'vitest';
import type { Store } from '../../../../src/core/store/store.ts';
import { day } from '../things.ts';

const whole = { platform: 'slack', workspace: 'E1', organisation: '', sealed: 'AQ_sealed-', at: day(1) };
const part = { platform: 'slack', workspace: 'T1', organisation: 'E1', at: day(2) };

/** An organisation with the app, a workspace of it, and something that was told. */
export async function fillInstallations({ installations, seenEvents }: Store): Promise<void> {
  await installations.keep(whole);
  await installations.join(part);
  await seenEvents.isNew('slack event Ev1', 60_000);
}

export async function expectInstallations({ installations, seenEvents }: Store): Promise<void> {
  expect(await installations.list('slack')).toEqual([whole, { ...part, sealed: '' }]);
  expect(await seenEvents.isNew('slack event Ev1', 1_000)).toBe(true);
  expect(await seenEvents.isNew('slack event Ev1', 60_000)).toBe(false);
}
