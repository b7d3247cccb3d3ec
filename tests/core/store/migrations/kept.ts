import { expect } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import type { Destination, DigestPlan } from '../../../../src/core/store/digests/digest.ts';
import type { Lease } from '../../../../src/core/store/digests/lease.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { alice, bob, day, general, lab, messageNamed, numbered, otherAlice, paperNamed } from '../things.ts';
import { renamedFeed } from './eras.ts';
import { expectFollows, fillFollows } from './kept-follows.ts';
import { expectInstallations, fillInstallations } from './kept-installations.ts';
import { expectNews, fillNews } from './kept-news.ts';
import { expectSources, fillSources } from './kept-sources.ts';

/** A version of the schema: what a store of it is filled with, and what must be found of that ever after. */
export type Kept = {
  readonly version: number;
  fill(store: Store): Promise<void>;
  expectKept(store: Store): Promise<void>;
};

const dave = { ...lab, id: 'dave' };
const ada = { platform: 'discord', workspace: '', id: '80351110224678912' };
const server = { platform: 'discord', workspace: '41771983423143937' };
const direct = { platform: 'slack', workspace: 'T1', id: 'D1' };
const hostile = '🔖 "\'; drop table saves; --\\ %_ ٣ 漢字 \u2028 end';

/** Everything a paper can have. */
const whole: Paper = {
  ...paperNamed('arxiv:2303.08010'),
  recordIds: ['http://arxiv.org/abs/2303.08010v2', 'W4327'],
  title: 'Window-based early-exit cascades',
  abstract: hostile,
  authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
  published: '2023-03-14',
  urlIsSearch: true,
  doi: '10.1109/iccv51070.2023.01593',
  code: 'https://example.org/code',
  venue: 'ICCV 2023',
  categories: ['cs.LG', 'cs.CV'],
  keywords: ['uncertainty'],
  upvotes: 12,
  source: 'daily papers',
  position: 3,
};
const networks = paperNamed('networks');
const rates = paperNamed('Ärger', { title: hostile });

const plan: DigestPlan = {
  destination: { kind: 'channel', channel: general, name: 'general' },
  schedule: '0 9 * * 1-5',
  zone: 'Europe/Berlin',
  topic: 'uncertainty author:Xia',
  count: 3,
  layout: 'cards',
  thread: true,
  pings: 'S0604QSJC',
};
const toChannel: Destination = { kind: 'channel', channel: { ...lab, id: 'C2' } };
const toAda: Destination = { kind: 'direct', member: ada };
const toBob: Destination = { kind: 'mail', member: bob, address: 'bob@example.org' };

const leaseOn = (number: number): Lease => {
  return { holder: 'a process that is no more', now: day(number), until: day(number + 1) };
};

/** Fills every table, with rows of every kind that the store makes; nothing but secrets and keys is left to chance. */
async function fillVersion3(store: Store): Promise<void> {
  await fillLists(store);
  await fillDigests(store);
  await store.addresses.propose(bob, { address: 'bob@example.org', codeHash: 'right', expires: day(9) });
  await store.addresses.confirm(bob, 'right', day(8));
  await store.addresses.propose(alice, { address: 'alice@example.org', codeHash: 'hash', expires: day(30) });
  await store.addresses.confirm(alice, 'wrong', day(8));
  await store.addresses.propose(bob, { address: 'bob@example.com', codeHash: 'other', expires: day(30) });
}

async function fillLists({ saves, reactionSaves, shown, numberedLists, privacy }: Store): Promise<void> {
  await saves.save(dave, networks, day(1));
  await saves.save(alice, networks, day(1));
  await saves.setNote(alice, 'networks', 'kept for when it comes back');
  await saves.setTags(alice, 'networks', ['b', 'a']);
  await saves.unsave(alice, 'networks', day(2));
  await saves.save(alice, whole, day(2));
  await saves.setRead(alice, whole.id, day(3));
  await saves.setNote(alice, whole.id, hostile);
  await saves.setTags(alice, whole.id, ['to discuss', 'Methoden']);
  await saves.save(otherAlice, rates, day(4));
  const post = { message: messageNamed('1'), papers: ['networks', whole.id] };
  await shown.remember([post], day(1), undefined, [networks, whole]);
  await shown.remember([{ message: messageNamed('7', direct), papers: [rates.id] }], day(2), 'T2', [rates]);
  const mark = { message: messageNamed('1'), member: bob, paper: whole.id };
  await reactionSaves.give({ ...mark, emoji: '⭐', tag: 'favourite' }, whole, day(3));
  await reactionSaves.give({ ...mark, emoji: '2️⃣' }, whole, day(4));
  const list = numbered([1, 'networks'], [2, 'gone from here']);
  await numberedLists.remember(
    { channel: general, member: bob, key: 'paper uncertainty', papers: list },
    day(3),
  );
  await privacy.forget(dave, day(5));
}

