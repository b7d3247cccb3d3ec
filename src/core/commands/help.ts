import { countPapers } from '../cards/plain-words.ts';
import type { Card, CommandLine } from '../chat/card.ts';
import type { CommandDeclaration, Option } from '../chat/command.ts';
import { nameBookmark } from '../chat/emoji.ts';
import { findNearest } from '../text/nearest.ts';
import { quote } from '../text/quote.ts';
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
    if (asked === '') return [showRooms(services)];
    if (asked === 'all') return [listCommands(services)];
    if (asked === 'search') return [explainQueries()];
    const group = services.commands.filter(({ name, verb }) => name === asked && verb !== undefined);
    if (group.length > 0) return [listCommands({ ...services, commands: group }, asked)];
    const { command, isExact } = findNearestCommand(asked, services.commands);
    if (command !== undefined) return [await explainCommand(command, services, isExact ? undefined : asked)];
    const card = listCommands(services);
    return [{ ...card, text: `There is no command ${quote(asked)}. These are the commands:\n${card.text}` }];
  },
} satisfies Command;

/** What one can do, in three parts, each with a command to type and one to press; the full lists are a press away. */
function showRooms({ typed, search, bookmarks }: Services): Card {
  return {
    title: 'What would you like to do?',
    sections: [
      {
        heading: '🔍 Find',
        typed: typed('paper', undefined, 'deep ensembles'),
        text: `Search, see what is new or trending here, find papers like one you know, or new ones like those you saved: ${typed('papers', 'new')}, ${typed('papers', 'trending')}, ${typed('foryou')}.`,
        action: { label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } },
      },
      {
        heading: '🔖 Keep',
        typed: typed('papers', 'saved'),
        text: `React ${nameBookmark(bookmarks)} on a paper, press Save, or type ${typed('papers', 'save')}. Tag it, write a note on it, and take all with you: ${typed('papers', 'export')}.`,
        action: { label: 'My list', command: { name: 'papers', verb: 'saved', text: '' } },
      },
      {
        heading: '📬 Follow',
        typed: typed('digest', 'add', 'ensembles 09:00'),
        text: `The best new papers on a topic, every morning, here or to you alone: ${typed('papers', 'subscribe')}. Or each new paper of a person, a venue or a category: ${typed('follow', 'author')}.`,
        action: {
          label: 'New digest …',
          command: { name: 'digest', verb: 'add', text: '', form: 'asked' },
        },
      },
    ],
    buttons: [
      { label: 'All commands', command: { name: 'papers', verb: 'help', text: 'all' } },
      { label: 'Search tips', command: { name: 'papers', verb: 'help', text: 'search' } },
    ],
    footer: `${countPapers(search.size)} here · ${typed('papers', 'help', 'all')} lists every command`,
  };
}

/** Lists the commands, or those of one name. */
function listCommands(services: Services, group?: string) {
  return {
    title: group === undefined ? 'What you can type' : `What you can type after ${services.typed(group)}`,
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

/** `asked`: what was typed for it, where that is no command. */
async function explainCommand(command: Command, services: Services, asked?: string): Promise<Card> {
  const { explanation } = command;
  const texts = await command.examples(services);
  const examples = texts.map((text) => services.typed(command.name, command.verb, text));
  return {
    title: usage(command, services),
    text: [
      ...(asked === undefined ? [] : [`There is no command ${quote(asked)}; this is the nearest.`]),
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

function findNearestCommand(asked: string, commands: readonly Command[]) {
  const keys = commands.flatMap((command) => [
    command.verb ?? command.name,
    `${command.name} ${command.verb ?? ''}`.trim(),
  ]);
  const key = findNearest(asked, keys);
  const command = commands.find((one) => key === (one.verb ?? one.name) || key === `${one.name} ${one.verb}`);
  return { command, isExact: key === asked };
}

/** The command a line names. A name that needs a verb and has none lists what there is of it, or is helped. */
export function findCommand(line: CommandLine, commands: readonly Command[]): Command | undefined {
  const own = commands.filter(({ name }) => name === line.name);
  if (own.length > 0 && line.verb === undefined && own.every(({ verb }) => verb !== undefined))
    return own.find(({ verb }) => verb === 'list') ?? help;
  return own.find(({ verb }) => verb === line.verb);
}

/** A line that asks for help in any way, as the command for it: `?`, `/help digest`, `/paper help`, `/digest ?`. */
export function askForHelp(line: CommandLine, commands: readonly Command[]): CommandLine {
  const { name, verb, text } = line;
  const asking = (about: string): CommandLine => ({ name: help.name, verb: help.verb, text: about.trim() });
  const own = commands.filter((command) => command.name === name);
  if (own.length === 0) return isHelp(name) ? asking(text) : line;
  if (verb === undefined)
    return isHelp(text) && own.some(({ argument }) => argument?.kind === 'query') ? asking('') : line;
  if (!isHelp(verb)) return line;
  return asking(name === help.name ? text : `${name} ${text}`);
}

function isHelp(word: string): boolean {
  return /^\/?(?:help|\?+)$/iu.test(word.trim());
}
