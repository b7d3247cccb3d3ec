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
      expect((await talk.bot.show({ view, member: ada, text: '' })).cards).toEqual(
        await talk.type(`/lab-papers ${view}`),
      );
    const { cards } = await talk.bot.show({ view: 'trending', member: ada, text: '' });
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

  it('begins with what is to be read, what trends and what is followed, each with its next steps', async () => {
    let at = Date.parse('2023-03-20T12:34:00Z');
    const talk = await startTalk({ now: () => new Date(at) });
    const view = (name: 'header' | 'saved' | 'foryou' | 'trending' | 'subscriptions') =>
      talk.bot.show({ view: name, member: ada });
    expect((await view('saved')).isEmpty).toBe(true);
    expect((await view('subscriptions')).isEmpty).toBe(true);
    expect(only((await view('foryou')).cards).text).toContain('Save three papers');
    expect(only((await view('header')).cards).text).toMatch(/^Nothing kept yet/u);
    for (const { id } of papersToTry.slice(0, 5)) {
      at += 1000;
      await talk.type(`/papers save ${id}`);
    }
    await talk.type(`/papers read ${papersToTry[4]?.id}`);
    await talk.type('/papers subscribe uncertainty weekly 08:30');
    const header = only((await view('header')).cards);
    expect(header.text).toMatch(/^4 to read · \d+ new on what you follow · 5 kept$/u);
    expect(header.buttons?.map(({ label, isPrimary }) => [label, isPrimary])).toEqual([
      ['🔍 Search papers', true],
      ['Newest', undefined],
      ['Help', undefined],
    ]);
    const unread = only((await view('saved')).cards);
    expect(unread.items?.map(({ paper }) => paper)).toEqual([3, 2, 1].map((at) => papersToTry[at]?.id));
    expect(unread.buttons?.map(({ label }) => label)).toEqual(['All 5 papers', 'Export …']);
    expect(only(await talk.press(unread.items?.[0]?.action)).title).toBe('Marked as read');
    expect(only((await view('header')).cards).text).toMatch(/^3 to read/u);
    const forYou = only((await view('foryou')).cards);
    expect(forYou.title).toBe('For you');
    expect(forYou.items?.map(({ open, buttons, action }) => [open, buttons, action?.label])).toEqual(
      forYou.items?.map(() => [undefined, undefined, 'Save']),
    );
    expect(forYou.buttons?.map(({ label }) => label)).toContain('What it learned');
    const trends = only((await view('trending')).cards);
    expect(trends.title).toBe('Trending in your group');
    expect(trends.items?.map(({ open, buttons }) => [open, buttons])).toEqual(
      [1, 2, 3].map(() => [undefined, undefined]),
    );
    const followed = only((await view('subscriptions')).cards);
    expect(followed.sections?.map(({ heading, text }) => `${heading}: ${text}`)).toEqual([
      'uncertainty: Mondays 08:30, by direct message. Next: Monday 27 March.',
    ]);
    expect(followed.sections?.[0]?.buttons?.map(({ label }) => label)).toEqual([
      'Send one now',
      'Change …',
      'Stop',
    ]);
    const before = followed.sections?.length ?? 0;
    await talk.type('/follow venue ICML');
    await talk.type('/follow category cs.LG');
    const watched = only((await view('subscriptions')).cards).sections?.slice(before);
    expect(watched?.map(({ heading, text }) => `${heading}: ${text}`)).toEqual([
      expect.stringMatching(
        /^ICML, cs\.LG: New papers come in one message, .*\d\d:\d\d, if there are any\.$/u,
      ),
    ]);
    expect(only(await talk.press(watched?.[0]?.buttons?.[0])).title).toBe('You follow: 2');
  });

  it('counts as new on what one follows only what came lately and was not sent', async () => {
    const at = new Date('2023-03-20T12:34:00Z');
    const papers = [
      ['Gauss', '2023-03-19'],
      ['Noether', '2023-03-20'],
      ['Euler', '2021-01-01'],
    ].map(([name = '', published = '']) => {
      const title = `The ${name} theorem`;
      const known = { recordIds: [], categories: [], authors: [name], abstract: title, published };
      return { ...known, title, id: `title:${name}`, url: `https://example.org/${name}` };
    });
    const store = await openTestStore();
    const talk = await startTalk({ store, now: () => at }, papers);
    const tell = async () => only((await talk.bot.show({ view: 'header', member: ada })).cards).text;
    await talk.type('/papers subscribe theorem weekly');
    await talk.type('/papers subscribe noether weekly');
    expect(await tell()).toBe('2 new on what you follow');
    const due = new Date('2023-04-20T12:34:00Z');
    const [next] = await store.deliveryQueue.due(due, 1);
    const lease = { holder: 'test', now: due, until: new Date(due.getTime() + 60_000) };
    const claim = next && (await store.deliveryQueue.claim(next, lease));
    const paper = papers.find(({ id }) => id === 'title:Noether');
    if (claim === undefined || paper === undefined) throw new Error('nothing is due');
    await store.deliveries.decide(claim.delivery.id, lease, [{ paper, why: 'new', part: 0 }], 0);
    expect(await tell()).toBe('1 new on what you follow');
  });

  it('fills in the form with what a subscription is when one wants to change it', async () => {
    const talk = await startTalk();
    await talk.type('/papers subscribe "deep ensembles" tue 08:30 Europe/Berlin papers:3');
    const { cards } = await talk.bot.show({ view: 'subscriptions', member: ada });
    const change = only(cards).sections?.[0]?.buttons?.find(({ label }) => label === 'Change …');
    const form = await talk.formOf(change);
    expect(form?.fields.map(({ value }) => value)).toEqual([
      ...['"deep ensembles"', '08:30', 'tue', 'Europe/Berlin', '3'],
    ]);
    await talk.fill(change, {
      topic: 'uncertainty',
      at: '09:15',
      days: 'tue',
      zone: 'Europe/Berlin',
      papers: '3',
    });
    const [own, ...others] =
      only((await talk.bot.show({ view: 'subscriptions', member: ada })).cards).sections ?? [];
    expect([own?.heading, own?.text, others]).toEqual([
      'uncertainty',
      expect.stringMatching(/^Tuesdays 09:15, by direct message\./u),
      [],
    ]);
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
  await talk.type('/papers unsubscribe 1 yes');
  expect(changes.map(({ of }) => of)).toEqual(['saved', 'subscriptions', 'subscriptions']);
  const asked = only(await talk.type('/papers forget-me'));
  changes.length = 0;
  await talk.press(asked.buttons?.find(({ label }) => /delete/iu.test(label)));
  expect(changes.map(({ of }) => of).sort()).toEqual(['forgotten', 'saved', 'subscriptions']);
});
