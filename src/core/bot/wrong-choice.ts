import { quote } from '../cards/plain-words.ts';
import type { Card } from '../chat/card.ts';
import type { Command, Request, Services } from '../commands/command.ts';

/** Says which values an option has where it was given another; undefined where all are right. */
export function explainWrongChoice(
  { line, options }: Request,
  command: Command,
  typed: Services['typed'],
): Card | undefined {
  for (const { name, choices } of command.options ?? []) {
    const given = options[name];
    if (given === undefined || choices === undefined || choices.some(({ value }) => value === given))
      continue;
    return {
      title: `There is no ${name} ${quote(given)}`,
      text: [
        `It may be: ${choices.map(({ value }) => value).join(', ')}. For example:`,
        ...choices.slice(0, 2).map(({ value }) => typed(line.name, line.verb, `${name}:${value}`)),
      ].join('\n'),
    };
  }
  return undefined;
}
