import type { Bot } from '../../../core/chat/bot.ts';
import type { Asker, Choice } from '../../../core/chat/command.ts';
import { findDeclaration, readCommandLine, writeCommandLine } from '../../../core/chat/command-line.ts';
import { readOptions } from '../../../core/chat/options.ts';

/** Lines offered at a time. */
const OFFERED = 12;

/** Whole lines that what is typed may become: commands by their beginning, then their arguments. */
export async function completeTyped(typed: string, bot: Bot, asker: Asker): Promise<readonly Choice[]> {
  if (!typed.startsWith('/')) return [];
  const start = typed.toLowerCase().replace(/\s+/gu, ' ');
  const names = bot.commands
    .map((command) => ({
      label: command.description,
      value: `${writeCommandLine({ ...command, text: '' })}${command.argument === undefined ? '' : ' '}`,
    }))
    .filter(({ value }) => value.startsWith(start) && value !== start);
  if (names.length > 0) return names.slice(0, OFFERED);
  const line = readCommandLine(typed, bot.commands);
  const declaration = findDeclaration(line, bot.commands);
  if (declaration?.argument === undefined || declaration.argument.kind === 'text') return [];
  const { text } = readOptions(line.text, declaration.options);
  // An option is being typed, or stands before: completing the argument would take it away.
  if (text !== line.text) return [];
  const choices = await bot.suggest(line, OFFERED, undefined, asker);
  return choices.map(({ label, value }) => ({ label, value: writeCommandLine({ ...line, text: value }) }));
}
