import { parseArgs } from 'node:util';
import type { Workspace } from '../../core/chat/channel.ts';
import { findNearest } from '../../core/text/nearest.ts';

/** What the command line asks for. */
export type Task =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'start' } & Places)
  | ({ readonly kind: 'preview' } & Places)
  | ({ readonly kind: 'check'; readonly folder?: string } & Places)
  | ({
      readonly kind: 'search';
      readonly query: string;
      readonly json: boolean;
      readonly limit: number;
    } & Places)
  | ({ readonly kind: 'batch'; readonly file: string; readonly limit: number } & Places)
  | ({ readonly kind: 'backup'; readonly file: string; readonly force: boolean } & Places)
  | ({ readonly kind: 'restore'; readonly file: string; readonly force: boolean } & Places)
  | ({ readonly kind: 'export' } & Places)
  | ({ readonly kind: 'forget'; readonly named: NamedMember | Workspace; readonly sure: boolean } & Places)
  | ({ readonly kind: 'doctor' } & Places)
  | ({ readonly kind: 'fetch'; readonly json: boolean; readonly since?: Date } & Places);

/** Somebody by their id on a platform, in one workspace or, without one, in all. */
export type NamedMember = { readonly platform: string; readonly workspace?: string; readonly id: string };

export type Places = { readonly configFile?: string; readonly corpus?: string };

/** A command line that cannot be understood, with its remedy. */
export class UsageError extends Error {}

/** How the program is called in its own folder; `npx paperboy` elsewhere would fetch a package of somebody else's. */
export const program = 'node dist/cli.js';

const taskNames = [
  'start',
  'preview',
  'search',
  'fetch',
  'check',
  'doctor',
  'backup',
  'restore',
  'export',
  'forget',
  'help',
];
const options = {
  json: { type: 'boolean' },
  limit: { type: 'string' },
  since: { type: 'string' },
  batch: { type: 'string' },
  force: { type: 'boolean' },
  all: { type: 'boolean' },
  yes: { type: 'boolean' },
  corpus: { type: 'string' },
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
type OptionName = keyof typeof options;

const allowed: ReadonlyMap<string, readonly OptionName[]> = new Map([
  ['start', ['corpus', 'config']],
  ['preview', ['corpus', 'config']],
  ['search', ['json', 'limit', 'batch', 'corpus', 'config']],
  ['fetch', ['json', 'since', 'config']],
  ['check', ['corpus', 'config']],
  ['doctor', ['corpus', 'config']],
  ['backup', ['force', 'config']],
  ['restore', ['force', 'config']],
  ['export', ['all', 'config']],
  ['forget', ['yes', 'config']],
]);

const defaultLimit = 10;

/** Reads the words after the program's name; throws a UsageError. In a search, `-word` is a word to leave out, not an option. */
export function readArguments(args: readonly string[]): Task {
  const { words, given } = splitArguments(args);
  const [name = 'help', ...rest] = words;
  if (given.has('version')) return { kind: 'version' };
  if (given.has('help') || name === 'help') return { kind: 'help' };
  const accepted = allowed.get(name);
  if (accepted === undefined)
    throw new UsageError(`There is no command "${name}". ${suggest(name, taskNames)}`);
  const stray = [...given.keys()].find((option) => !accepted.includes(option));
  if (stray !== undefined) throw new UsageError(`"${name}" has no option --${stray}.`);
  const places: Places = {
    ...(given.has('config') ? { configFile: readText('config', given) } : {}),
    ...(given.has('corpus') ? { corpus: readText('corpus', given) } : {}),
  };
  switch (name) {
    case 'search':
      return { ...readSearch(rest, given), ...places };
    case 'check':
      if (rest.length > 1) throw new UsageError('"check" takes one folder.');
      return { kind: 'check', ...(rest[0] === undefined ? {} : { folder: rest[0] }), ...places };
    case 'backup':
    case 'restore':
      return { kind: name, file: readFile(name, rest), force: given.has('force'), ...places };
    case 'export':
      if (!given.has('all') || rest.length > 0)
        throw new UsageError(
          `Type "${program} export --all": it prints everything in the database as JSON lines.`,
        );
      return { kind: 'export', ...places };
    case 'forget':
      return { kind: 'forget', named: readForgotten(rest), sure: given.has('yes'), ...places };
    case 'fetch':
      if (rest.length > 0) throw new UsageError('"fetch" takes nothing after it.');
      return {
        kind: 'fetch',
        json: given.has('json'),
        ...(given.has('since') ? { since: readDay(readText('since', given)) } : {}),
        ...places,
      };
    case 'doctor':
    case 'preview':
    case 'start':
      if (rest.length > 0) throw new UsageError(`"${name}" takes nothing after it.`);
      return { kind: name, ...places };
    default:
      throw new UsageError(`There is no command "${name}".`);
  }
}

/** `platform:workspace/id`, `platform:id` for the id in every workspace, or `platform:workspace/` for all that is of one. */
function readForgotten(words: readonly string[]): NamedMember | Workspace {
  const parts = /^(?<platform>[a-z]+):(?:(?<workspace>[^/\s]+)\/)?(?<id>[^/\s]*)$/u.exec(
    words[0] ?? '',
  )?.groups;
  const { platform, workspace, id = '' } = parts ?? {};
  if (platform === undefined || (id === '' && workspace === undefined) || words.length > 1)
    throw new UsageError(
      `"forget" takes one person, PLATFORM:WORKSPACE/ID or PLATFORM:ID for every workspace, or one workspace, PLATFORM:WORKSPACE/. For example: ${program} forget terminal:terminal/you`,
    );
  if (workspace !== undefined && id === '') return { platform, workspace };
  return { platform, id, ...(workspace === undefined ? {} : { workspace }) };
}

/** The beginning of a day, in UTC. */
function readDay(text: string): Date {
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)) return at;
  throw new UsageError(`--since takes a date such as 2026-08-28, not "${text}".`);
}

