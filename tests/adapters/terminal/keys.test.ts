import { describe, expect, it } from 'vitest';
import { assignKeys } from '../../../src/adapters/terminal/render/keys.ts';
import type { Button, Card, CardItem } from '../../../src/core/chat/card.ts';

const press = (label: string, verb: string, more: Partial<Button> = {}): Button => ({
  label,
  command: { name: 'papers', verb, text: 'x' },
  ...more,
});

const item = (number?: number, more: Partial<CardItem> = {}): CardItem => ({
  paper: 'arxiv:2303.08010',
  ...(number === undefined ? {} : { number }),
  heading: `Paper ${number ?? ''}`,
  facts: [],
  action: press('Save', 'save'),
  open: press('Abstract', 'open'),
  buttons: [press('Similar papers', 'similar'), press('Cite', 'cite')],
  ...more,
});

const told = (card: Card) => (assignKeys([card]).hints[0] ?? []).map(({ key, words }) => `${key} ${words}`);
const pressed = (card: Card, key: string) => assignKeys([card]).keys.get(key)?.button.command.verb;

describe('keys', () => {
  it('are told of once for all papers of a list, by the example of one, and for the list itself', () => {
    const card: Card = {
      title: 'x',
      items: [item(1), item(2), item(3)],
      pager: { first: 1, last: 3, total: 9, next: { name: 'paper', text: 'x', page: 2 } },
      buttons: [press('📬 Follow this search', 'subscribe')],
    };
    expect(told(card)).toEqual(['s2 save 2', 'o2 open 2', 'n next', 'f follow this search']);
    expect(pressed(card, 's3')).toBe('save');
    expect(pressed(card, 'c1')).toBe('cite');
  });

  it('keep their letter where one paper is saved already, and tell of one that is not', () => {
    const saved = { action: press('✓ Saved', 'unsave', { isOn: true }) };
    const card: Card = { title: 'x', items: [item(1), item(2, saved), item(3)] };
    expect(told(card)).toEqual(['s3 save 3', 'o3 open 3']);
    expect(pressed(card, 's2')).toBe('unsave');
  });

  it('are all told of where a paper stands alone, or has no way to the rest', () => {
    expect(told({ title: 'x', items: [item()] })).toEqual([
      's save',
      'a abstract',
      'i similar papers',
      'c cite',
    ]);
    const { open: _, ...closed } = item(4);
    expect(told({ title: 'x', items: [closed] })).toEqual(['s4 save 4', 'i4 similar papers 4', 'c4 cite 4']);
  });

  it('are never the same for two things, however many there are', () => {
    const buttons = Array.from({ length: 60 }, (_, at) => press(`Aa ${at}`, `verb${at}`));
    const { keys } = assignKeys([
      { title: 'x', items: [item(), item()], buttons },
      { title: 'y', buttons },
    ]);
    expect(keys.size).toBe(8 + 120);
    for (const key of keys.keys()) expect(key).toMatch(/^[a-z]{1,2}$/u);
  });

  it('leave out the choice of a filter that holds, and keep names as they are written', () => {
    const filters = [
      { label: 'Show', choices: [press('All 37', 'all', { isOn: true }), press('Unread 12', 'unread')] },
    ];
    expect(
      told({ title: 'x', filters, buttons: [press('author:Chen', 'paper'), press('“GAN”', 'gan')] }),
    ).toEqual(['u unread 12', 'a author:Chen', 'g “GAN”']);
  });
});
