import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../../src/core/bot/memory.ts';
import { reconcileReactions } from '../../../src/core/bot/reconcile.ts';
import type { Member, MessageRef } from '../../../src/core/chat/channel.ts';
import { PostFailure } from '../../../src/core/chat/failures.ts';
import type { GivenReaction } from '../../../src/core/chat/platform.ts';
import type { ViewChange } from '../../../src/core/chat/view.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { papersToTry } from '../papers-to-try.ts';
import { keepLog, openTestStore } from '../store/open.ts';
import { itemsOf, only, startTalk } from '../talk.ts';

const now = () => new Date('2023-03-20T12:00:00Z');
const channel = { platform: 'test', workspace: 'lab', id: 'papers' };
const ada: Member = { platform: 'test', workspace: 'lab', id: 'ada' };
const [first, second, third] = papersToTry.map(({ id }) => id);
const corpus = {
  papers: papersToTry,
  get: (id: string) => papersToTry.find((paper) => paper.id === id),
  titled: () => [],
};

async function idsOf(store: Store, member: Member): Promise<readonly string[]> {
  return (await store.saves.list(member)).map(({ paper }) => paper.id).sort();
}

/** A message of several papers, as a compact digest is. */
async function showThree(store: Store, id = 'digest', home?: string): Promise<MessageRef> {
  const message = { channel, id };
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few papers');
  await store.shown.remember([{ message, papers: [first, second, third] }], now(), home);
  return message;
}

