import { beforeEach, describe, expect, it } from 'vitest';
import type { Installation } from '../../src/core/chat/workspaces/installation.ts';
import type { Digest, DigestPlan } from '../../src/core/store/digests/digest.ts';
import type { Store } from '../../src/core/store/store.ts';
import { engines, openAt, sqliteUrl } from '../core/store/open.ts';
import { day, paperNamed } from '../core/store/things.ts';

const lab = { platform: 'slack', workspace: 'T1' };
const installed: Installation = { ...lab, organisation: '', sealed: 'one', at: day(1) };
const whole: Installation = { ...installed, workspace: 'E1' };
const part = { ...lab, organisation: 'E1', at: day(2) };

describe.each(engines)('workspaces on $engine', ({ freshUrl }) => {
  /** Two processes. */
  let here: Store;
  let there: Store;
  let url: string;
  beforeEach(async () => {
    url = await freshUrl();
    here = await openAt(url);
    there = await openAt(url);
  });

  it('keep one installation each, the newest, and none of another platform', async () => {
    await here.installations.keep(installed);
    await here.installations.keep({ ...installed, platform: 'discord', sealed: 'other' });
    await there.installations.keep({ ...installed, sealed: 'two', at: day(3) });
    expect(await here.installations.find(lab)).toEqual({ ...installed, sealed: 'two', at: day(3) });
    expect(await here.installations.list('slack')).toHaveLength(1);
    expect(await here.installations.find({ ...lab, workspace: 'T2' })).toBeUndefined();
  });

  it('end with their own installation as it was found, and not where it was replaced since', async () => {
    await here.installations.keep(installed);
    await there.installations.keep({ ...installed, sealed: 'two' });
    expect(await here.installations.end(installed)).toEqual([]);
    await there.installations.keep({ ...installed, at: day(2) });
    expect(await here.installations.end(installed)).toEqual([]);
    expect(await here.installations.end({ ...installed, at: day(2) })).toEqual([lab]);
    expect(await there.installations.find(lab)).toBeUndefined();
  });

  it('take part in the installation of their organisation, and end with it, but for one of their own', async () => {
    await here.installations.keep(whole);
    await here.installations.join(part);
    await here.installations.keep({ ...installed, workspace: 'T2' });
    await there.installations.join({ ...part, workspace: 'T2' });
    expect(await there.installations.find(lab)).toEqual({ ...part, sealed: '' });
    expect(await there.installations.end(whole)).toEqual([
      { platform: 'slack', workspace: 'E1' },
      { platform: 'slack', workspace: 'T1' },
    ]);
    expect((await here.installations.list('slack')).map(({ workspace }) => workspace)).toEqual(['T2']);
  });

  it('are encrypted anew where nobody replaced what they keep', async () => {
    await here.installations.keep(installed);
    await there.installations.reseal(installed, 'again');
    await there.installations.reseal(installed, 'too late');
    expect((await here.installations.find(lab))?.sealed).toBe('again');
  });

  it('lose nothing where the app is, whatever was noted of its removal', async () => {
    const alice = { ...lab, id: 'alice' };
    await here.saves.save(alice, paperNamed('networks'), day(1));
    await here.removedWorkspaces.add(lab, day(1));
    await there.installations.keep(installed);
    expect(await there.removedWorkspaces.prune(day(2))).toBe(0);
    expect(await here.saves.list(alice)).toHaveLength(1);
    expect(await here.saves.list(alice)).toHaveLength(1);
  });

  it('have digests go on that were refused and paused while the app was away, and none that somebody paused', async () => {
    const plan = (id: string): DigestPlan => ({
      ...{ schedule: '0 9 * * *', zone: 'UTC', topic: '', count: 3, layout: 'cards', thread: false },
      destination: { kind: 'channel', channel: { ...lab, id } },
    });
    const origin = { home: lab, createdAt: day(1), nextDue: day(4) };
    const [before, refused, chosen] = [
      await here.digests.add(plan('C1'), origin),
      await here.digests.add(plan('C2'), origin),
      await here.digests.add(plan('C3'), origin),
    ];
    const member = { ...lab, id: 'alice' };
    const mail = { kind: 'mail', member, address: 'alice@lab.test' } as const;
    const mailed = await here.digests.add({ ...plan(''), destination: mail }, origin);
    const refuse = async ({ id }: Digest, at: Date) => {
      const [due] = (await here.deliveryQueue.due(at, 9)).filter(({ digest }) => digest.id === id);
      const lease = { holder: 'h', now: at, until: new Date(at.getTime() + 60_000) };
      const claim = due && (await here.deliveryQueue.claim(due, lease));
      if (claim === undefined) throw new Error('not due');
      const failure = { reason: 'The app is gone.', refused: true };
      const ended = {
        outcome: 'failed',
        at,
        inDoubt: false,
        nextDue: day(9),
        failure,
        pause: 'gone',
      } as const;
      expect(await here.deliveries.end(claim.delivery.id, lease, ended)).toBe(true);
    };
    await refuse(before, day(5));
    await here.removedWorkspaces.add(lab, day(6));
    await refuse(refused, day(7));
    await refuse(mailed, day(7));
    await here.digests.pause(lab, chosen.id, 'Ada paused it', day(7));
    expect(await there.installations.keep(installed)).toBe(true);
    await there.removedWorkspaces.remove(lab);
    const paused = (await there.digests.list(lab)).map(({ paused, refusals }) => [paused?.reason, refusals]);
    expect(paused).toEqual([
      ['gone', 1],
      [undefined, 0],
      ['Ada paused it', 0],
    ]);
    // A mailbox that takes no mail is none of the workspace's.
    expect((await there.digests.listOf(member)).map(({ paused }) => paused?.reason)).toEqual(['gone']);
    expect(await there.digests.untold(9)).toHaveLength(2);
    expect(await there.installations.keep(installed)).toBe(false);
  });

  it('are noted as removed in one step with the end of the app there, wherever a process dies', async () => {
    const alice = { ...lab, id: 'alice' };
    await here.saves.save(alice, paperNamed('networks'), day(1));
    await here.installations.keep(whole);
    await here.installations.join(part);
    const dying = await openAt(url, undefined, () => day(3));
    await dying.installations.end(whole);
    expect(await here.removedWorkspaces.add(lab, day(8))).toBe(false);
    expect(await here.removedWorkspaces.prune(day(3))).toBe(0);
    expect(await here.removedWorkspaces.prune(day(4))).toBe(2);
    expect(await here.saves.list(alice)).toEqual([]);
  });
});

