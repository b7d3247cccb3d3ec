import { describe, expect, it } from 'vitest';
import { createClockWatch, pruneStore, pruneWorkspaces, startBackground } from '../../src/app/background.ts';
import { createChanges } from '../../src/core/bot/changes.ts';
import { createMemory } from '../../src/core/bot/memory.ts';
import type { ViewChange } from '../../src/core/chat/view.ts';
import { nobodyTyped } from '../../src/core/text/log-entry.ts';
import { papersToTry } from '../core/papers-to-try.ts';
import { engines, keepLog, openAt, openTestStore } from '../core/store/open.ts';
import { alice, day, messageNamed, paperNamed } from '../core/store/things.ts';

const settings = {
  bookmarks: [],
  keepMessages: 10,
  keepRemoved: 5,
  keepRemovedWorkspaces: 30,
  keepPapers: 0,
};

describe.each(engines)('the bot on $engine, once a day', ({ freshUrl }) => {
  it('forgets messages and removed papers past their time, and nothing else', async () => {
    const store = await openAt(await freshUrl());
    await store.shown.remember([{ message: messageNamed('old'), papers: ['a'] }], day(9));
    await store.shown.remember([{ message: messageNamed('new'), papers: ['a'] }], day(11));
    for (const [id, at] of [
      ['old', 14],
      ['new', 16],
    ] as const) {
      await store.saves.save(alice, paperNamed(id), day(1));
      await store.saves.setNote(alice, id, 'mine');
      await store.saves.unsave(alice, id, day(at));
    }
    await store.saves.save(alice, paperNamed('kept'), day(1));
    const log = keepLog();
    await pruneStore({ store, settings, now: () => day(20), log });
    expect(log.lines).toEqual(['info Forgot 1 old message and 1 paper removed from lists.']);
    expect(await store.shown.find(messageNamed('old'))).toBeUndefined();
    expect((await store.shown.find(messageNamed('new')))?.papers).toEqual(['a']);
    expect(await store.privacy.holdings(alice)).toMatchObject({ saved: 1, removed: 1 });
  });

  it('deletes all of a workspace past its time that removed the bot, and nothing of one that it returned to', async () => {
    const store = await openAt(await freshUrl());
    const [gone, back] = [
      { ...alice, workspace: 'gone' },
      { ...alice, workspace: 'back' },
    ];
    const messageIn = ({ platform, workspace }: typeof gone) => ({
      channel: { platform, workspace, id: 'C1' },
      id: '1',
    });
    for (const member of [gone, back, alice]) {
      const message = messageIn(member);
      await store.shown.remember([{ message, papers: ['a'] }], day(19));
      await store.reactionSaves.give({ message, member, emoji: '🔖', paper: 'a' }, paperNamed('a'), day(19));
      await store.addresses.propose(member, { address: 'a@b.org', codeHash: 'x', expires: day(99) });
      await store.digests.add(
        {
          destination: { kind: 'channel', channel: message.channel },
          ...{ schedule: '0 9 * * *', zone: 'UTC', topic: '', count: 1, layout: 'cards', thread: false },
        },
        {
          home: { platform: member.platform, workspace: member.workspace },
          createdAt: day(1),
          nextDue: day(90),
        },
      );
    }
    for (const { platform, workspace } of [gone, back]) {
      await store.welcomedPlaces.add({ platform, workspace, channel: 'C1' }, day(1));
      expect(await store.removedWorkspaces.add({ platform, workspace }, day(1))).toBe(true);
      expect(await store.removedWorkspaces.add({ platform, workspace }, day(19))).toBe(false);
    }
    await store.removedWorkspaces.remove({ platform: back.platform, workspace: 'back' });
    const prune = (at: number) => pruneWorkspaces({ store, settings, now: () => day(at), log: keepLog() });
    await prune(20);
    expect(await store.digests.all()).toHaveLength(3);
    await prune(32);
    expect((await store.digests.all()).map(({ home }) => home.workspace)).toEqual(['back', alice.workspace]);
    expect(await store.reactionSaves.on(messageIn(gone))).toEqual([]);
    for (const { platform, workspace } of [gone, back])
      expect(await store.welcomedPlaces.add({ platform, workspace, channel: 'C1' }, day(33))).toBe(
        workspace === 'gone',
      );
    expect((await store.privacy.namesakes(alice)).map(({ workspace }) => workspace)).not.toContain('gone');
    expect(await store.privacy.holdings(back)).toMatchObject({ saved: 1, addresses: 1 });
  });

  it('still knows the reactions to removed papers, lest they save them again at the next start', async () => {
    const store = await openAt(await freshUrl());
    const mark = { message: messageNamed('new'), member: alice, emoji: '🔖', paper: 'a' };
    await store.reactionSaves.give(mark, paperNamed('a'), day(1));
    await store.saves.unsave(alice, 'a', day(2));
    const prune = (at: number) => pruneStore({ store, settings, now: () => day(at), log: keepLog() });
    await prune(20);
    expect(await store.privacy.holdings(alice)).toMatchObject({ saved: 0, removed: 0 });
    expect(await store.reactionSaves.on(mark.message)).toEqual([mark]);
    await prune(40);
    expect(await store.reactionSaves.on(mark.message)).toEqual([]);
    expect(await store.papers.all()).toEqual([]);
  });

  it('lets go fetched papers past their time, but those that somebody saved or was shown, by any of their names', async () => {
    const store = await openAt(await freshUrl());
    const whole = paperNamed('arxiv:2303.08010', { title: 'Cascades at Work', doi: '10.1000/a' });
    const named = (id: string) => ({ key: id, paper: paperNamed(id, { title: whole.title }) });
    const names = [whole.id, 'doi:10.1000/a', 'cascades-at-work', 'shown', 'old'];
    await store.keptPapers.take('feed', names.map(named), [], day(1));
    await store.keptPapers.take('feed', [named('young')], [], day(16));
    await store.saves.save(alice, whole, day(2));
    const shown = paperNamed('shown');
    await store.shown.remember([{ message: messageNamed('1'), papers: [shown.id] }], day(15), 'T1', [shown]);
    const log = keepLog();
    const prune = (keepPapers: number) =>
      pruneStore({ store, settings: { ...settings, keepPapers }, now: () => day(20), log });
    await prune(0);
    expect((await store.keptPapers.describe('feed')).count).toBe(6);
    await prune(5);
    const { days } = await store.keptPapers.changedSince('feed', 0);
    const left = days.flatMap(({ papers }) => papers.map(({ key }) => key));
    expect(left).toEqual([...names.slice(0, 4), 'young']);
    expect(log.lines).toEqual(['info Removed 1 fetched paper older than 5 days.']);
  });

  it('goes on where the store cannot be used, which says so itself', async () => {
    const store = await openAt(await freshUrl());
    await store.close();
    const log = keepLog();
    await pruneStore({ store, settings, now: () => day(20), log });
    expect(log.lines).toEqual([]);
  });
});

