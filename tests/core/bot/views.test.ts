import { describe, expect, it } from 'vitest';
import type { ViewChange } from '../../../src/core/chat/view.ts';
import { createFailingStore } from '../failing-store.ts';
import { papersToTry } from '../papers-to-try.ts';
import { openTestStore } from '../store/open.ts';
import { buttonsOn, itemsOf, only, startTalk } from '../talk.ts';

const ada = { platform: 'test', workspace: 'lab', id: 'ada' };
const last = papersToTry.at(-1)?.id ?? '';

describe('a view', () => {
  it('shows what the commands show, their buttons by the name that they have here', async () => {
    const talk = await startTalk({ prefix: 'lab-' });
    await talk.type(`/lab-papers save ${last}`);
    await talk.type('/lab-papers subscribe uncertainty weekly');
    for (const view of ['saved', 'trending', 'subscriptions'] as const)
      expect((await talk.bot.show({ view, member: ada })).cards).toEqual(
        await talk.type(`/lab-papers ${view}`),
      );
    const { cards } = await talk.bot.show({ view: 'trending', member: ada });
    expect(itemsOf(cards)[0]?.action).toMatchObject({ label: '✓ Saved', command: { name: 'lab-papers' } });
    expect(buttonsOn(only(cards)).map(({ command }) => command.name)).toEqual(['lab-papers']);
  });

  it('shows the part that is asked for', async () => {
    const talk = await startTalk({ pageSize: 2 });
    for (const { id } of papersToTry.slice(0, 3)) await talk.type(`/papers save ${id}`);
    await talk.type(`/papers read ${papersToTry[0]?.id}`);
    const saved = (more: { text?: string; page?: number }) =>
      talk.bot.show({ view: 'saved', member: ada, ...more });
    expect(itemsOf((await saved({ page: 2 })).cards).map(({ number }) => number)).toEqual([3]);
    expect(itemsOf((await saved({ text: 'show:read' })).cards).length).toBe(1);
    const trends = await talk.bot.show({ view: 'trending', member: ada, page: 2 });
    expect(itemsOf(trends.cards)[0]?.number).toBe(3);
  });

  it('leaves the numbers of the last list as they are', async () => {
    const talk = await startTalk();
    const [, second] = itemsOf(await talk.type('/paper uncertainty'));
    await talk.bot.show({ view: 'trending', member: ada });
    expect(itemsOf(await talk.type('/papers show 2'))[0]?.paper).toBe(second?.paper);
  });

  it('holds until the hour ends', async () => {
    const talk = await startTalk({ now: () => new Date('2023-03-20T12:34:00Z') });
    for (const view of ['saved', 'trending', 'subscriptions'] as const)
      expect((await talk.bot.show({ view, member: ada })).until).toEqual(new Date('2023-03-20T13:00:00Z'));
  });

  it('says what it cannot show while the database cannot be used, and holds for no time', async () => {
    const failing = createFailingStore(await openTestStore());
    const now = new Date('2023-03-20T12:34:00Z');
    const talk = await startTalk({ store: failing.store, now: () => now });
    failing.broken = true;
    const saved = await talk.bot.show({ view: 'saved', member: ada });
    expect([only(saved.cards).title, saved.until]).toEqual([expect.stringContaining('Try again'), now]);
    const trends = await talk.bot.show({ view: 'trending', member: ada });
    expect([only(trends.cards).subtitle?.text, trends.until]).toEqual([
      expect.stringContaining('cannot be counted'),
      now,
    ]);
    expect(talk.logged.join()).toContain('The database cannot be used.');
  });
});

it('whoever follows changes is told which view they are of', async () => {
  const talk = await startTalk();
  const changes: ViewChange[] = [];
  talk.bot.onChange((change) => changes.push(change));
  await talk.type(`/papers save ${last}`);
  await talk.type('/papers subscribe uncertainty weekly');
  await talk.type('/papers unsubscribe');
  expect(changes.map(({ of }) => of)).toEqual(['saved', 'subscriptions', 'subscriptions']);
  const asked = only(await talk.type('/papers forget-me'));
  changes.length = 0;
  await talk.press(asked.buttons?.find(({ label }) => /delete/iu.test(label)));
  expect(changes.map(({ of }) => of).sort()).toEqual(['saved', 'subscriptions']);
});
