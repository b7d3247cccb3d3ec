import { readCommandLine } from '../../core/chat/command-line.ts';
import type { Bot } from '../../core/chat/contract.ts';
import { plainLine } from './plain-text.ts';

const shown = 20;

/** Completions of a line being typed, as readline wants them: whole lines, and the line they replace. */
export function completeLine(typed: string, bot: Bot): [string[], string] {
  const names = completeCommand(typed, bot);
  if (names.length > 0) return [names, typed];
  const line = readCommandLine(typed, bot.commands);
  const command = bot.commands.find(({ name, verb }) => name === line.name && verb === line.verb);
  if (command?.argument === undefined) return [[], typed];
  const before = typed.slice(0, typed.length - line.text.length);
  const start = line.text === '' && !/\s$/u.test(before) && before !== '' ? `${before} ` : before;
  const paper = command.argument.kind === 'paper';
  const choices = bot
    .suggest(line, shown)
    .map(({ label, value }) => start + plainLine(paper ? label : value));
  return [choices, typed];
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
