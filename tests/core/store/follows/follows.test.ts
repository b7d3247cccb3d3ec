import { describe, expect, it } from 'vitest';
import type { DigestPlan } from '../../../../src/core/store/digests/digest.ts';
import type { NewFollow } from '../../../../src/core/store/follows/follow.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { engines, openAt } from '../open.ts';
import { alice, bob, day, general, lab, paperNamed } from '../things.ts';

const seed = { categories: [], coauthors: [] };
const jane: NewFollow = { kind: 'author', key: 'janesmith', label: 'Jane Smith', seed };
const icml: NewFollow = { kind: 'venue', key: 'icml', label: 'ICML', seed };
const citing: NewFollow = { kind: 'citing', key: 'arxiv:2303.08010', label: 'Cascades', seed };
const toAlice = { kind: 'direct', member: alice } as const;
const plan: DigestPlan = {
  destination: toAlice,
  schedule: '0 9 * * *',
  zone: 'UTC',
  topic: '',
  count: 10,
  layout: 'follows',
  thread: false,
};
const origin = { home: lab, createdBy: alice, createdAt: day(1), nextDue: day(2) };
const lease = { holder: 'test', now: day(2), until: day(3) };

/** Has the message of Alice tell of a paper, up to the point where it is to be posted. */
async function decideOn(store: Store, paper: string): Promise<number> {
  const [due] = await store.deliveryQueue.due(day(2), 9);
  const id = (due && (await store.deliveryQueue.claim(due, lease)))?.delivery.id ?? 0;
  const [follow] = await store.follows.list(toAlice);
  const told = [{ follow: follow?.id ?? 0, kind: 'new' as const }];
  const { version } = await store.places.shown(toAlice);
  const pick = { paper: paperNamed(paper), why: 'By Jane Smith', part: 0, told };
  expect(await store.deliveries.decide(id, lease, [pick], version)).toBe('decided');
  return id;
}

describe.each(engines)('what is followed, in $engine', ({ freshUrl }) => {
  const open = async () => openAt(await freshUrl());

  it('is told by one message a place, which ends with the last of it', async () => {
    const { follows, digests } = await open();
    const first = await follows.add(jane, [], plan, origin);
    const second = await follows.add(icml, [], plan, origin);
    expect(second.message.id).toBe(first.message.id);
    expect(await follows.add(icml, [], plan, origin)).toMatchObject({ isNew: false });
    const toChannel = { ...plan, destination: { kind: 'channel', channel: general } } as const;
    const other = await follows.add(icml, [], toChannel, origin);
    expect(other.message.id).not.toBe(first.message.id);
    expect(await follows.remove({ kind: 'direct', member: bob }, first.follow.id)).toBe(false);
    expect(await follows.remove(toAlice, other.follow.id)).toBe(false);
    expect(await follows.remove(toAlice, first.follow.id)).toBe(true);
    expect((await follows.list(toAlice)).map(({ label }) => label)).toEqual(['ICML']);
    expect(await follows.remove(toAlice, second.follow.id)).toBe(true);
    expect((await digests.all()).map(({ id }) => id)).toEqual([other.message.id]);
  });

  it('is counted where a service is asked about it: citations, and people by their ORCIDs', async () => {
    const { follows } = await open();
    for (const one of [jane, icml, citing, { ...jane, key: 'her', orcid: '0000-0002-1825-0097' }])
      await follows.add(one, [], plan, origin);
    expect(await follows.countAsked(lab)).toBe(2);
    expect(await follows.countAsked({ ...lab, workspace: 'other' })).toBe(0);
  });

  it('is one thing where two papers whose citations are followed turn out to be one', async () => {
    const store = await open();
    const to = paperNamed('doi:10.1000/cascades');
    const { message } = await store.follows.add(citing, [{ paper: 'a', kind: 'known' }], plan, origin);
    await store.follows.add({ ...citing, key: to.id }, [{ paper: 'b', kind: 'known' }], plan, origin);
    await store.papers.merge('arxiv:2303.08010', to);
    expect((await store.follows.list(toAlice)).map(({ key }) => key)).toEqual([to.id]);
    expect((await store.follows.told(message.id)).map(({ paper }) => paper)).toContain('b');
  });

  it('is seen by somebody of no workspace wherever it was begun', async () => {
    const { follows } = await open();
    await follows.add(jane, [], plan, origin);
    expect(await follows.list({ kind: 'direct', member: { ...alice, workspace: '' } })).toHaveLength(1);
    expect(await follows.list({ kind: 'direct', member: { ...alice, workspace: 'T2' } })).toEqual([]);
  });

  it('counts as told once that is decided, and no more where nothing can have been posted', async () => {
    const store = await open();
    const { message } = await store.follows.add(jane, [], plan, origin);
    const id = await decideOn(store, 'walls');
    expect(await store.follows.told(message.id)).toEqual([{ follow: 1, paper: 'walls', kind: 'new' }]);
    expect(await store.follows.toldIn(id)).toHaveLength(1);
    const ending = { outcome: 'failed', at: day(2), inDoubt: false, nextDue: day(3) } as const;
    await store.deliveries.end(id, lease, ending);
    expect(await store.follows.told(message.id)).toEqual([]);
  });

  it('stays told of a paper that turns out to be another, which is told no more', async () => {
    const store = await open();
    const { message } = await store.follows.add(jane, [], plan, origin);
    const { follow } = await store.follows.add(citing, [{ paper: 'b', kind: 'known' }], plan, origin);
    await decideOn(store, 'walls');
    await store.papers.merge('walls', paperNamed('arxiv:2601.00001'));
    await store.follows.answer({ follow: follow.id, paper: 'arxiv:2601.00001', answer: 'no' }, day(3));
    await store.papers.merge('arxiv:2303.08010', paperNamed('doi:10.1000/cascades'));
    await store.papers.merge('b', paperNamed('arxiv:2601.00001'));
    expect(await store.follows.told(message.id)).toEqual([
      { follow: 1, paper: 'arxiv:2601.00001', kind: 'new' },
      { follow: 2, paper: 'arxiv:2601.00001', kind: 'known', answer: 'no' },
    ]);
    expect((await store.follows.list(toAlice))[1]?.key).toBe('doi:10.1000/cascades');
  });

  it('goes with whoever is forgotten, and with the workspace that is gone', async () => {
    const { follows, privacy, removedWorkspaces, digests } = await open();
    await follows.add(jane, [], plan, origin);
    const toChannel = { ...plan, destination: { kind: 'channel', channel: general } } as const;
    await follows.add(icml, [{ paper: 'a', kind: 'known' }], toChannel, { ...origin, createdBy: bob });
    expect(await privacy.holdings(alice)).toMatchObject({ subscriptions: 0, followed: 1 });
    await privacy.forget(alice, day(3));
    expect(await follows.list(toAlice)).toEqual([]);
    expect(await digests.all()).toHaveLength(1);
    await removedWorkspaces.add(lab, day(1));
    await removedWorkspaces.prune(day(9));
    expect(await digests.all()).toEqual([]);
  });
});
