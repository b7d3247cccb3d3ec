import { expect, it } from 'vitest';
import { createMemory } from '../../../src/core/bot/memory.ts';
import { keepLog, openTestStore } from '../store/open.ts';
import { alice, general, messageNamed } from '../store/things.ts';

it('adds up the pages of one list, and begins anew with another, whichever page of it is shown first', async () => {
  const store = await openTestStore();
  const memory = createMemory({ store, log: keepLog(), now: () => new Date('2026-03-02T09:00:00Z') });
  const show = (text: string, page: number, number: number, paper: string) =>
    memory.rememberList({ channel: general, member: alice, line: { name: 'paper', text, page } }, [
      {
        title: text,
        items: [{ paper, number, heading: paper, url: 'https://a.org', facts: [] }],
      },
    ]);
  const numbers = async () => [...(await memory.numbers({ channel: general }, alice))];
  await show('graphs', 1, 1, 'a');
  await show('graphs', 2, 6, 'b');
  expect(await numbers()).toEqual([
    [1, 'a'],
    [6, 'b'],
  ]);
  await show('cameras', 2, 6, 'c');
  expect(await numbers()).toEqual([[6, 'c']]);
});

it('takes numbers from the message that is replied to, also right after a newer list was shown there', async () => {
  const store = await openTestStore();
  const clock = { at: new Date('2026-03-02T09:00:00Z') };
  const memory = createMemory({ store, log: keepLog(), now: () => clock.at });
  const digest = { channel: general, message: 'm1', key: 'digest', papers: new Map([[1, { paper: 'a' }]]) };
  await store.numberedLists.remember(digest, clock.at);
  clock.at = new Date('2026-03-02T09:01:00Z');
  await memory.rememberList({ channel: general, member: alice, line: { name: 'paper', text: 'graphs' } }, [
    {
      title: 'graphs',
      items: [{ paper: 'b', number: 1, heading: 'b', url: 'https://a.org', facts: [] }],
    },
  ]);
  expect([...(await memory.numbers({ channel: general }, alice))]).toEqual([[1, 'b']]);
  expect([...(await memory.numbers({ channel: general, repliesTo: 'm1' }, alice))]).toEqual([[1, 'a']]);
});

it('knows a list for an hour where the store does not, as of somebody who was forgotten by a process that nobody heard', async () => {
  const store = await openTestStore();
  const clock = { at: new Date('2026-03-02T09:00:00Z') };
  const memory = createMemory({ store, log: keepLog(), now: () => clock.at });
  const items = [{ paper: 'a', number: 1, heading: 'a', url: 'https://a.org', facts: [] }];
  await memory.rememberList({ channel: general, member: alice, line: { name: 'paper', text: 'graphs' } }, [
    { title: 'graphs', items },
  ]);
  await store.privacy.forget(alice, clock.at);
  clock.at = new Date('2026-03-02T09:59:00Z');
  expect([...(await memory.numbers({ channel: general }, alice))]).toEqual([[1, 'a']]);
  clock.at = new Date('2026-03-02T10:01:00Z');
  expect([...(await memory.numbers({ channel: general }, alice))]).toEqual([]);
});

it('looks again for a message that another process may be recording just now', async () => {
  const store = await openTestStore();
  const message = messageNamed('5');
  let looks = 0;
  const find = store.shown.find;
  const memory = createMemory({
    store: {
      ...store,
      shown: {
        ...store.shown,
        async find(looked) {
          looks += 1;
          if (looks === 3) await store.shown.remember([{ message, papers: ['a'] }], new Date());
          return find(looked);
        },
      },
    },
    log: keepLog(),
    now: () => new Date(),
    lookAgain: [1, 1, 20_000],
  });
  expect(await memory.find(message)).toMatchObject({ papers: ['a'] });
  expect(looks).toBe(3);
});

it('looks no more for a message once the bot is to stop', async () => {
  const store = await openTestStore();
  const stopping = new AbortController();
  let looks = 0;
  const memory = createMemory({
    store: {
      ...store,
      shown: {
        ...store.shown,
        async find() {
          looks += 1;
          if (looks === 2) stopping.abort();
          return undefined;
        },
      },
    },
    log: keepLog(),
    now: () => new Date(),
    lookAgain: [1, 1_000_000],
    stop: stopping.signal,
  });
  expect(await memory.find(messageNamed('5'))).toBeUndefined();
  expect(looks).toBe(2);
});

it('looks once for a message that is not new', async () => {
  const memory = createMemory({
    store: await openTestStore(),
    log: keepLog(),
    now: () => new Date(),
    lookAgain: [1_000_000],
  });
  expect(await memory.find(messageNamed('5'), false)).toBeUndefined();
});
