import { describe, expect, it } from 'vitest';
import { readInput } from '../../../src/adapters/terminal/receive/read.ts';
import type { Keys } from '../../../src/adapters/terminal/render/keys.ts';
import type { Button } from '../../../src/core/chat/card.ts';
import { commands } from '../../../src/core/commands/list.ts';
import { LINEAR, measureGrowth } from '../../growth.ts';

const next: Button = { label: 'Next', command: { name: 'paper', text: 'x', page: 2 }, replaces: true };
const keys: Keys = new Map([
  ['n', { button: next }],
  ['s1', { button: next, paper: 'One' }],
  ['s2', { button: next, paper: 'Two' }],
]);

describe('what a typed line means in the terminal', () => {
  it.each([
    ['', { kind: 'nothing' }],
    ['/quit', { kind: 'quit' }],
    ['n', { kind: 'press', key: 'n' }],
    ['s2', { kind: 'press', key: 's2' }],
    ['s7', { kind: 'open', number: 7 }],
    ['p', { kind: 'no page', key: 'p' }],
    ['S2', { kind: 'command', line: { name: 'paper', text: 'S2' } }],
    ['m2', { kind: 'command', line: { name: 'paper', text: 'm2' } }],
    ['n2', { kind: 'command', line: { name: 'paper', text: 'n2' } }],
    ['7', { kind: 'open', number: 7 }],
    ['2023', { kind: 'command', line: { name: 'paper', text: '2023' } }],
    ['+bookmark 2', { kind: 'react', emoji: 'bookmark', added: true, number: 2 }],
    ['-bookmark 2', { kind: 'react', emoji: 'bookmark', added: false, number: 2 }],
    ['+:Bookmark: #12', { kind: 'react', emoji: 'bookmark', added: true, number: 12 }],
    ['+bookmark', { kind: 'react', emoji: 'bookmark', added: true }],
    ['+🔖 3', { kind: 'react', emoji: '🔖', added: true, number: 3 }],
    ['+⭐ 2', { kind: 'react', emoji: '⭐', added: true, number: 2 }],
    ['-⭐️', { kind: 'react', emoji: '⭐️', added: false }],
    ['+star 2', { kind: 'react', emoji: 'star', added: true, number: 2 }],
    ['+eyes 3', { kind: 'react', emoji: 'eyes', added: true, number: 3 }],
    ['-medical', { kind: 'command', line: { name: 'paper', text: '-medical' } }],
    ['-medical images', { kind: 'command', line: { name: 'paper', text: '-medical images' } }],
    ['deep ensembles', { kind: 'command', line: { name: 'paper', text: 'deep ensembles' } }],
    ['/papers cite 2', { kind: 'command', line: { name: 'papers', verb: 'cite', text: '2' } }],
  ])('reads %j', (typed, input) => {
    expect(readInput(typed, keys, commands, true)).toEqual(input);
  });

  it('takes a number for words where no paper has one', () => {
    expect(readInput('7', new Map(), commands)).toEqual({
      kind: 'command',
      line: { name: 'paper', text: '7' },
    });
  });

  it.each(['a', '_', ': ', '🔖', ' ', '1 '])(
    'takes no more than linear time over a line of %j',
    async (unit) => {
      const read = (size: number) => readInput(`+${unit.repeat(size)}`, keys, commands);
      expect(await measureGrowth(read, 8_000)).toBeLessThan(LINEAR);
    },
  );
});