describe('a reaction', () => {
  it('picks a paper by its place where a message shows several', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    const message = await showThree(store);
    await talk.react('2️⃣', message);
    await talk.react('three', message);
    expect(await idsOf(store, ada)).toEqual([second, third].sort());
    await talk.react('2️⃣', message, false);
    expect(await idsOf(store, ada)).toEqual([third]);
  });

  it('that picks no paper saves nothing and is explained once', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    const message = await showThree(store);
    expect(only(await talk.react('🔖', message)).text).toContain('1️⃣ saves the first');
    expect(await talk.react('🔖', message)).toEqual([]);
    expect(await talk.react('9️⃣', message)).toEqual([]);
    expect(await talk.react('9️⃣', message, false)).toEqual([]);
    expect(await idsOf(store, ada)).toEqual([]);
    expect(only(await talk.as('ben').react('9️⃣', message)).title).toBe('No paper was saved');
  });

  it('with another emoji, or to a message that shows no paper, does nothing', async () => {
    const talk = await startTalk();
    await talk.type('/papers share 2303.08010');
    expect(await talk.react('👀', talk.lastMessage())).toEqual([]);
    await talk.type('/papers help');
    expect(await talk.react('🔖', talk.lastMessage())).toEqual([]);
    expect(only(await talk.type('/papers saved')).title).toBe('Nothing kept yet');
  });

  it('gives the tag of its emoji, and takes it back alone while another saves', async () => {
    const bookmarks = [{ emoji: '🔖' }, { emoji: '⭐', tag: 'favourite' }];
    const talk = await startTalk({ bookmarks });
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage();
    await talk.react('🔖', message);
    await talk.react('star', message);
    expect(itemsOf(await talk.type('/papers saved tag:favourite'))).toHaveLength(1);
    await talk.react('star', message, false);
    expect(itemsOf(await talk.type('/papers saved'))).toHaveLength(1);
    expect(itemsOf(await talk.type('/papers saved tag:favourite'))).toEqual([]);
  });

  it('to a direct message that was sent for a workspace saves into the list there', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    const direct = { ...channel, workspace: '', id: 'direct' };
    const message = { channel: direct, id: 'm' };
    await store.shown.remember([{ message, papers: ['arxiv:2303.08010'] }], now(), 'lab');
    const member = { ...ada, workspace: '' };
    const reply = async () => [];
    await talk.bot.onReaction({ emoji: '🔖', added: true, message, member, reply });
    expect(await idsOf(store, ada)).toEqual(['arxiv:2303.08010']);
    const takenBack = { emoji: '🔖', added: false, message, member, reply };
    await talk.bot.onReaction({ ...takenBack, isLeft: async () => true });
    expect(await idsOf(store, ada)).toEqual(['arxiv:2303.08010']);
    await talk.bot.onReaction({ ...takenBack, isLeft: async () => false });
    expect(await idsOf(store, ada)).toEqual([]);
  });

  it('does nothing where the platform told of it before, and is asked that of nothing else', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage() ?? { channel, id: '' };
    const asked: string[] = [];
    const react = (emoji: string, added: boolean, isNew: boolean) =>
      talk.bot.onReaction({
        ...{ emoji, added, message, member: ada, reply: async () => [] },
        async isFirst() {
          asked.push(emoji);
          return isNew;
        },
      });
    await react('👍', true, true);
    expect(asked).toEqual([]);
    await react('🔖', true, false);
    expect(await idsOf(store, ada)).toEqual([]);
    await react('🔖', true, true);
    expect(await idsOf(store, ada)).toEqual(['arxiv:2303.08010']);
    await react('🔖', false, false);
    expect(await idsOf(store, ada)).toEqual(['arxiv:2303.08010']);
    expect(asked).toEqual(['🔖', '🔖', '🔖']);
  });

  it('asks nothing of the platform where an emoji or a message is nothing to the bot', async () => {
    const talk = await startTalk();
    await talk.type('/papers share 2303.08010');
    const known = talk.lastMessage() ?? { channel, id: '' };
    const asked: string[] = [];
    const takeBack = (emoji: string, message: MessageRef) =>
      talk.bot.onReaction({
        ...{ emoji, added: false, message, member: ada, reply: async () => [] },
        async isLeft() {
          asked.push(emoji);
          return false;
        },
      });
    await takeBack('👍', known);
    await takeBack('🔖', { ...known, id: 'of somebody else' });
    expect(asked).toEqual([]);
    await takeBack('🔖', known);
    expect(asked).toEqual(['🔖']);
  });

  it('saves a paper that left the corpus meanwhile, though nobody had saved it before', async () => {
    const store = await openTestStore();
    const before = await startTalk({ store });
    await before.type('/papers share 2303.08010');
    const message = before.lastMessage();
    const others = papersToTry.filter(({ id }) => id !== 'arxiv:2303.08010');
    const after = await startTalk({ store }, others);
    await after.as('ben').react('🔖', message);
    const list = await after.as('ben').type('/papers saved early exit');
    expect(itemsOf(list).map(({ paper }) => paper)).toEqual(['arxiv:2303.08010']);
    expect(itemsOf(await after.as('ben').type('/papers show 1'))[0]?.paper).toBe('arxiv:2303.08010');
  });

  it('tells those who follow lists, whenever one changes', async () => {
    const talk = await startTalk();
    const changed: ViewChange[] = [];
    const stop = talk.bot.onChange((change) => changed.push(change));
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage();
    await talk.react('🔖', message);
    await talk.react('🔖', message);
    expect(changed).toEqual([{ of: 'saved', member: ada }]);
    stop();
    await talk.react('🔖', message, false);
    expect(changed).toEqual([{ of: 'saved', member: ada }]);
  });

  it('waits for a post of its channel that is being recorded, and for no other', async () => {
    const store = await openTestStore();
    const memory = createMemory({ store, log: keepLog(), now });
    const talk = await startTalk({ store, memory });
    let record: (done: unknown) => void = () => undefined;
    memory.expect(
      channel,
      new Promise((resolve) => {
        record = resolve;
      }),
    );
    memory.expect({ ...channel, id: 'other' }, new Promise(() => undefined));
    const reacting = talk.react('2️⃣', { channel, id: 'digest' });
    await showThree(store);
    record(undefined);
    await reacting;
    expect(await idsOf(store, ada)).toEqual([second]);
    memory.expect(channel, Promise.reject(new Error('not posted')));
    expect(await talk.react('🔖', { channel, id: 'nothing' })).toEqual([]);
  });

  it('comes first from the bot where that is asked for, to posts alone', async () => {
    const reacted: string[] = [];
    const talk = await startTalk({
      reactFirst: async ({ id }, emoji) => void reacted.push(`${id} ${emoji}`),
    });
    await talk.type('/paper uncertainty');
    await talk.type('/papers share 2303.08010');
    expect(reacted).toEqual([`${talk.lastMessage()?.id} 🔖`]);
  });
});

/** Reactions as they stand on a platform. */
function createWall() {
  const standing = new Map<string, { readonly message: string; readonly given: GivenReaction }>();
  return {
    set({ id: message }: MessageRef, given: GivenReaction, added: boolean) {
      const key = JSON.stringify([message, given]);
      if (added) standing.set(key, { message, given });
      else standing.delete(key);
    },
    name: 'test',
    readReactions: async ({ id }: MessageRef, wanted: (emoji: string) => boolean) =>
      [...standing.values()]
        .filter(({ message, given }) => message === id && wanted(given.emoji))
        .map(({ given }) => given),
    standing,
  };
}

