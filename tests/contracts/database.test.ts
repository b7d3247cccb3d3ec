import { beforeEach, describe, expect, it } from 'vitest';
import type { NumberPlace } from '../../src/core/chat/numbered-list.ts';
import type { ReactionSave } from '../../src/core/store/lists/reaction-save.ts';
import type { Store } from '../../src/core/store/store.ts';
import { engines, keepLog, openAt } from '../core/store/open.ts';
import {
  alice,
  bob,
  day,
  general,
  lab,
  messageNamed,
  numbered,
  otherAlice,
  paperNamed,
} from '../core/store/things.ts';
import { countTurns, SLICE } from '../growth.ts';

const cascades = paperNamed('arxiv:2303.08010', { title: 'Cascades', keywords: ['uncertainty'] });
const networks = paperNamed('arxiv:2212.07959', { title: 'Networks', published: '2022-12' });
const hostile = '🔖 <@U1> *"\'; drop table saves; --\\ %_ ٣ 漢字 \u202e';

describe.each(engines)('the store on $engine', ({ freshUrl }) => {
  let url = '';
  let store: Store;
  const log = keepLog();
  beforeEach(async () => {
    url = await freshUrl();
    store = await openAt(url, log);
  });

  const bookmark = (more: Partial<ReactionSave> = {}): ReactionSave => ({
    message: messageNamed('1'),
    member: alice,
    emoji: '🔖',
    paper: cascades.id,
    ...more,
  });
  const star = (more: Partial<ReactionSave> = {}): ReactionSave =>
    bookmark({ emoji: '⭐', tag: 'favourite', ...more });
  const listed = async (member = alice) =>
    (await store.saves.list(member)).map(({ paper, tags }) => [paper.id, ...tags].join(' '));

  describe('lists', () => {
    it('keep what a person saves, the newest first, for nobody else to see', async () => {
      expect(await store.saves.save(alice, cascades, day(1))).toBe(true);
      expect(await store.saves.save(alice, networks, day(2))).toBe(true);
      expect(await store.saves.list(alice)).toEqual([
        { paper: networks, savedAt: day(2), note: '', tags: [] },
        { paper: cascades, savedAt: day(1), note: '', tags: [] },
      ]);
      expect(await store.saves.find(alice, cascades.id)).toEqual({
        paper: cascades,
        savedAt: day(1),
        note: '',
        tags: [],
      });
      for (const other of [bob, otherAlice, { ...alice, platform: 'discord' }]) {
        expect(await store.saves.list(other)).toEqual([]);
        expect(await store.saves.find(other, cascades.id)).toBeUndefined();
      }
    });

    it('take a paper once, however often it is saved', async () => {
      await store.saves.save(alice, cascades, day(1));
      expect(await store.saves.save(alice, cascades, day(2))).toBe(false);
      expect(await store.saves.list(alice)).toMatchObject([{ savedAt: day(1) }]);
    });

    it('lose what is taken out, and get its note, tags and reading back when it is saved again', async () => {
      await store.saves.save(alice, cascades, day(1));
      await store.saves.setNote(alice, cascades.id, 'For Tuesday');
      await store.saves.setTags(alice, cascades.id, ['group', 'calibration']);
      await store.saves.setRead(alice, cascades.id, day(2));
      expect(await store.saves.unsave(alice, cascades.id, day(3))).toBe(true);
      expect(await store.saves.unsave(alice, cascades.id, day(3))).toBe(false);
      expect(await store.saves.list(alice)).toEqual([]);
      expect(await store.saves.find(alice, cascades.id)).toBeUndefined();
      expect(await store.saves.save(alice, cascades, day(4))).toBe(true);
      expect(await store.saves.list(alice)).toEqual([
        {
          paper: cascades,
          savedAt: day(4),
          readAt: day(2),
          note: 'For Tuesday',
          tags: ['calibration', 'group'],
        },
      ]);
    });

    it('change nothing about a paper that is not in them', async () => {
      expect(await store.saves.unsave(alice, cascades.id, day(1))).toBe(false);
      await store.saves.save(alice, cascades, day(1));
      await store.saves.unsave(alice, cascades.id, day(1));
      for (const [member, paper] of [
        [alice, cascades.id],
        [alice, 'unheard-of'],
        [bob, cascades.id],
      ] as const) {
        expect(await store.saves.setRead(member, paper, day(2))).toBe(false);
        expect(await store.saves.setNote(member, paper, 'a note')).toBe(false);
        expect(await store.saves.setTags(member, paper, ['a-tag'])).toBe(false);
      }
      await store.saves.save(alice, cascades, day(3));
      expect(await store.saves.list(alice)).toMatchObject([{ note: '', tags: [] }]);
    });

    it('hold each tag once in alphabetical order, and forget a reading', async () => {
      await store.saves.save(alice, cascades, day(1));
      expect(await store.saves.setTags(alice, cascades.id, ['über', 'zoo', 'ape', 'ape'])).toBe(true);
      expect(await store.saves.setRead(alice, cascades.id, day(2))).toBe(true);
      expect(await store.saves.setRead(alice, cascades.id, undefined)).toBe(true);
      expect(await store.saves.find(alice, cascades.id)).toEqual({
        paper: cascades,
        savedAt: day(1),
        note: '',
        tags: ['ape', 'über', 'zoo'],
      });
    });

    it('keep hostile text as it is, but for what is no text', async () => {
      const paper = paperNamed('doi:10.1000/a"b\'c\\d%_', { title: hostile, abstract: 'half \ud83d a pair' });
      const person = { ...alice, id: hostile };
      await store.saves.save(person, paper, day(1));
      await store.saves.setNote(person, paper.id, `${hostile}\n\0NUL and half \ud83d a pair`);
      await store.saves.setTags(person, paper.id, [hostile]);
      expect(await store.saves.list(person)).toEqual([
        { paper, savedAt: day(1), note: `${hostile}\nNUL and half  a pair`, tags: [hostile] },
      ]);
      expect(await store.saveCounts.count(lab, [paper.id])).toEqual(new Map([[paper.id, 1]]));
    });

    it('still hold all of it after the store was closed and opened again', async () => {
      await store.saves.save(alice, cascades, day(1));
      await store.reactionSaves.give(star({ member: bob }), networks, day(2));
      await store.close();
      store = await openAt(url, log);
      expect(await listed()).toEqual([cascades.id]);
      expect(await listed(bob)).toEqual([`${networks.id} favourite`]);
    });
  });

  describe('a reaction', () => {
    it('saves once, however often it is told', async () => {
      expect(await store.reactionSaves.give(bookmark(), cascades, day(1))).toBe(true);
      expect(await store.reactionSaves.give(bookmark(), cascades, day(2))).toBe(false);
      expect(await store.saves.list(alice)).toMatchObject([{ paper: cascades, savedAt: day(1) }]);
      expect(await store.reactionSaves.on(messageNamed('1'))).toEqual([bookmark()]);
    });

    it('is taken back once, and the paper with it', async () => {
      await store.reactionSaves.give(bookmark(), cascades, day(1));
      expect(await store.reactionSaves.takeBack(bookmark(), day(2))).toBe(true);
      expect(await store.reactionSaves.takeBack(bookmark(), day(2))).toBe(false);
      expect(await listed()).toEqual([]);
      expect(await store.reactionSaves.on(messageNamed('1'))).toEqual([]);
    });

    it('that nobody gave changes nothing when it is taken back', async () => {
      await store.saves.save(alice, cascades, day(1));
      expect(await store.reactionSaves.takeBack(bookmark(), day(2))).toBe(false);
      await store.reactionSaves.give(bookmark({ member: bob }), cascades, day(2));
      expect(await store.reactionSaves.takeBack(bookmark(), day(3))).toBe(false);
      expect(await listed()).toEqual([cascades.id]);
      expect(await listed(bob)).toEqual([cascades.id]);
    });

    it('leaves a paper saved on purpose where it is', async () => {
      await store.reactionSaves.give(bookmark(), cascades, day(1));
      expect(await store.saves.save(alice, cascades, day(2))).toBe(false);
      expect(await store.reactionSaves.takeBack(bookmark(), day(3))).toBe(false);
      expect(await listed()).toEqual([cascades.id]);
    });

    it('holds the paper until the last one is taken back', async () => {
      const elsewhere = bookmark({ message: messageNamed('2', { ...general, id: 'C2' }) });
      expect(await store.reactionSaves.give(bookmark(), cascades, day(1))).toBe(true);
      expect(await store.reactionSaves.give(elsewhere, cascades, day(2))).toBe(false);
      expect(await store.reactionSaves.takeBack(bookmark(), day(3))).toBe(false);
      expect(await listed()).toEqual([cascades.id]);
      expect(await store.reactionSaves.takeBack(elsewhere, day(4))).toBe(true);
      expect(await listed()).toEqual([]);
    });

    it('leaves a paper in the list that has a note or a tag of its own', async () => {
      await store.reactionSaves.give(bookmark(), cascades, day(1));
      await store.saves.setNote(alice, cascades.id, 'for Monday');
      expect(await store.reactionSaves.takeBack(bookmark(), day(2))).toBe(false);
      expect(await listed()).toEqual([cascades.id]);
      await store.reactionSaves.give(star({ member: bob }), cascades, day(1));
      await store.saves.setTags(bob, cascades.id, ['own', 'favourite']);
      expect(await store.reactionSaves.takeBack(star({ member: bob }), day(2))).toBe(true);
      expect(await listed(bob)).toEqual([`${cascades.id} own`]);
    });

    it('gives its tag and takes it away again', async () => {
      await store.reactionSaves.give(bookmark(), cascades, day(1));
      expect(await store.reactionSaves.give(star(), cascades, day(2))).toBe(true);
      expect(await listed()).toEqual([`${cascades.id} favourite`]);
      expect(await store.reactionSaves.on(messageNamed('1'))).toEqual([bookmark(), star()]);
      expect(await store.reactionSaves.takeBack(star(), day(3))).toBe(true);
      expect(await listed()).toEqual([cascades.id]);
    });

    it('leaves a tag that another reaction gives too', async () => {
      await store.saves.save(alice, cascades, day(1));
      await store.saves.setTags(alice, cascades.id, ['own']);
      await store.reactionSaves.give(star(), cascades, day(2));
      await store.reactionSaves.give(star({ message: messageNamed('2') }), cascades, day(2));
      await store.reactionSaves.give(star({ member: bob }), cascades, day(2));
      expect(await store.reactionSaves.takeBack(star(), day(3))).toBe(false);
      expect(await listed()).toEqual([`${cascades.id} favourite own`]);
      expect(await store.reactionSaves.takeBack(star({ message: messageNamed('2') }), day(3))).toBe(true);
      expect(await listed()).toEqual([`${cascades.id} own`]);
      expect(await listed(bob)).toEqual([`${cascades.id} favourite`]);
    });

    it('stays known when its paper is taken out, and saves it again only when given anew', async () => {
      await store.reactionSaves.give(bookmark(), cascades, day(1));
      await store.saves.unsave(alice, cascades.id, day(2));
      expect(await store.reactionSaves.on(messageNamed('1'))).toEqual([bookmark()]);
      expect(await store.reactionSaves.give(bookmark(), cascades, day(3))).toBe(false);
      expect(await listed()).toEqual([]);
      expect(await store.reactionSaves.takeBack(bookmark(), day(4))).toBe(false);
      expect(await store.reactionSaves.give(bookmark(), cascades, day(5))).toBe(true);
      expect(await listed()).toEqual([cascades.id]);
    });

    it('means its paper among several on a message', async () => {
      await store.reactionSaves.give(bookmark({ emoji: '1️⃣' }), cascades, day(1));
      await store.reactionSaves.give(bookmark({ emoji: '2️⃣', paper: networks.id }), networks, day(2));
      expect(await listed()).toEqual([networks.id, cascades.id]);
      await store.reactionSaves.takeBack(bookmark({ emoji: '1️⃣' }), day(3));
      expect(await listed()).toEqual([networks.id]);
    });

    it('told by many at once saves once', async () => {
      const other = await openAt(url, log);
      const told = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? store : other));
      const changed = await Promise.all(
        told.map(({ reactionSaves }) => reactionSaves.give(bookmark(), cascades, day(1))),
      );
      expect(changed.filter(Boolean)).toHaveLength(1);
      expect(await listed()).toEqual([cascades.id]);
    });

    it('given and taken back by many at once leaves list and reactions in agreement', async () => {
      const other = await openAt(url, log);
      const messages = ['1', '2', '3', '4'].map((id) => messageNamed(id));
      await Promise.all(
        Array.from({ length: 40 }, (_, at) => {
          const mark = star({ message: messages[at % 4] ?? messageNamed('1') });
          const { reactionSaves } = at % 3 === 0 ? store : other;
          return at % 5 < 3
            ? reactionSaves.give(mark, cascades, day(1))
            : reactionSaves.takeBack(mark, day(1));
        }),
      );
      const marks = (await Promise.all(messages.map((message) => store.reactionSaves.on(message)))).flat();
      expect(await listed()).toEqual(marks.length > 0 ? [`${cascades.id} favourite`] : []);
    });
  });

  describe('counts', () => {
    it('tell how many people of the workspace saved each paper', async () => {
      await store.saves.save(alice, cascades, day(1));
      await store.saves.save(bob, cascades, day(1));
      await store.saves.save(otherAlice, cascades, day(1));
      await store.saves.save(bob, networks, day(1));
      await store.saves.unsave(bob, networks.id, day(2));
      expect(await store.saveCounts.count(lab, [cascades.id, networks.id, 'unheard-of'])).toEqual(
        new Map([[cascades.id, 2]]),
      );
      expect(await store.saveCounts.count(lab, [])).toEqual(new Map());
    });

    it('take as many papers at once as a corpus has', async () => {
      await store.saves.save(alice, cascades, day(1));
      const corpus = Array.from({ length: 40_000 }, (_, number) => `paper-${number}`);
      expect(await store.saveCounts.count(lab, [...corpus, cascades.id])).toEqual(
        new Map([[cascades.id, 1]]),
      );
    });

    it('tell every save of the workspace since a day', async () => {
      await store.saves.save(alice, cascades, day(1));
      await store.saves.save(alice, networks, day(2));
      await store.saves.save(bob, cascades, day(3));
      await store.saves.save(bob, networks, day(4));
      await store.saves.unsave(bob, networks.id, day(5));
      await store.saves.save(otherAlice, cascades, day(3));
      expect(await store.saveCounts.since(lab, day(2))).toEqual([
        { paper: networks.id, at: day(2) },
        { paper: cascades.id, at: day(3) },
      ]);
    });
  });

  describe('what is kept of a person', () => {
    it('is told in numbers and can be deleted for good', async () => {
      expect(await store.privacy.holdings(alice)).toEqual({
        saved: 0,
        notes: 0,
        tags: 0,
        reactions: 0,
        removed: 0,
        subscriptions: 0,
        addresses: 0,
        added: 0,
        followed: 0,
        unwanted: 0,
      });
      await store.saves.save(alice, cascades, day(1));
      await store.saves.setNote(alice, cascades.id, 'a note');
      await store.saves.setTags(alice, cascades.id, ['a', 'b']);
      await store.reactionSaves.give(star({ paper: networks.id }), networks, day(1));
      await store.saves.unsave(alice, networks.id, day(2));
      await store.reactionSaves.give(bookmark({ member: bob }), cascades, day(1));
      await store.numberedLists.remember(
        { channel: general, member: alice, key: 'a', papers: numbered([1, cascades.id]) },
        day(1),
      );
      expect(await store.privacy.holdings(alice)).toEqual({
        saved: 1,
        notes: 1,
        tags: 3,
        reactions: 1,
        removed: 1,
        subscriptions: 0,
        addresses: 0,
        added: 0,
        followed: 0,
        unwanted: 0,
      });

      await store.privacy.forget(alice, new Date());
      expect(await store.privacy.holdings(alice)).toMatchObject({ saved: 0, reactions: 0, removed: 0 });
      expect(await store.saves.list(alice)).toEqual([]);
      expect(await store.numberedLists.find({ channel: general }, alice)).toBeUndefined();
      expect(await store.reactionSaves.on(messageNamed('1'))).toEqual([bookmark({ member: bob })]);
      expect(await listed(bob)).toEqual([cascades.id]);
      expect(await store.papers.all()).toEqual([cascades]);
      await store.saves.save(alice, cascades, day(3));
      expect(await store.saves.list(alice)).toMatchObject([{ note: '', tags: [] }]);
      await store.privacy.forget({ ...alice, id: 'nobody' }, new Date());
    });

    it('knows for a while that somebody was deleted', async () => {
      await store.saves.save(alice, cascades, day(1));
      await store.privacy.forget(alice, day(2));
      expect(await store.privacy.wasForgotten(alice)).toBe(true);
      expect(await store.privacy.wasForgotten({ ...alice, workspace: 'elsewhere' })).toBe(false);
      expect(await store.privacy.prune(day(2))).toBe(0);
      expect(await store.privacy.prune(day(3))).toBe(1);
      expect(await store.privacy.wasForgotten(alice)).toBe(false);
    });

    it('is pruned of what was taken out long ago, and papers with it', async () => {
      await store.reactionSaves.give(bookmark(), cascades, day(1));
      await store.saves.unsave(alice, cascades.id, day(2));
      await store.saves.save(alice, networks, day(1));
      await store.saves.save(bob, networks, day(1));
      await store.saves.unsave(bob, networks.id, day(9));
      expect(await store.saves.prune(day(5))).toBe(1);
      expect(await store.privacy.holdings(alice)).toMatchObject({ saved: 1, reactions: 0, removed: 0 });
      expect(await store.privacy.holdings(bob)).toMatchObject({ removed: 1 });
      expect(await store.papers.all()).toEqual([networks]);
    });

    it('keeps the reactions to what was taken out lately, however old, so that they save nothing again', async () => {
      await store.reactionSaves.give(bookmark(), cascades, day(1));
      await store.saves.unsave(alice, cascades.id, day(6));
      expect(await store.saves.prune(day(5))).toBe(0);
      expect(await store.reactionSaves.give(bookmark(), cascades, day(7))).toBe(false);
      expect(await listed()).toEqual([]);
    });
  });

  describe('messages', () => {
    it('are found with their papers in order, where they were shown', async () => {
      const message = messageNamed('1');
      await store.shown.remember([{ message, papers: [networks.id, cascades.id] }], day(1));
      expect(await store.shown.find(message)).toEqual({
        message,
        papers: [networks.id, cascades.id],
        home: 'T1',
        at: day(1),
      });
      expect(await store.shown.find(messageNamed('2'))).toBeUndefined();
      expect(await store.shown.find(messageNamed('1', { ...general, id: 'C2' }))).toBeUndefined();
      expect(await store.shown.find(messageNamed('1', { ...general, workspace: 'T2' }))).toBeUndefined();
    });

    it('in a direct conversation belong to the workspace they were sent for', async () => {
      const message = messageNamed('1', { platform: 'discord', workspace: '', id: 'D1' });
      await store.shown.remember([{ message, papers: [cascades.id] }], day(1), 'S1');
      await store.shown.remember([{ message, papers: [networks.id] }], day(2));
      expect(await store.shown.find(message)).toMatchObject({
        home: 'S1',
        papers: [networks.id],
        at: day(2),
      });
    });

    it('show what they were changed to, even nothing', async () => {
      const message = messageNamed('1');
      await store.shown.remember([{ message, papers: [cascades.id, networks.id] }], day(1));
      await store.shown.remember([{ message, papers: [networks.id] }], day(2));
      expect((await store.shown.find(message))?.papers).toEqual([networks.id]);
      await store.shown.remember([{ message, papers: [] }], day(3));
      expect(await store.shown.find(message)).toBeUndefined();
    });

    it('of a platform are told from the newest on, and the old ones pruned', async () => {
      const elsewhere = messageNamed('9', { platform: 'discord', workspace: 'S1', id: 'C1' });
      for (const number of [1, 2, 3, 4])
        await store.shown.remember(
          [{ message: messageNamed(String(number)), papers: [cascades.id, networks.id] }],
          day(number),
        );
      await store.shown.remember([{ message: elsewhere, papers: [cascades.id] }], day(5));
      const recent = async (since: Date, limit: number) =>
        (await store.shown.recent('slack', since, limit)).map(({ message }) => message.id);
      expect(await recent(day(2), 10)).toEqual(['4', '3', '2']);
      expect(await recent(day(1), 2)).toEqual(['4', '3']);
      expect((await store.shown.recent('slack', day(1), 1))[0]?.papers).toEqual([cascades.id, networks.id]);
      expect(await store.shown.prune(day(3))).toBe(2);
      expect(await recent(day(1), 10)).toEqual(['4', '3']);
      expect(await store.shown.find(messageNamed('1'))).toBeUndefined();
    });
  });

  describe('what numbers mean', () => {
    const channelOnly = { channel: general };
    const own = { channel: general, member: alice };
    const numbersOf = async (place: NumberPlace, member = alice) => [
      ...((await store.numberedLists.find(place, member))?.papers ?? []),
    ];

    it('adds up over the pages of one list and is replaced by the next', async () => {
      const remember = (key: string, ...entries: readonly (readonly [number, string])[]) =>
        store.numberedLists.remember({ ...own, key, papers: numbered(...entries) }, day(1));
      expect(await store.numberedLists.find(channelOnly, alice)).toBeUndefined();
      await remember('paper a', [1, 'one'], [2, 'two']);
      await remember('paper a', [2, 'two again'], [3, 'three']);
      expect(await numbersOf(channelOnly)).toEqual([
        [1, 'one'],
        [2, 'two again'],
        [3, 'three'],
      ]);
      await remember('paper b', [1, 'another']);
      expect(await store.numberedLists.find(channelOnly, alice)).toEqual({
        key: 'paper b',
        papers: new Map([[1, 'another']]),
        at: day(1),
      });
      expect(await numbersOf(channelOnly, bob)).toEqual([]);
      expect(await numbersOf({ channel: { ...general, id: 'C2' } })).toEqual([]);
    });

    it('is the newest that the person sees: what everybody sees there, or what they alone do', async () => {
      const post = { channel: general, message: '10', key: 'digest', papers: numbered([1, 'posted']) };
      await store.numberedLists.remember({ ...own, key: 'a', papers: numbered([1, 'mine']) }, day(1));
      await store.numberedLists.remember(post, day(2));
      await store.numberedLists.remember(
        { channel: general, member: bob, key: 'b', papers: numbered([1, 'his']) },
        day(3),
      );
      expect(await numbersOf(channelOnly)).toEqual([[1, 'posted']]);
      expect(await numbersOf(channelOnly, bob)).toEqual([[1, 'his']]);
      expect(await numbersOf(channelOnly, otherAlice)).toEqual([[1, 'posted']]);
      await store.numberedLists.remember({ ...own, key: 'c', papers: numbered([2, 'newer']) }, day(4));
      expect(await numbersOf(channelOnly)).toEqual([[2, 'newer']]);
    });

    it('is, in a reply or in a thread, that of the message, of whichever of its messages', async () => {
      const digest = { channel: general, message: '10', key: 'digest' };
      const later = { channel: general, message: '20', key: 'later', papers: numbered([1, 'later']) };
      const parts = [
        new Map([[1, { paper: 'first', message: '11' }]]),
        new Map([[2, { paper: 'second', message: '12' }]]),
      ];
      for (const papers of parts) await store.numberedLists.remember({ ...digest, papers }, day(1));
      await store.numberedLists.remember(later, day(2));
      await store.numberedLists.remember(
        { ...own, thread: '20', key: 'in it', papers: numbered([1, 'mine in the thread']) },
        day(3),
      );
      const both = [
        [1, 'first'],
        [2, 'second'],
      ];
      expect(await numbersOf({ ...channelOnly, thread: '10' })).toEqual(both);
      expect(await numbersOf({ ...channelOnly, repliesTo: '12' })).toEqual(both);
      expect(await numbersOf({ channel: { ...general, id: '10' } })).toEqual(both);
      expect(await numbersOf(channelOnly)).toEqual([[1, 'later']]);
      expect(await numbersOf({ ...channelOnly, thread: '20' })).toEqual([[1, 'mine in the thread']]);
      expect(await numbersOf({ ...channelOnly, thread: '20' }, bob)).toEqual([[1, 'later']]);
      expect(await numbersOf({ ...channelOnly, repliesTo: 'unknown' })).toEqual([[1, 'later']]);
      expect(await numbersOf({ channel: { ...general, workspace: 'T2' }, repliesTo: '12' })).toEqual([]);
    });

    it('is pruned by the day it was shown', async () => {
      const list = { channel: general, key: 'paper', papers: numbered([1, 'one']) };
      await store.numberedLists.remember({ ...list, member: alice }, day(1));
      await store.numberedLists.remember({ ...list, member: bob }, day(1));
      await store.numberedLists.remember({ ...list, member: bob }, day(3));
      expect(await store.numberedLists.prune(day(2))).toBe(1);
      expect(await numbersOf(channelOnly)).toEqual([]);
      expect(await numbersOf(channelOnly, bob)).toEqual([[1, 'one']]);
    });
  });

  describe('papers', () => {
    it('are kept whole, and brought up to date', async () => {
      const full = paperNamed('doi:10.1/x', {
        recordIds: ['a'],
        authors: ['Ada Lovelace'],
        published: '2024-01-02',
        urlIsSearch: true,
        doi: '10.1/x',
        code: 'https://example.org/code',
        venue: 'ICML',
        categories: ['cs.LG'],
        keywords: ['a', 'b'],
        upvotes: 3,
        source: 'a page',
        position: 2,
      });
      await store.saves.save(alice, full, day(1));
      await store.saves.save(alice, cascades, day(1));
      expect(await store.papers.get(full.id)).toEqual(full);
      const newer = { ...full, venue: 'ICML 2024' };
      await store.papers.refresh([newer, cascades, networks]);
      expect(await store.papers.get(full.id)).toEqual(newer);
      expect(await store.papers.get(networks.id)).toBeUndefined();
      expect(await store.papers.all()).toEqual([cascades, newer]);
      expect(await store.saves.find(alice, full.id)).toMatchObject({ paper: { venue: 'ICML 2024' } });
    });

    it('are told one and all, however many there are, while others get their turn', async () => {
      const many = Array.from({ length: 1_201 }, (_, number) => paperNamed(`paper-${10_000 + number}`));
      const message = messageNamed('1');
      const show = (papers: typeof many) =>
        store.shown.remember([{ message, papers: ['any'] }], day(1), undefined, papers);
      const { turns, work } = await countTurns(async () => {
        for (let start = 0; start < many.length; start += 100) await show(many.slice(start, start + 100));
      });
      expect(turns).toBeGreaterThan(work / SLICE);
      expect(await store.papers.all()).toEqual(many);
    });

    it('that were shown are known even when nobody saved them, until the last message is forgotten', async () => {
      const remember = (id: string, at: Date) =>
        store.shown.remember([{ message: messageNamed(id), papers: [cascades.id] }], at, undefined, [
          cascades,
        ]);
      await remember('1', day(1));
      await remember('2', day(3));
      expect(await store.papers.get(cascades.id)).toEqual(cascades);
      await store.shown.prune(day(2));
      expect(await store.papers.get(cascades.id)).toEqual(cascades);
      await store.shown.prune(day(4));
      expect(await store.papers.get(cascades.id)).toBeUndefined();
    });

    it('that turn out to be the same become one, in all that refers to them', async () => {
      const titled = paperNamed('cascades');
      await store.saves.save(alice, titled, day(1));
      await store.saves.setNote(alice, titled.id, 'first');
      await store.saves.setTags(alice, titled.id, ['b']);
      await store.saves.save(alice, cascades, day(2));
      await store.saves.setNote(alice, cascades.id, 'second');
      await store.saves.setTags(alice, cascades.id, ['a']);
      await store.saves.setRead(alice, cascades.id, day(3));
      await store.reactionSaves.give(bookmark({ member: bob, paper: titled.id }), titled, day(4));
      await store.shown.remember([{ message: messageNamed('1'), papers: [titled.id, networks.id] }], day(1));
      await store.numberedLists.remember(
        { channel: general, member: bob, key: 'a', papers: numbered([1, titled.id]) },
        day(1),
      );

      await store.papers.merge(titled.id, cascades);
      await store.papers.merge('unheard-of', cascades);
      await store.papers.merge(cascades.id, cascades);
      const [joined, ...rest] = await store.saves.list(alice);
      expect(rest).toEqual([]);
      expect(joined).toMatchObject({ paper: cascades, savedAt: day(1), readAt: day(3), tags: ['a', 'b'] });
      expect(joined?.note.split('\n\n').sort()).toEqual(['first', 'second']);
      expect(await listed(bob)).toEqual([cascades.id]);
      expect((await store.shown.find(messageNamed('1')))?.papers).toEqual([cascades.id, networks.id]);
      expect((await store.numberedLists.find({ channel: general }, bob))?.papers).toEqual(
        new Map([[1, cascades.id]]),
      );
      expect(await store.papers.all()).toEqual([cascades]);
      expect(await store.reactionSaves.takeBack(bookmark({ member: bob }), day(5))).toBe(true);
      expect(await listed(bob)).toEqual([]);
    });

    it('that are one now stay in a list where either of them was', async () => {
      const titled = paperNamed('cascades');
      await store.saves.save(alice, titled, day(1));
      await store.saves.setNote(alice, titled.id, 'kept');
      await store.saves.unsave(alice, titled.id, day(2));
      await store.saves.save(alice, cascades, day(3));
      await store.saves.save(bob, titled, day(1));
      await store.saves.unsave(bob, titled.id, day(2));
      await store.papers.merge(titled.id, cascades);
      expect(await store.saves.list(alice)).toEqual([
        { paper: cascades, savedAt: day(3), note: 'kept', tags: [] },
      ]);
      expect(await listed(bob)).toEqual([]);
      expect(await store.privacy.holdings(bob)).toMatchObject({ removed: 1 });
    });
  });

  it('rejects everything once it is closed', async () => {
    await store.close();
    await expect(store.saves.list(alice)).rejects.toThrow('The store is closed.');
    await expect(store.saves.save(alice, cascades, day(1))).rejects.toThrow('The store is closed.');
  });

  it('says nothing in the log while all is well', () => {
    expect(log.lines).toEqual([]);
  });
});