describe.each(engines)('what services tell twice, on $engine', ({ freshUrl }) => {
  it('is new to one of all who ask at once', async () => {
    const url = await freshUrl();
    const stores = [await openAt(url), await openAt(url)];
    const asked = Array.from({ length: 8 }, (_, at) => stores[at % 2]?.seenEvents.isNew('slack Ev1', 60_000));
    expect((await Promise.all(asked)).filter((isNew) => isNew)).toHaveLength(1);
    expect(await stores[0]?.seenEvents.isNew('slack Ev2', 60_000)).toBe(true);
  });

  it('is new again once it was told long enough ago, and forgotten then', async () => {
    const { seenEvents } = await openAt(await freshUrl());
    expect(await seenEvents.isNew('slack Ev1', 0)).toBe(true);
    expect(await seenEvents.isNew('slack Ev1', 0)).toBe(true);
    expect(await seenEvents.prune(60_000)).toBe(0);
    expect(await seenEvents.prune(0)).toBe(1);
  });
});

it('counts the time of what was told by the clock, in a SQLite file', async () => {
  let now = Date.UTC(2024, 2, 1);
  const { seenEvents } = await openAt(await sqliteUrl(), undefined, () => new Date(now));
  await seenEvents.isNew('slack press', 5_000);
  now += 4_999;
  expect(await seenEvents.isNew('slack press', 5_000)).toBe(false);
  now += 1;
  expect(await seenEvents.isNew('slack press', 5_000)).toBe(true);
});
