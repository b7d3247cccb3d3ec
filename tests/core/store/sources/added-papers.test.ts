import { beforeEach, describe, expect, it } from 'vitest';
import { addedByHand } from '../../../../src/core/sources/added-by-hand.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { engines, openAt } from '../open.ts';
import { alice, bob, day, lab, otherAlice, paperNamed } from '../things.ts';

const key = 'arxiv:2303.08010';
const cascades = paperNamed(key, { title: 'Cascades' });
const otherLab = { ...lab, workspace: 'T2' };

describe.each(engines)('papers that people add, on $engine', ({ freshUrl }) => {
  let store: Store;
  beforeEach(async () => {
    store = await openAt(await freshUrl());
    await store.keptPapers.take(addedByHand, [{ key, paper: cascades }], [], day(1));
  });
  const kept = async () => (await store.keptPapers.describe(addedByHand)).count;

  it('are known with who added them and when, in that workspace alone', async () => {
    await store.addedPapers.record(key, cascades.id, alice, day(2));
    expect(await store.addedPapers.find(lab, cascades.id)).toEqual({ key, by: alice, at: day(2) });
    expect(await store.addedPapers.among(lab, [cascades.id, 'networks'])).toEqual(new Set([cascades.id]));
    expect(await store.addedPapers.among(lab, [])).toEqual(new Set());
    expect(await store.addedPapers.find(otherLab, cascades.id)).toBeUndefined();
    expect(await store.addedPapers.among(otherLab, [cascades.id])).toEqual(new Set());
    expect(await store.addedPapers.find({ ...lab, platform: 'discord' }, cascades.id)).toBeUndefined();
  });

  it('stay those of whoever was first', async () => {
    await store.addedPapers.record(key, cascades.id, alice, day(2));
    await store.addedPapers.record(key, cascades.id, bob, day(3));
    expect(await store.addedPapers.find(lab, cascades.id)).toEqual({ key, by: alice, at: day(2) });
  });

  it('leave when they are taken down, and what was saved stays', async () => {
    await store.addedPapers.record(key, cascades.id, alice, day(2));
    await store.saves.save(bob, cascades, day(2));
    const { mark } = await store.keptPapers.changedSince(addedByHand, 0);
    expect(await store.addedPapers.takeDown(otherLab, cascades.id)).toBe(false);
    expect(await kept()).toBe(1);
    expect(await store.addedPapers.takeDown(lab, cascades.id)).toBe(true);
    expect(await kept()).toBe(0);
    const { days } = await store.keptPapers.changedSince(addedByHand, mark);
    expect(days).toMatchObject([{ day: '2024-03-01', papers: [] }]);
    expect(await store.addedPapers.find(lab, cascades.id)).toBeUndefined();
    expect(await store.saves.list(bob)).toMatchObject([{ paper: cascades }]);
    expect(await store.addedPapers.takeDown(lab, cascades.id)).toBe(false);
  });

  it('stay while another workspace has added them too, by whatever name', async () => {
    await store.addedPapers.record(key, cascades.id, alice, day(2));
    await store.addedPapers.record('doi:10.1000/xyz', cascades.id, otherAlice, day(3));
    expect(await store.addedPapers.takeDown(lab, cascades.id)).toBe(true);
    expect(await kept()).toBe(1);
    expect(await store.addedPapers.find(otherLab, cascades.id)).toMatchObject({ by: otherAlice });
    expect(await store.addedPapers.takeDown(otherLab, cascades.id)).toBe(true);
    expect(await kept()).toBe(0);
  });

  it('are not to be taken down where they are kept for other reasons', async () => {
    await store.addedPapers.record('networks', 'networks', alice, day(2));
    expect(await store.addedPapers.find(lab, 'networks')).toBeUndefined();
    expect(await store.addedPapers.among(lab, ['networks'])).toEqual(new Set(['networks']));
  });

  it('no longer name a person who was forgotten', async () => {
    await store.addedPapers.record(key, cascades.id, alice, day(2));
    expect(await store.privacy.holdings(alice)).toMatchObject({ added: 1 });
    expect(await store.privacy.holdings(bob)).toMatchObject({ added: 0 });
    await store.privacy.forget(alice, day(3));
    expect(await store.privacy.holdings(alice)).toMatchObject({ added: 0 });
    expect(await store.addedPapers.find(lab, cascades.id)).toEqual({ key, at: day(2) });
  });

  it('are nobody’s where direct messages belong to no workspace, but for who added them', async () => {
    const stranger = { ...alice, workspace: '' };
    await store.addedPapers.record(key, cascades.id, stranger, day(2));
    expect(await store.addedPapers.among(stranger, [cascades.id])).toEqual(new Set());
    expect(await store.addedPapers.find(stranger, cascades.id)).toMatchObject({ by: stranger });
  });

  it('go with the paper that they become part of', async () => {
    await store.addedPapers.record(key, cascades.id, alice, day(2));
    const whole = paperNamed('doi:10.1000/xyz');
    await store.papers.merge(cascades.id, whole);
    expect(await store.addedPapers.find(lab, whole.id)).toMatchObject({ key });
    expect(await store.addedPapers.among(lab, [cascades.id, whole.id])).toEqual(new Set([whole.id]));
  });
});
