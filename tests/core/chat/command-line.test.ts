import { describe, expect, it } from 'vitest';
import type { CommandDeclaration } from '../../../src/core/chat/command.ts';
import { readCommandLine, writeCommandLine } from '../../../src/core/chat/command-line.ts';

const query = { name: 'query', description: 'words', required: true, kind: 'query' } as const;
const commands: readonly CommandDeclaration[] = [
  { name: 'paper', description: 'search', argument: query, private: true },
  { name: 'papers', verb: 'cite', description: 'cite', private: true },
  { name: 'papers', verb: 'help', description: 'help', private: true },
];

describe('reading a typed line', () => {
  it.each([
    ['/paper uncertainty', { name: 'paper', text: 'uncertainty' }],
    ['  /PAPER   deep  ensembles ', { name: 'paper', text: 'deep  ensembles' }],
    ['/paper', { name: 'paper', text: '' }],
    ['uncertainty', { name: 'paper', text: 'uncertainty' }],
    ['papers about /paper', { name: 'paper', text: 'papers about /paper' }],
    ['/papers cite 2', { name: 'papers', verb: 'cite', text: '2' }],
    ['/papers\nCite\t2', { name: 'papers', verb: 'cite', text: '2' }],
    ['/papers', { name: 'papers', text: '' }],
    ['/papers ensembles now', { name: 'papers', verb: 'ensembles', text: 'now' }],
    ['/Pepper x', { name: 'Pepper', text: 'x' }],
    ['/', { name: '', text: '' }],
    ['/ paper x', { name: 'paper', text: 'x' }],
    ['', { name: 'paper', text: '' }],
  ])('reads %j', (typed, line) => {
    expect(readCommandLine(typed, commands)).toEqual(line);
  });

  it('takes words for the search by whatever name it goes', () => {
    const renamed = commands.map((command) => ({ ...command, name: `lab-${command.name}` }));
    expect(readCommandLine('uncertainty', renamed)).toEqual({ name: 'lab-paper', text: 'uncertainty' });
    expect(readCommandLine('/lab-papers cite 2', renamed)).toEqual({
      name: 'lab-papers',
      verb: 'cite',
      text: '2',
    });
  });
});

describe('writing a command line', () => {
  it.each([
    [{ name: 'papers', verb: 'similar', text: 'arxiv:2303.08010' }, '/papers similar arxiv:2303.08010'],
    [{ name: 'papers', verb: 'new', text: '' }, '/papers new'],
    [{ name: 'paper', text: 'deep ensembles' }, '/paper deep ensembles'],
  ])('%j', (line, typed) => {
    expect(writeCommandLine(line)).toBe(typed);
  });
});