describe('reactions given while the bot was away', () => {
  it('are taken when it returns, and those taken back too, once', async () => {
    const store = await openTestStore();
    const log = keepLog();
    const message = await showThree(store);
    const wall = createWall();
    const memory = createMemory({ store, log, now });
    const bookmarks = [{ emoji: '🔖' }];
    const changed: Member[] = [];
    const options = { platforms: [wall], corpus, store, memory, bookmarks, now, log };
    const reconcile = () => reconcileReactions({ ...options, changed: (member) => changed.push(member) });
    const grace = { ...ada, id: 'grace' };
    wall.set(message, { emoji: '1️⃣', member: ada }, true);
    wall.set(message, { emoji: '1️⃣', member: grace }, true);
    wall.set(message, { emoji: 'eyes', member: ada }, true);
    expect(await reconcile()).toBe(1);
    expect(await idsOf(store, ada)).toEqual([first]);
    await reconcile();
    expect(changed).toEqual([ada, grace]);
    wall.set(message, { emoji: '1️⃣', member: ada }, false);
    wall.set(message, { emoji: '2️⃣', member: ada }, true);
    await reconcile();
    expect(await idsOf(store, ada)).toEqual([second]);
    expect(log.lines.filter((line) => !line.startsWith('debug'))).toEqual([]);
  });

  it('are taken in a workspace also while the platform does not answer for another', async () => {
    const store = await openTestStore();
    const log = keepLog();
    const there = await showThree(store);
    const elsewhere = { channel: { ...channel, workspace: 'silent' }, id: 'm' };
    await store.shown.remember([{ message: elsewhere, papers: [first] }], now());
    const wall = createWall();
    wall.set(there, { emoji: '1️⃣', member: ada }, true);
    let answer = (_: GivenReaction[]) => {};
    const silent = new Promise<GivenReaction[]>((resolve) => {
      answer = resolve;
    });
    const slow: typeof wall = {
      ...wall,
      readReactions: (message, wanted) =>
        message.channel.workspace === 'silent' ? silent : wall.readReactions(message, wanted),
    };
    const memory = createMemory({ store, log, now });
    const own = { platforms: [slow], corpus, store, memory, bookmarks: [{ emoji: '🔖' }], now, log };
    const reconciled = reconcileReactions(own);
    await expect.poll(() => idsOf(store, ada)).toEqual([first]);
    answer([]);
    expect(await reconciled).toBe(2);
  });

  it('are looked for in those workspaces alone that are concerned, where not all are', async () => {
    const store = await openTestStore();
    const log = keepLog();
    const message = await showThree(store);
    const wall = createWall();
    wall.set(message, { emoji: '1️⃣', member: ada }, true);
    const memory = createMemory({ store, log, now });
    const own = { platforms: [wall], corpus, store, memory, bookmarks: [{ emoji: '🔖' }], now, log };
    const { workspace } = message.channel;
    expect(await reconcileReactions({ ...own, isConcerned: (one) => one !== workspace })).toBe(0);
    expect(await idsOf(store, ada)).toEqual([]);
    // However many newer ones there are elsewhere.
    const elsewhere = { channel: { ...message.channel, workspace: 'elsewhere' }, id: 'newer' };
    await store.shown.remember([{ message: elsewhere, papers: [first] }], new Date(now().getTime() + 1));
    const limited = { ...own, limit: 1, isConcerned: (one: string) => one === workspace };
    expect(await reconcileReactions(limited)).toBe(1);
    expect(await idsOf(store, ada)).toEqual([first]);
  });

  it('are looked for on some messages alone where these were not known, of those that are by now', async () => {
    const store = await openTestStore();
    const log = keepLog();
    const [message, other] = [await showThree(store), await showThree(store, 'other')];
    const wall = createWall();
    wall.set(message, { emoji: '1️⃣', member: ada }, true);
    wall.set(other, { emoji: '2️⃣', member: ada }, true);
    const memory = createMemory({ store, log, now });
    const own = { platforms: [wall], corpus, store, memory, bookmarks: [{ emoji: '🔖' }], now, log };
    const messages = [message, { channel, id: 'unknown' }];
    const later = new Date(now().getTime() + 1_000);
    expect(await reconcileReactions({ ...own, since: later, messages })).toBe(1);
    expect(await idsOf(store, ada)).toEqual([first]);
  });

  it('stay saves where a moderator cleared an emoji for everybody', async () => {
    const store = await openTestStore();
    const log = keepLog();
    const message = await showThree(store);
    const wall = createWall();
    const memory = createMemory({ store, log, now });
    const options = {
      platforms: [wall],
      corpus,
      store,
      memory,
      bookmarks: [{ emoji: '⭐', tag: 'best' }],
      now,
      log,
    };
    const grace = { ...ada, id: 'grace' };
    const given = [ada, grace].flatMap((member) =>
      ['1️⃣', '2️⃣'].map((emoji): GivenReaction => ({ emoji, member })),
    );
    for (const one of given) wall.set(message, one, true);
    await reconcileReactions(options);
    for (const one of given) wall.set(message, one, false);
    await reconcileReactions(options);
    expect(await idsOf(store, ada)).toEqual([first, second].sort());
    expect(await idsOf(store, grace)).toEqual([first, second].sort());
    // Who reacts again means nobody else.
    wall.set(message, { emoji: '1️⃣', member: grace }, true);
    await reconcileReactions(options);
    expect(await idsOf(store, ada)).toEqual([first, second].sort());
    wall.set(message, { emoji: '1️⃣', member: ada }, true);
    await reconcileReactions(options);
    wall.set(message, { emoji: '1️⃣', member: ada }, false);
    await reconcileReactions(options);
    expect(await idsOf(store, ada)).toEqual([first, second].sort());
  });

  it('stay saves where a moderator clears them while the bot looks', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store, bookmarks: [{ emoji: '⭐', tag: 'favourite' }] });
    const message = await showThree(store);
    await talk.react('1️⃣', message);
    await talk.react('2️⃣', message);
    await talk.bot.onCleared({ message, emoji: '👀' });
    expect(await store.reactionSaves.on(message)).toHaveLength(2);
    await talk.bot.onCleared({ message, emoji: '1️⃣' });
    expect(await store.reactionSaves.on(message)).toHaveLength(1);
    await talk.bot.onCleared({ message });
    await talk.react('1️⃣', message, false);
    expect(await store.reactionSaves.on(message)).toEqual([]);
    expect(await idsOf(store, ada)).toEqual([first, second].sort());
  });

  it('still save by an emoji that the settings do not name any more', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store, bookmarks: [{ emoji: '⭐', tag: 'favourite' }] });
    await talk.type('/papers share 2303.08010');
    await talk.react('⭐', talk.lastMessage());
    const log = keepLog();
    const memory = createMemory({ store, log, now });
    await reconcileReactions({ platforms: [createWall()], corpus, store, memory, bookmarks: [], now, log });
    expect(await idsOf(store, ada)).toEqual(['arxiv:2303.08010']);
  });

  it('save nothing again that was taken out on purpose', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    const message = await showThree(store);
    const wall = createWall();
    const log = keepLog();
    wall.set(message, { emoji: '1️⃣', member: ada }, true);
    await talk.react('1️⃣', message);
    await talk.type(`/papers unsave ${first}`);
    const memory = createMemory({ store, log, now });
    await reconcileReactions({ platforms: [wall], corpus, store, memory, bookmarks: [], now, log });
    expect(await idsOf(store, ada)).toEqual([]);
  });

  it('save nothing for somebody who had everything deleted', async () => {
    const store = await openTestStore();
    const message = await showThree(store);
    const wall = createWall();
    const log = keepLog();
    const memory = createMemory({ store, log, now });
    const reconcile = () =>
      reconcileReactions({ platforms: [wall], corpus, store, memory, bookmarks: [], now, log });
    wall.set(message, { emoji: '1️⃣', member: ada }, true);
    await reconcile();
    expect(await idsOf(store, ada)).toEqual([first]);
    await store.privacy.forget(ada, now());
    await reconcile();
    expect(await idsOf(store, ada)).toEqual([]);
  });

  it('are taken from the other messages where one cannot be read or is gone', async () => {
    const store = await openTestStore();
    const [unreadable, gone, sound] = [
      await showThree(store, 'a'),
      await showThree(store, 'b'),
      await showThree(store, 'c'),
    ];
    const saved = papersToTry[1];
    if (saved === undefined) throw new Error('too few papers');
    await store.reactionSaves.give({ message: gone, member: ada, emoji: '2⃣', paper: saved.id }, saved, now());
    const log = keepLog();
    const memory = createMemory({ store, log, now });
    const platform = {
      name: 'test',
      readReactions: async ({ id }: MessageRef) => {
        if (id === unreadable.id) throw new Error('Missing Access');
        return id === gone.id ? undefined : [{ emoji: 'one', member: ada }];
      },
    };
    const options = { platforms: [platform], corpus, store, memory, bookmarks: [], now, log };
    await reconcileReactions(options);
    expect(await idsOf(store, ada)).toEqual([first, second].sort());
    expect(log.lines.join()).toContain('could not be read: Error');
    const stop = AbortSignal.abort();
    expect(await reconcileReactions({ ...options, stop })).toBe(0);
    expect(sound.id).toBe('c');
  });
});