async function fillDigests({ digests, deliveryQueue, deliveries }: Store): Promise<void> {
  const origin = { home: lab, createdBy: alice, createdAt: day(1), nextDue: day(4) };
  const claimOn = async (number: number): Promise<number> => {
    const [due] = await deliveryQueue.due(day(number), 1);
    const claim = due && (await deliveryQueue.claim(due, leaseOn(number)));
    if (claim === undefined) throw new Error('Nothing is due.');
    return claim.delivery.id;
  };
  const main = await digests.add(plan, origin);
  const sent = await claimOn(4);
  const picks = [
    { paper: networks, why: 'new today', part: 1 },
    { paper: whole, why: hostile, part: 2 },
  ];
  await deliveries.decide(sent, leaseOn(4), picks, 0);
  await deliveries.recordPost(sent, leaseOn(4), 0, []);
  await deliveries.recordPost(sent, leaseOn(4), 1, [{ message: messageNamed('11'), papers: ['networks'] }]);
  await deliveries.recordPost(sent, leaseOn(4), 2, [{ message: messageNamed('12'), papers: [whole.id] }]);
  await deliveries.end(sent, leaseOn(4), {
    outcome: 'sent',
    at: day(4),
    remark: '2 hours late.',
    inDoubt: false,
    nextDue: day(5),
  });
  await deliveryQueue.skip(main.id, day(5), day(6), { due: day(5), at: day(6), remark: 'The bot was away.' });
  const underWay = await claimOn(6);
  await deliveries.decide(underWay, leaseOn(6), [{ paper: rates, why: 'saved by 2 here', part: 1 }], 1);
  await deliveries.recordPost(underWay, leaseOn(6), 0, [{ message: messageNamed('21'), papers: [] }]);

  const refused = await digests.add(
    { ...plan, destination: toChannel, topic: '', layout: 'recap', thread: false },
    { home: lab, createdBy: bob, createdAt: day(2), nextDue: day(5) },
  );
  const failing = await claimOn(5);
  const failure = { reason: 'The channel is gone.', refused: true };
  const ending = { outcome: 'failed', at: day(5), inDoubt: false, nextDue: day(6) } as const;
  await deliveries.end(failing, leaseOn(5), { ...ending, failure, pause: failure.reason, remark: 'gone' });
  await deliveryQueue.request(lab, refused.id, day(7));

  await digests.add(
    { ...plan, destination: toAda, layout: 'compact', thread: false },
    { home: server, createdBy: ada, createdAt: day(3), nextDue: day(28) },
  );
  await digests.add(
    { ...plan, destination: toBob, thread: false },
    {
      ...{ home: lab, createdBy: bob, createdAt: day(3), nextDue: day(28) },
      paused: { since: day(3), reason: 'waits for the code' },
    },
  );
  await digests.add(
    { ...plan, destination: toChannel },
    { home: lab, createdAt: day(3), declaredAs: 'morning', nextDue: day(28) },
  );
}

async function expectVersion3(store: Store): Promise<void> {
  await expectDigests(store);
  await expectHistory(store);
  await expectLists(store);
  await expectAddresses(store);
  await expectUnderWay(store);
}

