import { expect, it } from 'vitest';
import { createMemory } from '../../../src/core/bot/memory.ts';
import { keepLog, openTestStore } from '../store/open.ts';
import { alice, general } from '../store/things.ts';

it('adds up the pages of one list, and begins anew with another, whichever page of it is shown first', async () => {
  const store = await openTestStore();
  const memory = createMemory({ store, log: keepLog(), now: () => new Date('2026-03-02T09:00:00Z') });
  const show = (text: string, page: number, number: number, paper: string) =>
    memory.rememberList({ channel: general, member: alice, line: { name: 'paper', text, page } }, [
      {
        title: text,
        items: [{ paper, number, heading: { text: paper, marks: [] }, url: 'https://a.org', meta: '' }],
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
