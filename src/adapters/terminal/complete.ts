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
  return [choices.map((choice) => space + choice), line.text];
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
