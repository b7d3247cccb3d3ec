import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/app/command-line/arguments.ts';

const search = { kind: 'search', json: false, limit: 10 };

describe('the command line', () => {
  it.each([
    [[], { kind: 'help' }],
    [['help'], { kind: 'help' }],
    [['search', '--help'], { kind: 'help' }],
    [['-h'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
    [['-v'], { kind: 'version' }],
    [['start'], { kind: 'start' }],
    [
      ['start', '--corpus', 'mine', '--config=x.yaml'],
      { kind: 'start', corpus: 'mine', configFile: 'x.yaml' },
    ],
    [['check'], { kind: 'check' }],
    [['check', 'mine'], { kind: 'check', folder: 'mine' }],
    [['backup', 'a.jsonl'], { kind: 'backup', file: 'a.jsonl', force: false }],
    [
      ['restore', '--force', 'a.jsonl', '--config', 'x.yaml'],
      { kind: 'restore', file: 'a.jsonl', force: true, configFile: 'x.yaml' },
    ],
    [['export', '--all'], { kind: 'export' }],
    [['doctor'], { kind: 'doctor' }],
    [['search', 'deep', 'ensembles'], { ...search, query: 'deep ensembles' }],
    [['search', '--json', 'deep', '--limit', '3'], { ...search, query: 'deep', json: true, limit: 3 }],
    [['search', 'deep', '-medical', '-a phrase'], { ...search, query: 'deep -medical -a phrase' }],
    [['search', '--', '--json'], { ...search, query: '--json' }],
    [['search', 'year:2020-2023', '-5'], { ...search, query: 'year:2020-2023 -5' }],
    [
      ['search', '--batch', 'q.jsonl', '--corpus', 'mine', '--limit', '100'],
      { kind: 'batch', file: 'q.jsonl', limit: 100, corpus: 'mine' },
    ],
  ])('reads %j', (args, task) => {
    expect(readArguments(args)).toEqual(task);
  });

  it.each([
    [['serach', 'x'], 'Did you mean search?'],
    [['search'], 'What to search for?'],
    [['search', '--jsn', 'x'], 'Did you mean --json?'],
    [['search', '--colour', 'x'], /^There is no option --colour\. See /u],
    [['frobnicate'], /^There is no command "frobnicate"\. See /u],
    [['search', 'x', '--limit', 'many'], '--limit is "many"'],
    [['search', 'x', '--limit'], '--limit needs a value'],
    [['search', 'x', '--limit', '0'], 'a whole number from 1'],
    [['search', 'x', '--batch', 'q.jsonl'], 'leave out the words'],
    [['start', '--json'], 'no option --json'],
    [['start', 'now'], 'takes nothing after'],
    [['check', 'a', 'b'], 'one folder'],
    [['backup'], 'node dist/cli.js backup paperboy-backup.jsonl'],
    [['restore', 'a', 'b'], 'takes one file'],
    [['restore', 'a', '--corpus', 'b'], 'no option --corpus'],
    [['export'], 'node dist/cli.js export --all'],
    [['doctor', 'now'], 'takes nothing after'],
    [['bakup', 'a'], 'Did you mean backup?'],
    [['constructor'], 'There is no command "constructor"'],
  ])('refuses %j with its remedy', (args, remedy) => {
    expect(() => readArguments(args)).toThrow(remedy);
  });
});
