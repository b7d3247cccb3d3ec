import type { Button, Card, CommandLine } from '../chat/card.ts';
import type { Form } from '../chat/command.ts';
import { readCommandLine, writeCommandLine } from '../chat/command-line.ts';
import type { Command, Request, Services } from '../commands/command.ts';
import { clipText } from '../text/clip-text.ts';
import { findNearest } from '../text/nearest.ts';
import { quote } from '../text/quote.ts';

/** Buttons say no more; who typed more than so many characters did not mean a search. */
const longestLabel = 80;
const longestWords = 300;

/** Answers a command or verb that there is not with the nearest one, and with a search for the same words. */
export function explainUnknownCommand(line: CommandLine, services: Services): Card {
  const { commands, typed } = services;
  const isVerb = commands.some((command) => command.name === line.name);
  const meant = isVerb ? nearestVerb(line, services) : nearestCommand(line, services);
  const words = isVerb ? `${line.verb ?? ''} ${line.text}`.trim() : line.text;
  const search: CommandLine = { name: 'paper', text: words };
  const lines = [
    ...(meant === undefined ? [] : [meant]),
    ...(words === '' || words.length > longestWords || meant?.name === 'paper' ? [] : [search]),
    ...(meant?.verb === 'help' ? [] : [{ name: 'papers', verb: 'help', text: '' }]),
  ];
  const buttons: Button[] = lines.map((command) => ({
    label: clipText(typed(command.name, command.verb, command.text), longestLabel),
    command,
  }));
  const asTyped = isVerb ? typed(line.name, line.verb) : writeCommandLine({ name: line.name, text: '' });
  return {
    title: `There is no command ${quote(asTyped)}`,
    text: `Did you mean ${buttons.map(({ label }) => label).join(', or ')}?`,
    buttons,
  };
}

function nearestVerb(line: CommandLine, { commands }: Services): CommandLine | undefined {
  const verbs = commands.filter(({ name }) => name === line.name).flatMap(({ verb }) => verb ?? []);
  const verb = findNearest(line.verb ?? '', verbs);
  return verb === undefined ? undefined : { name: line.name, verb, text: line.text };
}

/** The nearest of all names and verbs: `/pepper x` is `/paper x`, and `/cite 2` is `/papers cite 2`. */
function nearestCommand(line: CommandLine, { commands }: Services): CommandLine | undefined {
  const nearest = findNearest(line.name, [
    ...new Set(commands.flatMap(({ name, verb }) => [name, verb ?? name])),
  ]);
  if (nearest === undefined) return undefined;
  const owner = commands.find(({ verb }) => verb === nearest);
  if (owner?.verb !== undefined) return { name: owner.name, verb: owner.verb, text: line.text };
  return readCommandLine(`/${nearest} ${line.text}`, commands);
}

/** The answer with what was typed that its command cannot use said above it. */
export function tellSurplus(
  cards: readonly Card[],
  { line, text }: Pick<Request, 'line' | 'text'>,
  command: Command,
  typed: Services['typed'],
): readonly Card[] {
  const [first, ...others] = cards;
  const isUsed = command.argument !== undefined || command.readsButtons === true || text.trim() === '';
  if (isUsed || first === undefined) return cards;
  const said = `${quote(text)} was not used: ${typed(line.name, line.verb)} takes nothing more.`;
  return [
    { ...first, text: [said, ...(first.text === undefined ? [] : [first.text])].join('\n') },
    ...others,
  ];
}

/** What a form asks for, where it cannot be shown: nothing is changed before it is answered. */
export function explainForm(
  { title, fields, submit }: Form,
  line: CommandLine,
  typed: Services['typed'],
): Card {
  return {
    title,
    text: [
      `This asks for: ${fields.map(({ label }) => label).join(', ')}. Nothing was changed.`,
      `Press the button for the form, or see ${typed('papers', 'help', line.verb ?? line.name)} for how to type it.`,
    ].join('\n'),
    buttons: [{ label: `${submit} …`, command: { ...line, form: 'asked' } }],
  };
}

/** Says which values an option has where it was given another; undefined where all are right, or where the command says so itself. */
export function explainWrongChoice(
  { line, options }: Request,
  command: Command,
  typed: Services['typed'],
): Card | undefined {
  // What a form asks, its command checks all at once.
  if (command.form !== undefined) return undefined;
  for (const { name, choices } of command.options ?? []) {
    const given = options[name];
    if (given === undefined || choices === undefined || choices.some(({ value }) => value === given))
      continue;
    return {
      title: `There is no ${name} ${quote(given)}`,
      text: [
        `Choose one of: ${choices.map(({ value }) => value).join(', ')}. For example:`,
        ...choices.slice(0, 2).map(({ value }) => typed(line.name, line.verb, `${name}:${value}`)),
      ].join('\n'),
    };
  }
  return undefined;
}
