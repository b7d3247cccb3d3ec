import type { CommandLine } from '../../core/chat/card.ts';
import type { Bot, CommandDeclaration, Option } from '../../core/chat/contract.ts';
import { readOptions, writeOptions } from '../../core/chat/options.ts';
import type { Completions } from './line-reader.ts';
import { plainLine } from './plain-text.ts';

const shownCompletions = 10;

/** A name with the value that is being typed after it: `tag:phy`, `tag:"two wo`. */
const named = /(?:^|\s)(?<word>(?<name>[A-Za-z]+):(?:"(?<quoted>(?:[^"\\]|\\.)*)|(?<bare>[^\s"]*)))$/su;

/** Completions of the value of an option that is being typed; undefined where none is. */
export function completeValue(
  typed: string,
  line: CommandLine,
  { options = [] }: CommandDeclaration,
  bot: Bot,
): Completions | undefined {
  const { word = '', name = '', quoted, bare = '' } = named.exec(typed)?.groups ?? {};
  const option = options.find((one) => one.name === name.toLowerCase());
  if (option === undefined) return undefined;
  const values = findValues(option, quoted ?? bare, line, bot);
  return [values.map((value) => writeOptions({ text: '', options: { [option.name]: value } })), word];
}

/** Completions of the last word as an option's name, or as one of its values that needs no name. */
export function completeName(
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

/** The values of an option, or of a field that is an option's, which go on what is typed. */
export function findValues(
  option: Pick<Option, 'name' | 'choices' | 'completes'>,
  typed: string,
  line: CommandLine,
  bot: Bot,
): readonly string[] {
  const start = typed.toLowerCase();
  const values = option.choices?.map(({ value }) => value).filter((value) => value.startsWith(start));
  const suggested =
    option.completes === true ? bot.suggest({ ...line, text: typed }, shownCompletions, option.name) : [];
  return (values ?? suggested.map(({ value }) => value)).map(plainLine);
}