async function expectLists({ saves, saveCounts, reactionSaves, shown, numberedLists, ...store }: Store) {
  expect(await saves.list(alice)).toEqual([
    { paper: whole, savedAt: day(2), readAt: day(3), note: hostile, tags: ['Methoden', 'to discuss'] },
  ]);
  expect(await saves.list(bob)).toEqual([{ paper: whole, savedAt: day(3), note: '', tags: ['favourite'] }]);
  expect(await saves.list(otherAlice)).toEqual([{ paper: rates, savedAt: day(4), note: '', tags: [] }]);
  expect(await saveCounts.count(lab, [whole.id, 'networks'])).toEqual(new Map([[whole.id, 2]]));
  const two = { message: messageNamed('1'), member: bob, emoji: '2️⃣', paper: whole.id };
  const star = { ...two, emoji: '⭐', tag: 'favourite' };
  expect(await reactionSaves.on(messageNamed('1'))).toEqual([star, two]);
  const post = { message: messageNamed('1'), papers: ['networks', whole.id], home: 'T1', at: day(1) };
  expect(await shown.find(messageNamed('1'))).toEqual(post);
  const toOne = { message: messageNamed('7', direct), papers: [rates.id], home: 'T2', at: day(2) };
  expect(await shown.find(messageNamed('7', direct))).toEqual(toOne);
  expect(await shown.find(messageNamed('12'))).toMatchObject({ papers: [whole.id], at: day(4) });
  expect(await numberedLists.find({ channel: general }, bob)).toEqual({
    key: 'paper uncertainty',
    papers: new Map([
      [1, 'networks'],
      [2, 'gone from here'],
    ]),
    at: day(3),
  });
  expect(await store.papers.all()).toEqual(expect.arrayContaining([whole, networks, rates]));
  expect(await store.privacy.wasForgotten(dave)).toBe(true);
  expect(await store.privacy.wasForgotten(bob)).toBe(false);
  expect(await store.privacy.holdings(alice)).toEqual({
    ...{
      saved: 1,
      notes: 2,
      tags: 4,
      reactions: 0,
      removed: 1,
      subscriptions: 0,
      addresses: 1,
      added: 0,
      followed: 0,
      unwanted: 0,
    },
  });
  expect(await saves.save(alice, networks, day(9))).toBe(true);
  expect(await saves.find(alice, 'networks')).toMatchObject({
    note: 'kept for when it comes back',
    tags: ['a', 'b'],
  });
  expect(await reactionSaves.takeBack(star, day(9))).toBe(true);
  expect(await saves.find(bob, whole.id)).toMatchObject({ tags: [] });
  expect(await reactionSaves.takeBack(two, day(9))).toBe(true);
  expect(await saves.list(bob)).toEqual([]);
}

async function expectDigests({ digests, places }: Store): Promise<void> {
  const secrets = (await digests.all()).map(({ secret }) => secret);
  expect(secrets.slice(0, 5)).toEqual(['secret 1', 'secret 2', 'secret 3', 'secret 4', 'secret 5']);
  expect(await digests.list(lab)).toEqual([
    {
      ...{ ...plan, id: 1, home: lab, createdBy: alice, createdAt: day(1), nextDue: day(6) },
      ...{ lastSent: day(4), refusals: 0, secret: 'secret 1' },
    },
    {
      ...{ ...plan, destination: toChannel, topic: '', layout: 'recap', thread: false, id: 2, home: lab },
      ...{ createdBy: bob, createdAt: day(2), paused: { since: day(5), reason: 'The channel is gone.' } },
      ...{ nextDue: day(6), refusals: 1, lastFailure: 'The channel is gone.', secret: 'secret 2' },
    },
    {
      ...{ ...plan, destination: toChannel, id: 5, home: lab, createdAt: day(3), declaredAs: 'morning' },
      ...{ nextDue: day(28), refusals: 0, secret: 'secret 5' },
    },
  ]);
  expect((await digests.untold(9)).map(({ id }) => id)).toEqual([2]);
  expect(await digests.listOf(ada)).toMatchObject([
    { destination: toAda, layout: 'compact', home: server, createdBy: ada, nextDue: day(28) },
  ]);
  const paused = { since: day(3), reason: 'waits for the code' };
  expect(await digests.findBySecret('secret 4')).toMatchObject({ id: 4, destination: toBob, paused });
  const seen = await places.shown(plan.destination);
  expect(seen).toMatchObject({
    version: 2,
    papers: new Map([
      ['networks', day(4)],
      [whole.id, day(4)],
      [rates.id, day(6)],
    ]),
  });
  for (const [paper, name, author] of [
    [whole.id, whole.id, ''],
    [whole.id, `doi:${whole.doi}`, ''],
    [whole.id, 'window-based-early-exit-cascades', 'xia'],
    [networks.id, 'on-networks', ''],
  ])
    expect(seen.names).toContainEqual({ paper, name, author });
}

async function expectHistory({ deliveryHistory }: Store): Promise<void> {
  const [underWay, missed, sent] = await deliveryHistory.list(1, 9);
  expect(sent).toEqual({
    ...{ id: 1, digest: 1, due: day(4), onDemand: false, key: 'key000000001', startedAt: day(4), attempt: 1 },
    perhapsSince: day(4),
    picks: [
      { paper: 'networks', why: 'new today' },
      { paper: whole.id, why: hostile },
    ],
    posted: new Map([
      [0, []],
      [1, [messageNamed('11')]],
      [2, [messageNamed('12')]],
    ]),
    ...{ outcome: 'sent', endedAt: day(4), remark: '2 hours late.' },
  });
  expect(missed).toMatchObject({ due: day(5), outcome: 'missed', remark: 'The bot was away.', attempt: 0 });
  expect(underWay).toMatchObject({ due: day(6), attempt: 1, perhapsSince: day(6) });
  expect(underWay?.outcome).toBeUndefined();
  const [requested, failed] = await deliveryHistory.list(2, 9);
  expect(requested).toMatchObject({ due: day(7), onDemand: true, attempt: 0 });
  expect(failed).toMatchObject({ due: day(5), outcome: 'failed', endedAt: day(5), remark: 'gone' });
}

