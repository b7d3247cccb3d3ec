import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/core/store/store.ts';
import { engines, openAt } from '../open.ts';
import { alice, bob, day, general, lab, messageNamed, otherAlice, paperNamed } from '../things.ts';

const [one, two, three, four] = ['one', 'two', 'three', 'four'].map((id) => paperNamed(id));
const elsewhere = { ...lab, id: 'C2' };

describe.each(engines)('what taste is learned from, on $engine', ({ freshUrl }) => {
  let store: Store;
  beforeEach(async () => {
    store = await openAt(await freshUrl());
  });

  it('is what somebody has in their list, the oldest first, and none of what is others’', async () => {
    expect(await store.tastes.of(alice)).toEqual({
      ...{ isOff: false, saved: [], savedBefore: [], unwanted: [], unwantedSince: [] },
    });
    await store.saves.save(alice, two, day(2));
    await store.saves.save(alice, three, day(1));
    await store.saves.save(alice, one, day(2));
    await store.saves.save(alice, four, day(3));
    await store.saves.unsave(alice, 'four', day(4));
    await store.saves.save(otherAlice, four, day(1));
    expect((await store.tastes.of(alice)).saved).toEqual(['three', 'one', 'two']);
  });

  it('is what came since they started afresh, while what they do not want stays hidden', async () => {
    await store.saves.save(alice, one, day(1));
    expect(await store.tastes.refuse(alice, two, day(1))).toBe(true);
    expect(await store.tastes.refuse(alice, two, day(2))).toBe(false);
    await store.tastes.startAfresh(alice, day(3));
    await store.saves.save(alice, three, day(4));
    await store.tastes.refuse(alice, four, day(4));
    expect(await store.tastes.of(alice)).toEqual({
      isOff: false,
      saved: ['three'],
      savedBefore: ['one'],
      unwanted: ['two', 'four'],
      unwantedSince: ['four'],
    });
    expect(await store.tastes.readmit(alice, 'four')).toBe(true);
    expect(await store.tastes.readmit(alice, 'four')).toBe(false);
    expect((await store.tastes.of(alice)).unwanted).toEqual(['two']);
    expect(await store.papers.get('four')).toBeUndefined();
    expect(await store.papers.get('two')).toEqual(two);
  });

  it('is, in a channel, what was saved for all to see there and is in lists still, person by person', async () => {
    const reacted = { message: messageNamed('1'), emoji: '🔖' };
    await store.reactionSaves.give({ ...reacted, member: alice, paper: 'two' }, two, day(2));
    await store.reactionSaves.give({ ...reacted, member: alice, emoji: '1️⃣', paper: 'two' }, two, day(2));
    await store.saves.save(alice, one, day(1), general);
    await store.saves.save(alice, three, day(1));
    await store.saves.save(alice, four, day(1), elsewhere);
    await store.reactionSaves.give({ ...reacted, member: bob, paper: 'four' }, four, day(3));
    await store.saves.save(otherAlice, one, day(1), general);
    expect((await store.tastes.inChannel(general)).toSorted()).toEqual([['four'], ['one', 'two']]);
    expect(await store.tastes.inChannel(elsewhere)).toEqual([['four']]);
    expect(await store.tastes.inChannel({ ...general, platform: 'discord' })).toEqual([]);
    await store.saves.unsave(alice, 'one', day(4));
    await store.saves.save(alice, one, day(5));
    await store.saves.unsave(bob, 'four', day(5));
    expect(await store.tastes.inChannel(general)).toEqual([['two']]);
    // Pressed for all to see although it was in the list already.
    await store.saves.save(alice, three, day(6), general);
    expect(await store.tastes.inChannel(general)).toEqual([['three', 'two']]);
    await store.tastes.switchOff(alice, true);
    expect(await store.tastes.inChannel(general)).toEqual([]);
    expect(await store.tastes.of(alice)).toMatchObject({ isOff: true });
    await store.tastes.switchOff(alice, false);
    await store.tastes.startAfresh(alice, day(2));
    expect(await store.tastes.inChannel(general)).toEqual([['two']]);
  });

  it('is what was saved in the threads of the channel’s digests too, and in no other thread', async () => {
    const thread = { ...lab, id: 'thread' };
    const destination = { kind: 'channel', channel: general } as const;
    const format = { topic: '', count: 5, layout: 'cards', thread: true } as const;
    const plan = { destination, schedule: '0 9 * * *', zone: 'UTC', ...format };
    await store.digests.add(plan, { home: lab, createdAt: day(1), nextDue: day(2) });
    const lease = { holder: 'one', now: day(2), until: day(3) };
    const [due] = await store.deliveryQueue.due(day(2), 1);
    const claimed = due && (await store.deliveryQueue.claim(due, lease));
    const posted = [{ message: messageNamed('1', thread), papers: ['one', 'two'] }];
    await store.deliveries.decide(claimed?.delivery.id ?? 0, lease, [], 0);
    await store.deliveries.recordPost(claimed?.delivery.id ?? 0, lease, 0, posted);
    const reaction = { emoji: '🔖', member: alice };
    await store.reactionSaves.give(
      { ...reaction, message: messageNamed('1', thread), paper: 'one' },
      one,
      day(2),
    );
    await store.saves.save(alice, two, day(3), thread);
    await store.saves.save(alice, three, day(3), { ...lab, id: 'another thread' });
    expect(await store.tastes.inChannel(general)).toEqual([['one', 'two']]);
    expect(await store.tastes.inChannel(elsewhere)).toEqual([]);
    expect(await store.tastes.inChannel({ ...general, workspace: 'T2' })).toEqual([]);
  });

  it('follows a paper that turns out to be another', async () => {
    await store.saves.save(alice, one, day(1), general);
    await store.saves.save(bob, two, day(1));
    await store.tastes.refuse(bob, one, day(1));
    await store.tastes.refuse(otherAlice, one, day(1));
    await store.tastes.refuse(otherAlice, two, day(2));
    await store.papers.merge('one', two);
    expect(await store.tastes.inChannel(general)).toEqual([['two']]);
    expect((await store.tastes.of(bob)).unwanted).toEqual(['two']);
    expect((await store.tastes.of(otherAlice)).unwanted).toEqual(['two']);
  });

  it('is gone with the person, and counted for them before', async () => {
    await store.saves.save(alice, one, day(1), general);
    await store.tastes.refuse(alice, two, day(1));
    await store.tastes.startAfresh(alice, day(1));
    await store.tastes.switchOff(alice, true);
    expect(await store.privacy.holdings(alice)).toMatchObject({ saved: 1, unwanted: 1 });
    await store.privacy.forget(alice, day(2));
    expect(await store.tastes.of(alice)).toEqual({
      ...{ isOff: false, saved: [], savedBefore: [], unwanted: [], unwantedSince: [] },
    });
    expect(await store.papers.all()).toEqual([]);
  });

  it('is gone with a workspace that removed the bot', async () => {
    await store.tastes.refuse(alice, two, day(1));
    await store.removedWorkspaces.add(lab, day(1));
    await store.removedWorkspaces.prune(day(2));
    expect((await store.tastes.of(alice)).unwanted).toEqual([]);
    expect(await store.papers.all()).toEqual([]);
  });
});
