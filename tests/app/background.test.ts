import { describe, expect, it } from 'vitest';
import { pruneStore } from '../../src/app/background.ts';
import { engines, keepLog, openAt } from '../core/store/open.ts';
import { alice, day, messageNamed, paperNamed } from '../core/store/things.ts';

const settings = { bookmarks: [], keepMessages: 10, keepRemoved: 5 };

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
    expect(log.lines).toEqual(['info Forgot 1 old messages and 1 papers taken out of lists.']);
    expect(await store.shown.find(messageNamed('old'))).toBeUndefined();
    expect((await store.shown.find(messageNamed('new')))?.papers).toEqual(['a']);
    expect(await store.privacy.holdings(alice)).toMatchObject({ saved: 1, removed: 1 });
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

  it('goes on where the store cannot be used, which says so itself', async () => {
    const store = await openAt(await freshUrl());
    await store.close();
    const log = keepLog();
    await pruneStore({ store, settings, now: () => day(20), log });
    expect(log.lines).toEqual([]);
  });
});