async function expectAddresses({ addresses }: Store): Promise<void> {
  const confirmed = { member: bob, address: 'bob@example.org', confirmedAt: day(8) };
  expect(await addresses.find(bob)).toEqual(confirmed);
  expect(await addresses.find(alice)).toEqual({ member: alice, address: 'alice@example.org' });
  const fresh = { kind: 'confirmed', address: 'bob@example.com' };
  expect(await addresses.confirm(bob, 'other', day(10))).toEqual(fresh);
  // The first of five wrong codes was given before.
  for (let wrong = 0; wrong < 4; wrong += 1)
    expect(await addresses.confirm(alice, 'wrong', day(10))).toEqual({ kind: 'wrong' });
  expect(await addresses.confirm(alice, 'hash', day(10))).toEqual({ kind: 'none' });
}

/** What was under way is taken up where it stopped, and recorded in the same places. */
async function expectUnderWay({ digests, deliveryQueue, deliveries, deliveryHistory }: Store): Promise<void> {
  const due = await deliveryQueue.due(day(10), 9);
  expect(due).toMatchObject([
    { digest: { id: 1 }, due: day(6), delivery: 3, ended: false },
    { digest: { id: 2 }, due: day(7), ended: false },
  ]);
  const [begun] = due;
  const claim = begun && (await deliveryQueue.claim(begun, leaseOn(10)));
  expect(claim?.delivery).toMatchObject({
    ...{ id: 3, key: 'key000000003', attempt: 2, perhapsSince: day(6) },
    picks: [{ paper: rates.id, why: 'saved by 2 here' }],
    posted: new Map([[0, [messageNamed('21')]]]),
  });
  const ending = { outcome: 'sent', at: day(10), inDoubt: false, nextDue: day(11) } as const;
  expect(await deliveries.end(3, leaseOn(10), ending)).toBe(true);
  expect(await deliveryHistory.list(1, 1)).toMatchObject([{ outcome: 'sent', endedAt: day(10) }]);
  expect(await digests.find(lab, 1)).toMatchObject({ nextDue: day(11), lastSent: day(10) });
  const { id } = await digests.add(plan, { home: lab, createdAt: day(10), nextDue: day(28) });
  expect(id).toBeGreaterThan(5);
}

/** A paper that was shown is known by another title since. */
async function fillNames({ places }: Store): Promise<void> {
  await places.learnNames([{ ...whole, title: 'Cascades, Quick and Sure of It' }]);
}

async function expectNames({ places }: Store): Promise<void> {
  expect((await places.shown(plan.destination)).names).toContainEqual({
    paper: whole.id,
    name: 'cascades-quick-and-sure-of-it',
    author: 'xia',
  });
}

const moved = { at: day(20), why: 'the clock was put back' };

async function fillMoved({ digests, dueTimes }: Store): Promise<void> {
  const [digest] = await digests.listOf(ada);
  await dueTimes.move(digest?.id ?? 0, day(28), day(28), { ...moved, since: moved.at });
}

async function expectMoved({ digests }: Store): Promise<void> {
  expect(await digests.listOf(ada)).toMatchObject([{ nextDue: day(28), moved }]);
}

/** A list that everybody in a channel sees, in a thread, on two messages. */
async function fillNumbered({ numberedLists }: Store): Promise<void> {
  const papers = new Map([
    [1, { paper: 'networks', message: hostile }],
    [2, { paper: whole.id, message: '32' }],
  ]);
  const list = { channel: { ...lab, id: 'C3' }, thread: '30', message: '31', key: hostile, papers };
  await numberedLists.remember(list, day(7));
}

async function expectNumbered({ numberedLists }: Store): Promise<void> {
  const channel = { ...lab, id: 'C3' };
  for (const place of [{ thread: '30' }, { repliesTo: '31' }, { repliesTo: hostile }])
    expect(await numberedLists.find({ channel, ...place }, alice)).toEqual({
      key: hostile,
      papers: new Map([
        [1, 'networks'],
        [2, whole.id],
      ]),
      at: day(7),
    });
}

