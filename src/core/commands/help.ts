import { countPapers } from '../cards/plain-words.ts';
import type { Card } from '../chat/card.ts';
import type { CommandDeclaration, Option } from '../chat/command.ts';
import { findNearest } from '../text/nearest.ts';
import type { Command, Services } from './command.ts';

/** `/papers help [command]`: what one can type, made from the commands themselves. */
export const help = {
  name: 'papers',
  verb: 'help',
  description: 'Show what you can type here',
  argument: { name: 'command', description: 'The command to explain', required: false, kind: 'command' },
  private: true,
  repeatable: true,
  examples: () => ['', 'cite'],
  async run({ line }, services) {
    const asked = line.text.trim().replace(/^\//u, '').toLowerCase();
    if (asked === '') return [listCommands(services), explainQueries()];
    const command = findCommand(asked, services.commands);
    return [command === undefined ? listCommands(services) : await explainCommand(command, services)];
  },
} satisfies Command;

function listCommands(services: Services): Card {
  return {
    title: 'What you can type',
    text: services.commands
      .map((command) => `${usage({ ...command, options: [] }, services)}: ${command.description}`)
      .join('\n'),
    footer: `${services.typed('papers', 'help', 'saved')} explains one command · ${countPapers(services.search.size)} here`,
  };
}

function explainQueries(): Card {
  return {
    title: 'What you can search for',
    text: [
      'uncertainty estimation: papers with these words, the best match first',
      '"early exit": the words in this order, side by side',
      '-medical or -"time series": papers without them',
      'title: abstract: author: category: venue: then a word: only there (or ti: abs: au: cat:)',
      'year:2020-2023, after:2021, before:2022-06: by date',
      'has:code: papers with a link to their code',
      'id:2303.08010: one paper',
    ].join('\n'),
  };
}

async function explainCommand(command: Command, services: Services): Promise<Card> {
  const { explanation } = command;
  const texts = await command.examples(services);
  const examples = texts.map((text) => services.typed(command.name, command.verb, text));
  return {
    title: usage(command, services),
    text: [
      `${command.description}.`,
      ...(command.argument === undefined
        ? []
        : [`${command.argument.name}: ${command.argument.description}.`]),
      ...(command.options ?? []).map(
        (option) => `${writeOption(option).replace(/:?$/u, ':')} ${option.description}.`,
      ),
      ...(explanation === undefined
        ? []
        : [typeof explanation === 'string' ? explanation : explanation(services)]),
      'For example:',
      ...examples,
    ].join('\n'),
  };
}

/** `/papers cite <paper>`, `/papers saved [query] [tag:] [unread|read]`: what may be left out stands in brackets. */
export function usage(
  { name, verb, argument, options = [] }: CommandDeclaration,
  { typed }: Pick<Services, 'typed'>,
): string {
  const parts = [
    ...(argument === undefined ? [] : [argument.required ? `<${argument.name}>` : `[${argument.name}]`]),
    ...options.map((option) => `[${writeOption(option)}]`),
  ];
  return typed(name, verb, parts.join(' '));
}

/** The values of an option that may stand alone, or its name. */
function writeOption({ name, choices }: Option): string {
  return choices === undefined ? `${name}:` : choices.map(({ value }) => value).join('|');
}

function findCommand(asked: string, commands: readonly Command[]): Command | undefined {
  const keys = commands.flatMap((command) => [
    command.verb ?? command.name,
    `${command.name} ${command.verb ?? ''}`.trim(),
  ]);
  const key = findNearest(asked, keys);
  return commands.find(
    (command) => key === (command.verb ?? command.name) || key === `${command.name} ${command.verb}`,
  );
}
