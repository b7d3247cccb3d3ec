import type { Bot } from '../../../core/chat/bot.ts';
import type { CommandLine } from '../../../core/chat/card.ts';
import type { CommandDeclaration, FormField, Option } from '../../../core/chat/command.ts';
import { findDeclaration, readCommandLine } from '../../../core/chat/command-line.ts';
import { readOptions, writeOptions } from '../../../core/chat/options.ts';
import { cutText } from '../../../core/text/clip-text.ts';
import { plainLine } from '../render/plain-text.ts';
import type { Completions } from './line-reader.ts';

const shown = 10;

/** Completions as readline wants them: what may follow, and the end of the line that it replaces. */
export async function completeLine(typed: string, bot: Bot): Promise<Completions> {
  const names = completeCommand(typed, bot);
  if (names.length > 0) return [names, typed];
  const line = readCommandLine(typed, bot.commands);
  const command = findDeclaration(line, bot.commands);
  if (command === undefined || !typed.endsWith(line.text)) return [[], typed];
  const values = await completeValue(typed, line, command, bot);
  if (values !== undefined) return values;
  return joinCompletions(
    await completeArgument(typed, line, command, bot),
    completeName(typed, line, command),
  );
}

async function completeArgument(
  typed: string,
  line: CommandLine,
  { argument, options }: CommandDeclaration,
  bot: Bot,
): Promise<Completions> {
  const { text } = readOptions(line.text, options);
  if (argument === undefined || !typed.endsWith(text)) return [[], ''];
  const suggested = await bot.suggest({ ...line, text }, shown);
  const choices = suggested.map(({ label, value }) =>
    plainLine(argument.kind === 'paper' || argument.kind === 'saved' ? label : value),
  );
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
  return cutText(first, length);
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

const shownCompletions = 10;

/** A name with the value that is being typed after it: `tag:phy`, `tag:"two wo`. */
const named = /(?:^|\s)(?<word>(?<name>[A-Za-z]+):(?:"(?<quoted>(?:[^"\\]|\\.)*)|(?<bare>[^\s"]*)))$/su;

/** Completions of the value of an option that is being typed; undefined where none is. */
async function completeValue(
  typed: string,
  line: CommandLine,
  { options = [] }: CommandDeclaration,
  bot: Bot,
): Promise<Completions | undefined> {
  const { word = '', name = '', quoted, bare = '' } = named.exec(typed)?.groups ?? {};
  const option = options.find((one) => one.name === name.toLowerCase());
  if (option === undefined) return undefined;
  const values = await findValues(option, quoted ?? bare, line, bot);
  return [values.map((value) => writeOptions({ text: '', options: { [option.name]: value } })), word];
}

/** Completions of the last word as an option's name, or as one of its values that needs no name. */
function completeName(
  typed: string,
  { text }: CommandLine,
  { options = [] }: CommandDeclaration,
): Completions {
  const [word = ''] = /\S*$/u.exec(typed) ?? [];
  const start = word.toLowerCase();
  const given = readOptions(text, options).options;
  const choices = options
    .filter(({ name }) => given[name] === undefined)
    .flatMap(({ name, choices: values = [] }) => {
      const bare =
        word === '' ? [] : values.map(({ value }) => value).filter((value) => value.startsWith(start));
      return name.startsWith(start) ? [`${name}:`, ...bare] : bare;
    });
  return [choices, word];
}

/** Completions of an answer in a form: of its argument as everywhere, of an option with its values. */
export async function completeField(
  field: FormField,
  typed: string,
  line: CommandLine,
  bot: Bot,
): Promise<readonly string[]> {
  const argument = findDeclaration(line, bot.commands)?.argument;
  if (argument?.name !== field.name) return findValues(field, typed, line, bot);
  const suggested = await bot.suggest({ ...line, text: typed }, shown);
  return suggested.map(({ value }) => value);
}

/** The values of an option, or of a field that is an option's, which go on what is typed. */
async function findValues(
  option: Pick<Option, 'name' | 'choices' | 'completes'>,
  typed: string,
  line: CommandLine,
  bot: Bot,
): Promise<readonly string[]> {
  const start = typed.toLowerCase();
  const values = option.choices?.map(({ value }) => value).filter((value) => value.startsWith(start));
  const suggested =
    option.completes === true
      ? await bot.suggest({ ...line, text: typed }, shownCompletions, option.name)
      : [];
  return (values ?? suggested.map(({ value }) => value)).map(plainLine);
}