function readFile(name: string, words: readonly string[]): string {
  const [file, ...more] = words;
  if (file !== undefined && file !== '' && more.length === 0) return file;
  throw new UsageError(`"${name}" takes one file. For example: ${program} ${name} paperboy-backup.jsonl`);
}

type Given = ReadonlyMap<OptionName, string | true>;

function readSearch(words: readonly string[], given: Given): Task {
  const limit = given.has('limit') ? readLimit(readText('limit', given)) : defaultLimit;
  const query = words.join(' ');
  if (!given.has('batch')) {
    if (query.trim() === '')
      throw new UsageError(`What to search for? For example: ${program} search uncertainty`);
    return { kind: 'search', query, json: given.has('json'), limit };
  }
  if (query !== '') throw new UsageError('With --batch the queries come from the file: leave out the words.');
  return { kind: 'batch', file: readText('batch', given), limit };
}

function splitArguments(args: readonly string[]): { words: readonly string[]; given: Given } {
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const given = new Map<OptionName, string | true>();
  let last = -1;
  for (const token of tokens) {
    const isWord = token.kind === 'option' && isExcludedWord(args[token.index] ?? '');
    if (token.kind === 'positional') words.push(token.value);
    else if (isWord && token.index !== last) words.push(args[token.index] ?? '');
    else if (token.kind === 'option' && !isWord)
      given.set(knownOption(token.name, token.rawName), token.value ?? true);
    last = token.index;
  }
  return { words, given };
}

/** `-word` and `-"a phrase"`, but not `-h` or `--json`. */
function isExcludedWord(argument: string): boolean {
  return /^-[^-]/u.test(argument) && argument !== '-h' && argument !== '-v';
}

function knownOption(name: string, rawName: string): OptionName {
  const known = Object.keys(options).find((option): option is OptionName => option === name);
  if (known !== undefined) return known;
  throw new UsageError(`There is no option ${rawName}. ${suggest(name, Object.keys(options), '--')}`);
}

function readText(name: OptionName, given: Given): string {
  const value = given.get(name);
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError(`--${name} needs a value after it.`);
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isSafeInteger(limit) && limit >= 1) return limit;
  throw new UsageError(`--limit is "${text}", but must be a whole number from 1.`);
}

function suggest(typed: string, known: readonly string[], before = ''): string {
  const nearest = findNearest(typed, known);
  return nearest === undefined ? `See ${program} help.` : `Did you mean ${before}${nearest}?`;
}
