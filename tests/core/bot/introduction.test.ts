import { expect, it } from 'vitest';
import { createFailingStore } from '../failing-store.ts';
import { openTestStore } from '../store/open.ts';
import { startTalk } from '../talk.ts';

const place = { platform: 'test', workspace: 'lab', channel: 'papers' };

it('introduces itself once in a channel and once in a workspace, by the emoji that saves there', async () => {
  const bookmarks = [{ emoji: '⭐', tag: 'favourite' }, { emoji: 'lab-logo' }];
  const talk = await startTalk({ bookmarks });
  const card = await talk.bot.introduce({ ...place, channelName: 'papers' });
  expect(card).toMatchObject({ title: 'Hello! I bring papers to #papers.' });
  expect(card?.text).toContain('a :lab-logo: reaction');
  expect(await talk.bot.introduce(place)).toBeUndefined();
  expect(await talk.restart().bot.introduce(place)).toBeUndefined();
  for (const other of [
    { ...place, channel: 'other' },
    { ...place, workspace: 'other' },
    { platform: 'test', workspace: 'lab' },
  ])
    expect((await talk.bot.introduce(other))?.title).toBe('Hello! I bring papers to this channel.');
});

it('offers a search that finds something there, and none where there are no papers', async () => {
  const talk = await startTalk();
  const card = await talk.bot.introduce(place);
  const example = card?.buttons?.at(-1);
  expect(example?.label).toMatch(/^Try “\p{L}+”$/u);
  expect((await talk.press(example))[0]?.items?.length).toBeGreaterThan(0);
  const empty = await (await startTalk({}, [])).bot.introduce(place);
  expect(empty?.buttons?.map(({ label }) => label)).toEqual(['🔍 Search papers', '📬 Set up a digest …']);
  expect(empty?.footer).toContain('/paper and some words');
});

it('says nothing where it cannot be noted that it was said', async () => {
  const failing = createFailingStore(await openTestStore());
  const talk = await startTalk({ store: failing.store });
  failing.broken = true;
  expect(await talk.bot.introduce(place)).toBeUndefined();
  expect(talk.logged.join()).toContain('could not introduce itself');
  failing.broken = false;
  expect(await talk.bot.introduce(place)).toBeDefined();
});