describe('messages that were shown', () => {
  it('are told of in one line where none of a workspace can be read, and not asked for where the bot was removed', async () => {
    const store = await openTestStore();
    const asked: string[] = [];
    const readReactions = async ({ id }: MessageRef) => {
      asked.push(id);
      throw new PostFailure('forbidden', entry`The app is not there.`);
    };
    for (const id of ['a', 'b', 'c']) await showThree(store, id);
    const log = keepLog();
    const memory = createMemory({ store, log, now });
    const platform = { name: 'test', readReactions };
    const options = { platforms: [platform], corpus, store, memory, bookmarks: [], now, log };
    expect(await reconcileReactions(options)).toBe(3);
    expect(log.lines).toEqual([
      expect.stringMatching(
        /^warn The reactions to message \w in \w+ and 2 more messages could not be read: /u,
      ),
    ]);
    await store.removedWorkspaces.add(ada, now());
    expect(await reconcileReactions(options)).toBe(0);
    expect(asked).toHaveLength(3);
  });
});

describe('any history of reactions', () => {
  it('ends as the reactions say, with repeats, restarts and absences', async () => {
    const store = await openTestStore();
    let runs = 0;
    const messages = [await showThree(store, 'one'), await showThree(store, 'two')];
    const log = keepLog();
    const act = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant('react' as const),
          message: fc.nat(1),
          member: fc.nat(1),
          emoji: fc.constantFrom('1️⃣', '2️⃣', 'one'),
          added: fc.boolean(),
          times: fc.integer({ min: 1, max: 3 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('away' as const),
          message: fc.nat(1),
          member: fc.nat(1),
          emoji: fc.constantFrom('1️⃣', '2️⃣'),
          added: fc.boolean(),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    );
    const talk = await startTalk({ store });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        runs += 1;
        const wall = createWall();
        const members = [0, 1].map((index) => ({ ...ada, id: `${runs} ${index}` }));
        // An emoji that nobody has given any more changes nothing, so somebody else has given each.
        for (const message of messages)
          for (const emoji of ['1️⃣', '2️⃣']) wall.set(message, { emoji, member: { ...ada, id: 'else' } }, true);
        let bot = talk.bot;
        let waiting: Promise<unknown>[] = [];
        const settle = async () => {
          await Promise.all(waiting);
          waiting = [];
        };
        for (const one of acts) {
          if (one.kind === 'restart') {
            await settle();
            bot = talk.restart().bot;
            const memory = createMemory({ store, log, now });
            await reconcileReactions({ platforms: [wall], corpus, store, memory, bookmarks: [], now, log });
            continue;
          }
          const [message, member] = [messages[one.message], members[one.member]];
          if (message === undefined || member === undefined) continue;
          wall.set(message, { emoji: one.emoji, member }, one.added);
          if (one.kind === 'away') continue;
          const reply = async () => [];
          for (let time = 0; time < one.times; time += 1)
            waiting.push(bot.onReaction({ emoji: one.emoji, added: one.added, message, member, reply }));
        }
        await settle();
        const memory = createMemory({ store, log, now });
        await reconcileReactions({ platforms: [wall], corpus, store, memory, bookmarks: [], now, log });
        for (const member of members) {
          const wanted = [...wall.standing.values()]
            .filter(({ given }) => given.member === member)
            .map(({ given }) => (given.emoji === '2️⃣' ? second : first));
          expect(await idsOf(store, member)).toEqual([...new Set(wanted)].sort());
        }
      }),
      { numRuns: 30 },
    );
    expect(talk.logged).toEqual([]);
  });
});