async function fillTelling({ digests }: Store): Promise<void> {
  await digests.claimTelling(2, leaseOn(6));
}

async function expectTelling({ digests }: Store): Promise<void> {
  expect(await digests.claimTelling(2, { ...leaseOn(8), holder: 'another' })).toBe(true);
}

const other = { platform: 'slack', workspace: 'T8' };
const switched = { ...other, id: 'erin' };
const untaught: DigestPlan = { ...plan, destination: toBob, thread: false, taste: 'off' };

/** What is learned, and from what not. */
async function fillTaste({ saves, tastes, digests }: Store): Promise<void> {
  await saves.save(switched, networks, day(1), { ...other, id: 'C8' });
  await tastes.refuse(switched, whole, day(2));
  await tastes.startAfresh(switched, day(1));
  await tastes.switchOff(bob, true);
  await digests.change(lab, 4, untaught, day(28));
}

async function expectTaste({ tastes, digests }: Store): Promise<void> {
  expect(await tastes.of(switched)).toEqual({
    ...{
      isOff: false,
      saved: ['networks'],
      savedBefore: [],
      unwanted: [whole.id],
      unwantedSince: [whole.id],
    },
  });
  expect(await tastes.of(bob)).toMatchObject({ isOff: true });
  expect(await tastes.inChannel({ ...other, id: 'C8' })).toEqual([['networks']]);
  expect(await digests.find(lab, 4)).toMatchObject({ taste: 'off' });
}

/** The newest last; a new version adds one, whose file `npm run fixture:database` makes of all of them. */
export const kept: readonly Kept[] = [
  { version: 3, fill: fillVersion3, expectKept: expectVersion3 },
  { version: 4, fill: fillSources, expectKept: expectSources },
  { version: 5, fill: fillNames, expectKept: expectNames },
  { version: 6, fill: fillMoved, expectKept: expectMoved },
  { version: 7, fill: fillNumbered, expectKept: expectNumbered },
  {
    version: 8,
    fill: async ({ removedWorkspaces }) => void (await removedWorkspaces.add(server, day(2))),
    expectKept: async ({ removedWorkspaces }) =>
      expect(await removedWorkspaces.add(server, day(3))).toBe(false),
  },
  { version: 9, fill: fillTelling, expectKept: expectTelling },
  {
    version: 10,
    fill: async ({ welcomedPlaces }) => void (await welcomedPlaces.add({ ...lab, channel: 'C2' }, day(2))),
    expectKept: async ({ welcomedPlaces }) =>
      expect(await welcomedPlaces.add({ ...lab, channel: 'C2' }, day(3))).toBe(false),
  },
  { version: 11, fill: fillFollows, expectKept: expectFollows },
  { version: 12, fill: fillTaste, expectKept: expectTaste },
  { version: 13, fill: fillNews, expectKept: expectNews },
  {
    version: 14,
    fill: async ({ leases }) => void (await leases.take('papers', 'a process that is no more', 18_000)),
    expectKept: async ({ leases }) => expect(await leases.take('papers', 'another', 18_000)).toBe(true),
  },
  { version: 15, fill: fillInstallations, expectKept: expectInstallations },
  {
    version: 16,
    // What is counted by the hour is not worth keeping, and in nobody's way.
    async fill({ quotas, sharedTurns }) {
      await quotas.use([{ of: ['codes', 'alice'], most: 1, within: 60_000 }], day(1));
      await sharedTurns.reserve(['a place'], 1_000, 1);
    },
    async expectKept({ quotas, sharedTurns }) {
      const another = { of: ['codes', 'bob'], most: 1, within: 60_000 };
      expect(await quotas.use([another], day(1))).toBeUndefined();
      expect(await sharedTurns.reserve(['another place'], 1_000, 1)).toBe(0);
    },
  },
  {
    version: 17,
    fill: async ({ longTexts }) => longTexts.keep(new Map([['a sign', hostile]])),
    expectKept: async ({ longTexts }) =>
      expect(await longTexts.find(['a sign', 'no sign'])).toEqual(new Map([['a sign', hostile]])),
  },
  {
    version: 18,
    async fill({ keptPapers }) {
      await keptPapers.take(renamedFeed, [{ key: 'networks', paper: networks }], [], day(4));
    },
    expectKept: async ({ keptPapers }) =>
      expect(await keptPapers.describe(renamedFeed)).toMatchObject({ count: 1 }),
  },
];
