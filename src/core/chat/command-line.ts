import { entry, type LogEntry, nameOf } from '../text/log-entry.ts';
import type { CommandLine } from './card.ts';
import type { CommandDeclaration } from './command.ts';

/**
 * Reads what a person typed: `/papers cite 2`, or words without a slash, which are a search. A first word that is no
 * verb of the command is its `verb` all the same, so that the bot can suggest the nearest.
 */
export function readCommandLine(typed: string, commands: readonly CommandDeclaration[]): CommandLine {
  const text = typed.trim();
  if (!text.startsWith('/')) return { name: searchCommandName(commands), text };
  const [name, rest] = splitFirstWord(text.slice(1));
  const own = commands.filter((command) => command.name === name.toLowerCase());
  if (own.length === 0) return { name, text: rest };
  if (own.every((command) => command.verb === undefined)) return { name: name.toLowerCase(), text: rest };
  const [verb, argument] = splitFirstWord(rest);
  return { name: name.toLowerCase(), ...(verb === '' ? {} : { verb: verb.toLowerCase() }), text: argument };
}

/** What is declared of the command that a line names; undefined where there is no such command. */
export function findDeclaration(
  { name, verb }: Pick<CommandLine, 'name' | 'verb'>,
  commands: readonly CommandDeclaration[],
): CommandDeclaration | undefined {
  return commands.find((command) => command.name === name && command.verb === verb);
}

/** The command as one would type it: `/papers similar arxiv:2303.08010`. */
export function writeCommandLine(line: Pick<CommandLine, 'name' | 'verb' | 'text'>): string {
  return [`/${line.name}`, line.verb, line.text]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** A declared command for the log, without what was typed after it: `/papers note`. */
export function nameCommand(declared: Pick<CommandDeclaration, 'name' | 'verb'> | undefined): LogEntry {
  if (declared === undefined) return entry`an unknown command`;
  const { name, verb } = declared;
  return verb === undefined ? entry`/${nameOf(name)}` : entry`/${nameOf(name)} ${nameOf(verb)}`;
}

/** The command that takes a query: what words without a command, or a mention of the bot, mean. */
function searchCommandName(commands: readonly CommandDeclaration[]): string {
  return commands.find((command) => command.argument?.kind === 'query')?.name ?? 'paper';
}

function splitFirstWord(text: string): [string, string] {
  const trimmed = text.trim();
  const end = trimmed.search(/\s/u);
  return end === -1 ? [trimmed, ''] : [trimmed.slice(0, end), trimmed.slice(end).trim()];
}

/**
 * Texts that are too long for the buttons that stand for them, by the signs that the buttons have in their place: for all processes
 * of the bot, for as long as messages are known. Both reject where they cannot be kept or asked for just now.
 */
export type LongTexts = {
  keep(texts: ReadonlyMap<string, string>): Promise<void>;
  find(signs: readonly string[]): Promise<ReadonlyMap<string, string>>;
};
