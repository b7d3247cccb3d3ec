import { findDeclaration, readCommandLine } from '../../core/chat/command-line.ts';
import type { Bot } from '../../core/chat/contract.ts';
import { plainLine } from './plain-text.ts';

const shown = 10;

/** Completions as readline wants them: what may follow, and the end of the line that it replaces. */
export function completeLine(typed: string, bot: Bot): [string[], string] {
  const names = completeCommand(typed, bot);
  if (names.length > 0) return [names, typed];
  const line = readCommandLine(typed, bot.commands);
  const command = findDeclaration(line, bot.commands);
  if (command?.argument === undefined || !typed.endsWith(line.text)) return [[], typed];
  const isPaper = command.argument.kind === 'paper';
  const choices = bot.suggest(line, shown).map(({ label, value }) => plainLine(isPaper ? label : value));
  const space = line.text === '' && /\S$/u.test(typed) ? ' ' : '';
  return [keepTyped(choices, line.text).map((choice) => space + choice), line.text];
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
