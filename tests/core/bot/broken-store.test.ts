import { describe, expect, it, vi } from 'vitest';
import { createBacklog } from '../../../src/core/bot/backlog.ts';
import { createMemory } from '../../../src/core/bot/memory.ts';
import { StoreFailure } from '../../../src/core/store/store.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { createFailingStore } from '../failing-store.ts';
import { keepLog, openTestStore } from '../store/open.ts';
import { buttonNamed, factsOf, itemsOf, only, startTalk } from '../talk.ts';

describe('while the database cannot be used', () => {
  it('searches answer, numbers of the last list work, and counts are left out', async () => {
    const failing = createFailingStore(await openTestStore());
    const talk = await startTalk({ store: failing.store });
    await talk.type('/papers save 2303.08010');
    failing.broken = true;
    const list = itemsOf(await talk.type('/paper uncertainty'));
    expect(list.length).toBeGreaterThan(1);
    expect(list.some((item) => factsOf(item).includes('🔖'))).toBe(false);
    expect(itemsOf(await talk.type('/papers show 2'))[0]?.paper).toBe(list[1]?.paper);
    expect(only(await talk.type('/papers trending')).subtitle?.text).toContain('cannot be counted');
    expect(itemsOf(await talk.type('/papers similar graph attention')).length).toBeGreaterThan(0);
  });

  it.each([
    'save 2303.08010',
    'saved',
    'unsave 2303.08010',
    'tag 2303.08010 tags:x',
    'note 2303.08010 note:x',
    'read 2303.08010',
    'unread 2303.08010',
    'tags',
    'export',
    'forget-me',
  ])('/papers %s says to try again, and nothing of how it failed', async (command) => {
    const failing = createFailingStore(await openTestStore());
    const talk = await startTalk({ store: failing.store });
    failing.broken = true;
    const card = only(await talk.type(`/papers ${command}`));
    expect(card.title).toContain('Try again in a minute');
    expect(JSON.stringify(card)).not.toContain('The database cannot be used.');
    expect(talk.logged.join()).toContain('The database cannot be used.');
    expect(await talk.formOf(`/papers ${command}`)).toBeUndefined();
  });

  it('a reaction waits until it can be saved, on a message that was shown meanwhile too', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const failing = createFailingStore(await openTestStore());
      const talk = await startTalk({ store: failing.store });
      failing.broken = true;
      await talk.type('/papers share 2303.08010');
      const message = talk.lastMessage();
      expect(await talk.react('🔖', message)).toEqual([]);
      failing.broken = false;
      expect(only(await talk.type('/papers saved')).title).toBe('Nothing kept yet');
      const changed = new Promise((resolve) => talk.bot.onChange(resolve));
      await vi.advanceTimersByTimeAsync(5_000);
      await changed;
      expect(itemsOf(await talk.type('/papers saved'))).toHaveLength(1);
      await talk.restart().react('🔖', message, false);
      expect(only(await talk.type('/papers saved')).title).toBe('Nothing kept yet');
    } finally {
      vi.useRealTimers();
    }
  });

  it('a reaction waits too where not even its message can be looked up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const failing = createFailingStore(await openTestStore());
      const before = await startTalk({ store: failing.store });
      await before.type('/papers share 2303.08010');
      const message = before.lastMessage();
      await before.type('/papers share 2212.07959');
      const talk = before.restart();
      failing.broken = true;
      await talk.react('🔖', message);
      await talk.react('🔖', before.lastMessage());
      await talk.react('🔖', before.lastMessage(), false);
      failing.broken = false;
      const changed = new Promise((resolve) => talk.bot.onChange(resolve));
      await vi.advanceTimersByTimeAsync(5_000);
      await changed;
      await vi.waitFor(async () =>
        expect(itemsOf(await talk.type('/papers saved')).map(({ paper }) => paper)).toEqual([
          'arxiv:2303.08010',
        ]),
      );
    } finally {
      vi.useRealTimers();
    }
  });

  it('a message is known by what it shows now, though that could not be written', async () => {
    const real = await openTestStore();
    let full = false;
    const remember: typeof real.shown.remember = async (...given) => {
      if (full) throw new StoreFailure(entry`The disk is full.`);
      await real.shown.remember(...given);
    };
    let minute = 0;
    const now = () => new Date(Date.UTC(2023, 2, 20, 12, minute));
    const store = { ...real, shown: { ...real.shown, remember } };
    const memory = createMemory({ store, log: keepLog(), now });
    const message = { channel: { platform: 'test', workspace: 'lab', id: 'papers' }, id: 'm' };
    const show = (paper: string) => memory.rememberMessages(Promise.resolve([{ message, papers: [paper] }]));
    await show('first');
    full = true;
    minute += 1;
    await show('second');
    expect((await memory.find(message))?.papers).toEqual(['second']);
    full = false;
    expect(await memory.backlog.close()).toBe(0);
    expect((await real.shown.find(message))?.papers).toEqual(['second']);
  });

  it('an answer does not wait for counts that do not come', async () => {
    const real = await openTestStore();
    const never = () => new Promise<never>(() => undefined);
    const talk = await startTalk({ store: { ...real, saveCounts: { ...real.saveCounts, count: never } } });
    // Without a bound on the waiting, this never comes.
    expect(itemsOf(await talk.type('/paper uncertainty')).length).toBeGreaterThan(1);
  });

  it('a pressed Save works again as soon as the database does', async () => {
    const failing = createFailingStore(await openTestStore());
    const talk = await startTalk({ store: failing.store });
    const [item] = itemsOf(await talk.type('/paper early exit'));
    failing.broken = true;
    await talk.press(buttonNamed('Save', item));
    failing.broken = false;
    expect(only(await talk.press(buttonNamed('Save', item))).title).toBe('Saved');
  });
});

describe('what waits for the database', () => {
  function refuse(times: number, done: () => void) {
    let left = times;
    return async () => {
      left -= 1;
      if (left >= 0) throw new StoreFailure(entry`not now`);
      done();
    };
  }

  it('is written in order, each once', async () => {
    const backlog = createBacklog({ log: keepLog(), retryAfter: 1 });
    const done: number[] = [];
    await backlog.write(refuse(2, () => done.push(1)));
    await backlog.write(refuse(1, () => done.push(2)));
    await new Promise<void>((resolve) => {
      void backlog.write(refuse(0, () => resolve(void done.push(3))));
    });
    expect(done).toEqual([1, 2, 3]);
    expect(await backlog.close()).toBe(0);
  });

  it('is tried once more at the end, and what is left is counted', async () => {
    const backlog = createBacklog({ log: keepLog(), retryAfter: 60_000 });
    const done: number[] = [];
    await backlog.write(refuse(1, () => done.push(1)));
    await backlog.write(refuse(9, () => done.push(2)));
    expect(await backlog.close()).toBe(1);
    expect(done).toEqual([1]);
  });

  it('gives up the oldest beyond its limit', async () => {
    const backlog = createBacklog({ log: keepLog(), retryAfter: 60_000, limit: 2 });
    const done: number[] = [];
    await backlog.write(refuse(1, () => done.push(1)));
    for (const number of [2, 3, 4, 5]) await backlog.write(refuse(0, () => done.push(number)));
    expect(await backlog.close()).toBe(0);
    expect(done).toEqual([4, 5]);
  });

  it('leaves other failures to whoever asked', async () => {
    const backlog = createBacklog({ log: keepLog() });
    const fail = async () => {
      throw new Error('a mistake');
    };
    await expect(backlog.write(fail)).rejects.toThrow('a mistake');
    expect(await backlog.close()).toBe(0);
  });
});
