import type { CommandLine } from '../../core/chat/card.ts';
import { findDeclaration, readCommandLine } from '../../core/chat/command-line.ts';
import type { Bot, CommandDeclaration } from '../../core/chat/contract.ts';
import { readOptions } from '../../core/chat/options.ts';
import { completeName, completeValue } from './complete-option.ts';
import type { Completions } from './line-reader.ts';
import { plainLine } from './plain-text.ts';

const shown = 10;

/** Completions as readline wants them: what may follow, and the end of the line that it replaces. */
export function completeLine(typed: string, bot: Bot): Completions {
  const names = completeCommand(typed, bot);
  if (names.length > 0) return [names, typed];
  const line = readCommandLine(typed, bot.commands);
  const command = findDeclaration(line, bot.commands);
  if (command === undefined || !typed.endsWith(line.text)) return [[], typed];
  const values = completeValue(typed, line, command, bot);
  if (values !== undefined) return values;
  return joinCompletions(completeArgument(typed, line, command, bot), completeName(typed, line, command));
}

function completeArgument(
  typed: string,
  line: CommandLine,
  { argument, options }: CommandDeclaration,
  bot: Bot,
): Completions {
  const { text } = readOptions(line.text, options);
  if (argument === undefined || !typed.endsWith(text)) return [[], ''];
  const choices = bot
    .suggest({ ...line, text }, shown)
    .map(({ label, value }) => plainLine(argument.kind === 'paper' ? label : value));
  const space = text === '' && /\S$/u.test(typed) ? ' ' : '';
  return [keepTyped(choices, text).map((choice) => space + choice), text];
}

/** Both as one: those that replace the shorter end of the line with what the longer one has before it. */
function joinCompletions(one: Completions, other: Completions): Completions {
  if (other[0].length === 0) return one;
  if (one[0].length === 0) return other;
  const end = one[1].length > other[1].length ? one[1] : other[1];
  const choices = [one, other].flatMap(([own, replaced]) => {
    const before = end.slice(0, end.length - replaced.length);
    return own.map((choice) => before + choice);
  });
  return [[...new Set(choices)], end];
}

/**
 * readline replaces what is typed by what all choices begin with, even where that says less: by `author:"` where
 * `author:Che` was typed. There, what is typed becomes a choice too.
 */
function keepTyped(choices: readonly string[], typed: string): readonly string[] {
  const beginning = commonBeginning(choices);
  const isKept =
    choices.length < 2 ||
    typed.startsWith(beginning) ||
    beginning.toLowerCase().startsWith(typed.toLowerCase());
  return isKept ? choices : [typed, ...choices];
}

function commonBeginning([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

/** Commands and verbs that begin with what is typed: `/papers c` is `/papers cite `. */
function completeCommand(typed: string, bot: Bot): string[] {
  if (!typed.startsWith('/')) return [];
  const lines = bot.commands.map(({ name, verb }) =>
    verb === undefined ? `/${name} ` : `/${name} ${verb} `,
  );
  const start = typed.toLowerCase().replace(/\s+/gu, ' ');
  return [...lines, '/quit'].filter((line) => line.startsWith(start) && line !== start);
}
