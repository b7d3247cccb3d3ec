import { describe, expect, it } from 'vitest';
import { tellSaves } from '../../../src/core/bot/tell-saves.ts';
import { openTestStore } from '../store/open.ts';
import { buttonNamed, itemsOf, only, startTalk } from '../talk.ts';

describe('saving by reactions', () => {
  it('saves the paper of a message without a word, and takes it out when the reaction is taken back', async () => {
    const talk = await startTalk();
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage();
    expect(await talk.react('🔖', message)).toEqual([]);
    const list = only(await talk.type('/papers saved'));
    expect(list.title).toBe('1 paper in your list');
    expect(list.items?.map(({ paper }) => paper)).toEqual(['arxiv:2303.08010']);
    expect(await talk.react('🔖', message, false)).toEqual([]);
    expect(only(await talk.type('/papers saved')).title).toBe('Nothing kept yet');
    expect(talk.logged).toEqual([]);
  });

  it('still knows the message and the list after a restart', async () => {
    const store = await openTestStore();
    const talk = await startTalk({ store });
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage();
    const list = itemsOf(await talk.type('/paper uncertainty'));
    const restarted = await startTalk({ store });
    await restarted.react('bookmark', message);
    expect(itemsOf(await restarted.type('/papers cite 2'))).toEqual([]);
    expect(itemsOf(await restarted.type('/papers show 2'))[0]?.paper).toBe(list[1]?.paper);
    expect(itemsOf(await restarted.type('/papers saved')).map(({ paper }) => paper)).toEqual([
      'arxiv:2303.08010',
    ]);
  });

  it('says how many people here saved a paper, not who, and nobody else sees the list', async () => {
    const talk = await startTalk();
    await talk.type('/papers share 2303.08010');
    const message = talk.lastMessage();
    await talk.react('🔖', message);
    await talk.as('ben').react('🔖', message);
    const [item] = itemsOf(await talk.as('eve').type('/papers show 2303.08010'));
    expect(item?.endnote?.text).toBe('2 people here saved it  ·  arXiv 2303.08010');
    expect(only(await talk.as('eve').type('/papers saved')).title).toBe('Nothing kept yet');
  });

  it('does not say it below a card that begins with it', async () => {
    const saveCounts = { count: async () => new Map([['arxiv:2303.08010', 3]]) };
    const item = {
      paper: 'arxiv:2303.08010',
      heading: 'x',
      facts: [],
      endnote: { text: 'arXiv 2303.08010', marks: [] },
    };
    const place = { platform: 'test', workspace: 'lab' };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const told = async (text: string) => {
      const cards = [{ title: 'x', subtitle: { text, marks: [] }, items: [item] }];
      const stores = { saveCounts, saves: { find: async () => undefined } };
      return itemsOf(await tellSaves(cards, place, undefined, stores, log))[0]?.endnote?.text;
    };
    expect(await told('3 people here saved it')).toBe('arXiv 2303.08010');
    expect(await told('New today')).toBe('3 people here saved it  ·  arXiv 2303.08010');
  });

  it('tells in a direct message that belongs to no workspace nothing of what others saved in theirs', async () => {
    const talk = await startTalk();
    const direct = (member: string) => talk.as(member, `direct ${member}`, { workspace: '' });
    for (const member of ['ada', 'ben']) await direct(member).type('/papers save 2303.08010');
    for (const typed of ['/papers show 2303.08010', '/paper early exit', '/papers trending']) {
      const items = itemsOf(await direct('eve').type(typed));
      expect(items.map(({ paper }) => paper)).toContain('arxiv:2303.08010');
      expect(JSON.stringify(items)).not.toMatch(/saved (by|here)|last saved/u);
    }
  });

  it('saves by a button with a private line, and takes that back', async () => {
    const talk = await startTalk();
    const [item] = itemsOf(await talk.type('/paper early exit'));
    const said = only(await talk.press(buttonNamed('Save', item)));
    expect(said.title).toBe('Saved');
    expect(only(await talk.press(buttonNamed('Save', item))).title).toBe('Already in your list');
    expect(only(await talk.press(buttonNamed('Undo', said))).title).toBe('Removed from your list');
    expect(only(await talk.type('/papers saved')).title).toBe('Nothing kept yet');
  });
});
