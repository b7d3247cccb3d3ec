import { beforeEach, describe, expect, it } from 'vitest';
import type { Decided, Delivery } from '../../../../src/core/store/digests/delivery.ts';
import type { Digest, DigestPlan } from '../../../../src/core/store/digests/digest.ts';
import type { Lease } from '../../../../src/core/store/digests/lease.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { engines, openAt } from '../open.ts';
import { alice, bob, day, general, lab, messageNamed, otherAlice, paperNamed } from '../things.ts';

const elsewhere = { platform: 'slack', workspace: 'T2' } as const;
const cascades = paperNamed('arxiv:2303.08010');
const networks = paperNamed('arxiv:2212.07959');

const plan: DigestPlan = {
  destination: { kind: 'channel', channel: general, name: 'general' },
  schedule: '0 9 * * 1-5',
  zone: 'Europe/Berlin',
  topic: 'uncertainty "early exit"',
  count: 5,
  layout: 'cards',
  thread: true,
  pings: 'S42',
};

describe.each(engines)('digests on $engine', ({ freshUrl }) => {
  let url = '';
  let store: Store;
  beforeEach(async () => {
    url = await freshUrl();
    store = await openAt(url);
  });

  const add = (more: Partial<DigestPlan> = {}, nextDue = day(2), home: Digest['home'] = lab) =>
    store.digests.add({ ...plan, ...more }, { home, createdBy: alice, createdAt: day(1), nextDue });
  const leaseAt = (now: Date, holder = 'one', minutes = 2): Lease => ({
    holder,
    now,
    until: new Date(now.getTime() + minutes * 60_000),
  });
  const only = async (now: Date) => {
    const [due, ...more] = await store.deliveryQueue.due(now, 10);
    if (due === undefined || more.length > 0) throw new Error('not one is due');
    return due;
  };
  const claim = async (now: Date, holder = 'one', minutes = 2): Promise<Delivery> => {
    const claimed = await store.deliveryQueue.claim(await only(now), leaseAt(now, holder, minutes));
    if (claimed === undefined) throw new Error('it could not be claimed');
    return claimed.delivery;
  };
  const decided = (...papers: (typeof cascades)[]): readonly Decided[] =>
    papers.map((paper, index) => ({ paper, why: `why ${index}`, part: index + 1 }));
  const ending = (at: Date, nextDue: Date) => ({ outcome: 'sent' as const, at, nextDue, inDoubt: false });

  it('are late from the earliest time that has passed, but where paused, or on a platform that is left out', async () => {
    const earliest = (except: readonly string[] = []) => store.dueTimes.oldest(day(5), except);
    expect(await earliest()).toBeUndefined();
    await add({}, day(5));
    expect(await earliest()).toBeUndefined();
    await add({}, day(4));
    await add({}, day(3), { platform: 'browser', workspace: 'slack' });
    const { id } = await add({}, day(2));
    expect(await earliest()).toEqual(day(2));
    await store.digests.pause(lab, id, 'by hand', day(3));
    expect(await earliest()).toEqual(day(3));
    expect(await earliest(['browser', 'terminal'])).toEqual(day(4));
  });

  describe('plans', () => {
    it('are kept whole and found in their workspace alone', async () => {
      const digest = await add();
      expect(digest).toEqual({
        ...plan,
        id: expect.any(Number),
        home: lab,
        createdBy: alice,
        createdAt: day(1),
        nextDue: day(2),
        refusals: 0,
        secret: expect.stringMatching(/^[\w-]{22}$/u),
      });
      expect(await store.digests.find(lab, digest.id)).toEqual(digest);
      expect(await store.digests.findBySecret(digest.secret)).toEqual(digest);
      expect(await store.digests.find(elsewhere, digest.id)).toBeUndefined();
      expect(await store.digests.remove(elsewhere, digest.id)).toBe(false);
      expect(await store.digests.pause(elsewhere, digest.id, 'no', day(1))).toBeUndefined();
      expect(await store.deliveryQueue.request(elsewhere, digest.id, day(1))).toBe(false);
    });

    it('are never due before what they wait for where they are paused from the first', async () => {
      const paused = { reason: 'the address is not confirmed yet', since: day(1) };
      const origin = { home: lab, createdBy: alice, createdAt: day(1), nextDue: day(2), paused };
      expect(await store.digests.add(plan, origin)).toMatchObject({ paused });
      expect(await store.deliveryQueue.due(day(3), 10)).toEqual([]);
    });

    it('are due on the platforms asked for, and by mail', async () => {
      await add();
      const mail = await add({ destination: { kind: 'mail', member: alice, address: 'a@example.org' } });
      const dueOn = async (...platforms: string[]) => {
        const due = await store.deliveryQueue.due(day(3), 10, platforms);
        return due.map(({ digest }) => digest.id);
      };
      expect(await dueOn()).toEqual([mail.id]);
      expect(await dueOn('elsewhere')).toEqual([mail.id]);
      expect(await dueOn(lab.platform, 'elsewhere')).toHaveLength(2);
    });

    it('of channels and of people are listed apart', async () => {
      const channel = await add();
      const direct = await add({ destination: { kind: 'direct', member: alice } });
      const mail = await add({ destination: { kind: 'mail', member: alice, address: 'a@example.org' } });
      await add({ destination: { kind: 'direct', member: otherAlice } }, day(2), elsewhere);
      expect(await store.digests.list(lab)).toEqual([channel]);
      expect(await store.digests.listOf(alice)).toEqual([direct, mail]);
      expect(await store.digests.listOf(bob)).toEqual([]);
      expect(await store.digests.all()).toHaveLength(4);
    });

    it('change at once, are paused and resumed, and removed with what was under way', async () => {
      const { id } = await add();
      await claim(day(2), 'one', 0);
      const { pings, ...changed } = { ...plan, topic: 'graphs', zone: 'Asia/Tokyo', thread: false };
      expect(pings).toBe('S42');
      expect(await store.digests.change(lab, id, changed, day(3))).toMatchObject({
        ...changed,
        nextDue: day(3),
      });
      expect(await store.digests.find(lab, id)).not.toHaveProperty('pings');
      expect(await store.digests.pause(lab, id, 'by Bob', day(3))).toMatchObject({
        paused: { since: day(3), reason: 'by Bob' },
      });
      expect(await store.deliveryQueue.due(day(4), 10)).toMatchObject([{ delivery: expect.any(Number) }]);
      const resumed = await store.digests.resume(lab, id, day(5));
      expect(resumed).not.toHaveProperty('paused');
      expect(resumed?.nextDue).toEqual(day(5));
      expect(await store.digests.remove(lab, id)).toBe(true);
      expect(await store.digests.remove(lab, id)).toBe(false);
      expect(await store.deliveryQueue.due(day(9), 10)).toEqual([]);
    });
  });

  describe('what is due', () => {
    it('is what has come and is not paused, and what waits to be taken over', async () => {
      const digest = await add();
      expect(await store.deliveryQueue.due(new Date(day(2).getTime() - 1), 10)).toEqual([]);
      expect(await store.deliveryQueue.due(day(2), 10)).toEqual([{ digest, due: day(2), ended: false }]);
      const { id } = await claim(day(2));
      expect(await store.deliveryQueue.due(day(2), 10)).toEqual([]);
      // Nobody waits here: a lease of no time is over as soon as it is taken.
      expect(await store.deliveries.renew(id, leaseAt(day(2), 'one', 0))).toBe(true);
      expect(await store.deliveryQueue.due(day(2), 10)).toEqual([
        { digest, due: day(2), ended: false, delivery: id },
      ]);
      await store.deliveries.renew(id, leaseAt(day(2)));
      await store.digests.pause(lab, (await add()).id, 'by Bob', day(1));
      expect(await store.deliveryQueue.due(day(2), 10)).toEqual([]);
    });

    it('goes by turns between workspaces, the longest due first in each', async () => {
      const homes = [lab, lab, lab, lab, elsewhere, elsewhere, { platform: 'discord', workspace: 'T1' }];
      for (const [index, home] of homes.entries()) await add({}, day(20 - index), home);
      const order = await store.deliveryQueue.due(day(28), 10);
      expect(
        order.map(({ digest: { home }, due }) => `${home.platform} ${home.workspace} ${due.getUTCDate()}`),
      ).toEqual([
        'discord T1 14',
        'slack T2 15',
        'slack T1 17',
        'slack T2 16',
        'slack T1 18',
        'slack T1 19',
        'slack T1 20',
      ]);
      expect(await store.deliveryQueue.due(day(28), 2)).toEqual(order.slice(0, 2));
    });

    it('is told without the digests, so many of each workspace, and opened whatever their number', async () => {
      for (const [index, home] of [lab, lab, lab, elsewhere].entries()) await add({}, day(20 - index), home);
      const waiting = await store.deliveryQueue.waiting(day(28), 2, ['slack']);
      expect(waiting.map(({ due, turn }) => `${due.getUTCDate()} ${turn}`)).toEqual(['17 1', '18 1', '19 2']);
      const all = await store.deliveryQueue.due(day(28), 3, ['slack']);
      expect(await store.deliveryQueue.open(waiting)).toEqual(all);
      const gone = Array.from({ length: 70_000 }, (_, digest) => ({
        ...{ digest: 1_000_000 + digest, turn: 1 },
        ...{ due: day(1), ended: false },
      }));
      expect(await store.deliveryQueue.open([...gone, ...waiting])).toEqual(all);
    });

    it('is taken once, by whoever is first', async () => {
      await add();
      const other = await openAt(url);
      const due = await only(day(2));
      const claims = await Promise.all(
        [store, other, store, other].map(({ deliveryQueue }, index) =>
          deliveryQueue.claim(due, leaseAt(day(2), `holder ${index}`)),
        ),
      );
      expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
    });

    it('is not taken any more once the plan has changed or is paused', async () => {
      const { id } = await add();
      const due = await only(day(2));
      await store.digests.pause(lab, id, 'by Bob', day(2));
      expect(await store.deliveryQueue.claim(due, leaseAt(day(2)))).toBeUndefined();
      await store.digests.resume(lab, id, day(3));
      expect(await store.deliveryQueue.claim(due, leaseAt(day(2)))).toBeUndefined();
    });

    it('says where a due time has had its outcome already', async () => {
      const { id } = await add();
      const delivery = await claim(day(2));
      await store.deliveries.end(delivery.id, leaseAt(day(2)), ending(day(2), day(3)));
      await store.digests.change(lab, id, plan, day(2));
      expect(await only(day(2))).toMatchObject({ due: day(2), ended: true });
      expect(await store.deliveryQueue.claim(await only(day(2)), leaseAt(day(2)))).toBeUndefined();
      expect(
        await store.deliveryQueue.skip(id, day(2), day(3), { due: day(2), at: day(2), remark: 'twice' }),
      ).toBe(true);
      expect(await store.deliveryHistory.list(id, 9)).toMatchObject([{ outcome: 'sent' }]);
    });

    it('can be asked for besides the schedule, even of a paused digest', async () => {
      const { id } = await add({}, day(9));
      await store.digests.pause(lab, id, 'by Bob', day(1));
      expect(await store.deliveryQueue.request(lab, id, day(2))).toBe(true);
      const delivery = await claim(day(2));
      expect(delivery).toMatchObject({ onDemand: true, due: day(2), attempt: 1 });
      expect(delivery).not.toHaveProperty('perhapsSince');
      expect(await store.deliveries.end(delivery.id, leaseAt(day(2)), ending(day(2), day(3)))).toBe(true);
      expect(await store.digests.find(lab, id)).toMatchObject({ nextDue: day(9), lastSent: day(2) });
    });
  });

  describe('a delivery', () => {
    it('is recorded step by step and ends with its outcome and the next due time', async () => {
      const { id } = await add();
      const delivery = await claim(day(2));
      expect(delivery).toEqual({
        id: expect.any(Number),
        digest: id,
        due: day(2),
        onDemand: false,
        key: expect.stringMatching(/^[0-9a-z]{12}$/u),
        startedAt: day(2),
        attempt: 1,
        posted: new Map(),
      });
      const lease = leaseAt(day(2));
      expect(await store.deliveries.decide(delivery.id, lease, decided(cascades, networks), 0)).toBe(
        'decided',
      );
      const posted = [{ message: messageNamed('m1'), papers: [cascades.id] }];
      expect(await store.deliveries.recordPost(delivery.id, lease, 0, [])).toBe(true);
      expect(await store.deliveries.recordPost(delivery.id, lease, 1, posted)).toBe(true);
      expect(await store.shown.find(messageNamed('m1'))).toMatchObject({ papers: [cascades.id], home: 'T1' });
      expect(await store.deliveryHistory.list(id, 1)).toMatchObject([
        {
          picks: [
            { paper: cascades.id, why: 'why 0' },
            { paper: networks.id, why: 'why 1' },
          ],
          posted: new Map([
            [0, []],
            [1, [messageNamed('m1')]],
          ]),
        },
      ]);
      expect(
        await store.deliveries.end(delivery.id, lease, {
          ...ending(day(2), day(3)),
          remark: '2 hours late.',
        }),
      ).toBe(true);
      expect(await store.deliveries.end(delivery.id, lease, ending(day(2), day(4)))).toBe(false);
      expect(await store.digests.find(lab, id)).toMatchObject({ nextDue: day(3), lastSent: day(2) });
      expect(await store.deliveryHistory.list(id, 1)).toMatchObject([
        { outcome: 'sent', endedAt: day(2), remark: '2 hours late.' },
      ]);
      expect(await store.papers.all()).toEqual([networks, cascades]);
    });

    it('leaves the next due time alone where the plan was changed meanwhile', async () => {
      const { id } = await add();
      const delivery = await claim(day(2));
      await store.digests.change(lab, id, plan, day(7));
      await store.deliveries.end(delivery.id, leaseAt(day(2)), ending(day(2), day(3)));
      expect(await store.digests.find(lab, id)).toMatchObject({ nextDue: day(7) });
    });

    it('is lost to its holder once another has taken it over, who goes on where it stopped', async () => {
      await add();
      const first = await claim(day(2));
      const early = leaseAt(day(2));
      await store.deliveries.decide(first.id, early, decided(cascades, networks), 0);
      await store.deliveries.recordPost(first.id, early, 0, []);
      expect(await store.deliveries.renew(first.id, leaseAt(day(3)))).toBe(true);
      expect(await store.deliveryQueue.due(day(3), 10)).toEqual([]);
      await store.deliveries.renew(first.id, leaseAt(day(3), 'one', 0));
      const second = await claim(day(4), 'two');
      expect(second).toMatchObject({ id: first.id, key: first.key, attempt: 2, perhapsSince: day(2) });
      expect(second.picks).toHaveLength(2);
      expect([...second.posted.keys()]).toEqual([0]);
      const late = leaseAt(day(4));
      expect(await store.deliveries.renew(first.id, late)).toBe(false);
      expect(await store.deliveries.decide(first.id, late, decided(cascades), 1)).toBe('lost');
      expect(await store.deliveries.recordPost(first.id, late, 1, [])).toBe(false);
      expect(await store.deliveries.postpone(first.id, late, { until: day(5), inDoubt: false })).toBe(false);
      expect(await store.deliveries.end(first.id, late, ending(day(4), day(5)))).toBe(false);
      expect(await store.deliveries.end(second.id, leaseAt(day(4), 'two'), ending(day(4), day(5)))).toBe(
        true,
      );
    });

    it('is picked anew where another digest has shown something in the place meanwhile', async () => {
      await add();
      await add({ topic: 'graphs' });
      const [one, two] = await store.deliveryQueue.due(day(2), 10);
      if (one === undefined || two === undefined) throw new Error('two are due');
      const first = await store.deliveryQueue.claim(one, leaseAt(day(2), 'one'));
      const second = await store.deliveryQueue.claim(two, leaseAt(day(2), 'two'));
      const { version } = await store.places.shown(plan.destination);
      const decide = (claimed: typeof first, holder: string, seen: number) =>
        store.deliveries.decide(claimed?.delivery.id ?? 0, leaseAt(day(2), holder), decided(cascades), seen);
      expect(await decide(first, 'one', version)).toBe('decided');
      expect(await decide(second, 'two', version)).toBe('again');
      const seen = await store.places.shown(plan.destination);
      expect(seen.papers).toEqual(new Map([[cascades.id, day(2)]]));
      expect(await decide(second, 'two', seen.version)).toBe('decided');
    });

    it('waits after a failure, which is kept until something is posted', async () => {
      const { id } = await add();
      const failed = await claim(day(2));
      const refusal = { reason: 'the channel is archived', refused: true };
      await store.deliveries.postpone(failed.id, leaseAt(day(2)), {
        until: day(3),
        failure: refusal,
        inDoubt: false,
      });
      expect(await store.digests.find(lab, id)).toMatchObject({ refusals: 1, lastFailure: refusal.reason });
      expect(await store.deliveryQueue.due(new Date(day(3).getTime() - 1), 10)).toEqual([]);
      const again = await claim(day(3));
      expect(again).not.toHaveProperty('perhapsSince');
      const trouble = { reason: 'no answer', refused: false };
      await store.deliveries.postpone(again.id, leaseAt(day(3)), {
        until: day(4),
        failure: trouble,
        inDoubt: true,
      });
      expect(await store.digests.find(lab, id)).toMatchObject({ refusals: 1, lastFailure: 'no answer' });
      const last = await claim(day(4));
      expect(last).toMatchObject({ attempt: 3, perhapsSince: day(3) });
      await store.deliveries.end(last.id, leaseAt(day(4)), ending(day(4), day(5)));
      const mended = await store.digests.find(lab, id);
      expect(mended?.refusals).toBe(0);
      expect(mended).not.toHaveProperty('lastFailure');
    });

    it('whose trouble is over with nothing to post keeps a refusal alone', async () => {
      const { id } = await add();
      const failed = async (on: number, refused: boolean) => {
        const { id: delivery } = await claim(day(on));
        const failure = { reason: 'no answer', refused };
        const until = new Date(day(on).getTime() + 1);
        await store.deliveries.postpone(delivery, leaseAt(day(on)), { until, failure, inDoubt: false });
        const again = await claim(until);
        const ended = { ...ending(until, day(on + 1)), outcome: 'empty' } as const;
        await store.deliveries.end(again.id, leaseAt(until), ended);
        return store.digests.find(lab, id);
      };
      expect(await failed(2, false)).not.toHaveProperty('lastFailure');
      expect(await failed(3, true)).toMatchObject({ refusals: 1, lastFailure: 'no answer' });
    });

    it('that fails for good pauses the digest, and its maker is to be told once', async () => {
      const { id } = await add();
      const delivery = await claim(day(2));
      const failure = { reason: 'there is no such channel', refused: true };
      await store.deliveries.end(delivery.id, leaseAt(day(2)), {
        ...ending(day(2), day(3)),
        outcome: 'failed',
        failure,
        pause: failure.reason,
      });
      const [untold] = await store.digests.untold(10);
      expect(untold).toMatchObject({ id, paused: { since: day(2), reason: failure.reason }, refusals: 1 });
      const tells = (now: Date, holder: string) => store.digests.claimTelling(id, leaseAt(now, holder));
      expect(await tells(day(3), 'one')).toBe(true);
      expect(await tells(day(3), 'one')).toBe(true);
      expect(await tells(day(3), 'two')).toBe(false);
      await store.digests.recordTold(id, day(1));
      expect(await store.digests.untold(10)).toHaveLength(1);
      await store.digests.recordTold(id, day(2));
      expect(await store.digests.untold(10)).toEqual([]);
      expect(await tells(day(3), 'one')).toBe(false);
      expect(await store.digests.resume(lab, id, day(4))).toMatchObject({ refusals: 0 });
    });

    it('that is missed is recorded, once', async () => {
      const { id } = await add();
      const missed = { due: day(2), at: day(9), remark: 'away' };
      expect(await store.deliveryQueue.skip(id, day(3), day(10), missed)).toBe(false);
      expect(await store.deliveryQueue.skip(id, day(2), day(10), missed)).toBe(true);
      expect(await store.deliveryQueue.skip(id, day(2), day(10), missed)).toBe(false);
      const history = await store.deliveryHistory.list(id, 9);
      expect(history.map(({ due, outcome, remark }) => [due, outcome, remark])).toEqual([
        [day(2), 'missed', 'away'],
      ]);
      expect(await store.digests.find(lab, id)).toMatchObject({ nextDue: day(10) });
      expect(await store.deliveryHistory.prune(day(10))).toBe(1);
      expect(await store.deliveryHistory.list(id, 9)).toEqual([]);
    });
  });

  describe('what a place has seen', () => {
    const see = async (posted: number, inDoubt: boolean) => {
      await add();
      const delivery = await claim(day(2));
      const lease = leaseAt(day(2));
      await store.deliveries.decide(delivery.id, lease, decided(cascades, networks), 0);
      for (let part = 0; part < posted; part += 1)
        await store.deliveries.recordPost(delivery.id, lease, part, []);
      await store.deliveries.end(delivery.id, lease, {
        ...ending(day(2), day(3)),
        outcome: 'failed',
        inDoubt,
      });
      return [...(await store.places.shown(plan.destination)).papers.keys()];
    };

    it('is what was posted', async () => {
      expect(await see(2, false)).toEqual([cascades.id]);
    });

    it('is what may have been posted too', async () => {
      expect(await see(1, true)).toEqual([cascades.id]);
    });

    it('is nothing where nothing can have been posted', async () => {
      expect(await see(1, false)).toEqual([]);
    });

    it('outlives the digest and its deliveries, and belongs to that place alone', async () => {
      const { id } = await add();
      const delivery = await claim(day(2));
      await store.deliveries.decide(delivery.id, leaseAt(day(2)), decided(cascades), 0);
      await store.deliveries.recordPost(delivery.id, leaseAt(day(2)), 1, []);
      await store.deliveries.end(delivery.id, leaseAt(day(2)), ending(day(2), day(3)));
      await store.digests.remove(lab, id);
      expect((await store.places.shown(plan.destination)).papers).toEqual(new Map([[cascades.id, day(2)]]));
      expect(await store.places.shown({ kind: 'direct', member: alice })).toEqual({
        version: 0,
        papers: new Map(),
        names: [],
      });
    });

    it('follows papers that turn out to be one', async () => {
      await add();
      const first = await claim(day(2));
      await store.deliveries.decide(first.id, leaseAt(day(2)), decided(cascades, networks), 0);
      const { version } = await store.places.shown(plan.destination);
      await store.papers.merge(cascades.id, networks);
      const seen = await store.places.shown(plan.destination);
      expect(seen.papers).toEqual(new Map([[networks.id, day(2)]]));
      expect(seen.version).toBeGreaterThan(version);
      expect(
        (await store.deliveryHistory.list(first.digest, 1))[0]?.picks?.map(({ paper }) => paper),
      ).toEqual([networks.id, networks.id]);
    });
  });

  describe('what is kept of a person', () => {
    it('is counted and goes with them: subscriptions, mailbox, and the name on a channel’s digest', async () => {
      const channel = await add();
      await add({ destination: { kind: 'direct', member: alice } });
      const others = await add({ destination: { kind: 'direct', member: bob } });
      await store.addresses.propose(alice, { address: 'a@example.org', codeHash: 'h', expires: day(2) });
      expect(await store.privacy.holdings(alice)).toMatchObject({ subscriptions: 1, addresses: 1 });
      await store.privacy.forget(alice, new Date());
      expect(await store.privacy.holdings(alice)).toMatchObject({ subscriptions: 0, addresses: 0 });
      expect(await store.digests.listOf(alice)).toEqual([]);
      const { createdBy, ...anonymous } = channel;
      expect(createdBy).toEqual(alice);
      expect(await store.digests.list(lab)).toEqual([anonymous]);
      expect(await store.digests.listOf(bob)).toMatchObject([{ id: others.id }]);
    });
  });

  describe('a mailbox', () => {
    const propose = (address: string, codeHash: string) =>
      store.addresses.propose(alice, { address, codeHash, expires: day(3) });

    it('is used once its code has come back, and replaced by the next', async () => {
      expect(await store.addresses.find(alice)).toBeUndefined();
      expect(await store.addresses.confirm(alice, 'h1', day(2))).toEqual({ kind: 'none' });
      await propose('one@example.org', 'h1');
      expect(await store.addresses.find(alice)).toEqual({ member: alice, address: 'one@example.org' });
      expect(await store.addresses.confirm(bob, 'h1', day(2))).toEqual({ kind: 'none' });
      expect(await store.addresses.confirm(alice, 'h1', day(2))).toEqual({
        kind: 'confirmed',
        address: 'one@example.org',
      });
      await propose('two@example.org', 'h2');
      const confirmed = { member: alice, address: 'one@example.org', confirmedAt: day(2) };
      expect(await store.addresses.find(alice)).toEqual(confirmed);
      await store.addresses.confirm(alice, 'h2', day(2));
      expect(await store.addresses.find(alice)).toMatchObject({ address: 'two@example.org' });
      expect(await store.addresses.remove(alice)).toBe(true);
      expect(await store.addresses.remove(alice)).toBe(false);
    });

    it('is not confirmed too late, nor by guessing', async () => {
      await propose('one@example.org', 'h1');
      expect(await store.addresses.confirm(alice, 'h1', day(3))).toEqual({ kind: 'expired' });
      expect(await store.addresses.confirm(alice, 'h1', day(2))).toEqual({ kind: 'none' });
      await propose('one@example.org', 'h1');
      for (let tries = 0; tries < 5; tries += 1)
        expect(await store.addresses.confirm(alice, 'guess', day(2))).toEqual({ kind: 'wrong' });
      expect(await store.addresses.confirm(alice, 'h1', day(2))).toEqual({ kind: 'none' });
    });
  });
});