it('tells views of the papers once lists are up to date with them, at the start and after each change', async () => {
  const [paper] = papersToTry;
  if (paper === undefined) throw new Error('there are no papers to try');
  const store = await openTestStore();
  const log = keepLog();
  await store.saves.save(alice, { ...paper, venue: 'somewhere else' }, day(1));
  let change = () => {};
  const corpus = {
    papers: [paper],
    get: (id: string) => (id === paper.id ? paper : undefined),
    titled: () => [],
    onChange(listener: (told: { put: []; removed: [] }) => void) {
      change = () => listener({ put: [], removed: [] });
      return () => {};
    },
  };
  const now = () => day(2);
  const changes = createChanges(log);
  const next = async (act: () => void) => {
    let stop = () => {};
    const told = new Promise<ViewChange>((resolve) => {
      stop = changes.follow(resolve);
    });
    act();
    return told.finally(stop);
  };
  const memory = createMemory({ store, corpus, log, now });
  let stop = async () => {};
  const first = next(() => {
    ({ stop } = startBackground({ corpus, store, memory, changes, settings, now, log }));
  });
  expect(await first).toEqual({ of: 'papers' });
  expect((await store.papers.get(paper.id))?.venue).toBe(paper.venue);
  expect(await next(change)).toEqual({ of: 'papers' });
  await stop();
});

it('deletes nothing at the start of a workspace that may have taken the bot back meanwhile', async () => {
  const store = await openTestStore();
  await store.saves.save(alice, paperNamed('a'), day(1));
  await store.removedWorkspaces.add(alice, day(1));
  const corpus = { papers: [], get: () => undefined, titled: () => [], onChange: () => () => {} };
  const [log, now] = [keepLog(), () => day(60)];
  const memory = createMemory({ store, log, now });
  const { stop } = startBackground({
    corpus,
    store,
    memory,
    changes: createChanges(log),
    settings,
    now,
    log,
  });
  await stop();
  expect(await store.privacy.holdings(alice)).toMatchObject({ saved: 1 });
});

it('says once in the log that the clock of this machine is wrong, until it was right', async () => {
  const store = await openTestStore();
  const log = keepLog();
  const found = ['The clock is wrong.', 'The clock is wrong.', undefined, 'The clock is wrong.'];
  const findClockTrouble = async () => {
    const trouble = found.shift();
    return trouble === undefined ? undefined : nobodyTyped(trouble);
  };
  const compare = createClockWatch({ store: { findClockTrouble }, log });
  for (const lines of [1, 1, 1, 2]) {
    await compare();
    expect(log.lines).toHaveLength(lines);
  }
  await store.close();
  await createClockWatch({ store, log })();
  expect(log.lines).toHaveLength(2);
});
