import type { CommandLine } from './card.ts';
import type { CommandDeclaration, Option } from './contract.ts';

/** The text of a command taken apart: its argument, and its options by name. */
export type Parts = { readonly text: string; readonly options: Readonly<Record<string, string>> };

type Token = { readonly raw: string; readonly name?: string; readonly value: string };

/** A word, a quoted phrase, or a name with either: `tag:physics`, `note:"two words"`, `"early exit"`. */
const tokens = /(?:([A-Za-z]+):)?(?:"((?:[^"\\]|\\.)*)"|(\S+))|\S/gsu;

/** Takes the options out of a command's text, wherever they stand; the rest, as it was typed, is the argument. */
export function readOptions(text: string, options: readonly Option[] = []): Parts {
  const found: Record<string, string> = {};
  const rest: Token[] = [];
  for (const token of readTokens(text)) {
    const option = options.find(({ name }) => name === token.name?.toLowerCase());
    if (option === undefined) rest.push(token);
    else found[option.name] = token.value;
  }
  for (const end of [0, -1] as const) {
    for (let token = rest.at(end); token !== undefined; token = rest.at(end)) {
      const named = findByValue(token, options, found);
      if (named === undefined) break;
      found[named.option.name] = named.value;
      rest.splice(end, 1);
      if (rest.at(-1)?.raw.toLowerCase() === named.option.name) rest.pop();
    }
  }
  return { text: rest.map(({ raw }) => raw).join(' '), options: found };
}

/** The text that `readOptions` takes apart like this; options come first where a quote in the text could reach into them. */
export function writeOptions({ text, options }: Parts): string {
  const written = Object.entries(options).map(([name, value]) => `${name}:${writeValue(value)}`);
  const argument = text.trim();
  const parts = argument.includes('"') ? [...written, argument] : [argument, ...written];
  return parts.filter((part) => part !== '').join(' ');
}

/** The command with the answers of its form in place of what it said before. */
export function answerForm(
  line: CommandLine,
  declaration: CommandDeclaration,
  answers: Readonly<Record<string, string>>,
): CommandLine {
  const before = readOptions(line.text, declaration.options);
  const own = declaration.argument?.name ?? '';
  const { [own]: text = before.text, ...options } = answers;
  return { ...line, text: writeOptions({ text, options: { ...before.options, ...options } }) };
}

function readTokens(text: string): readonly Token[] {
  return [...text.matchAll(tokens)].map(([raw, name, quoted, bare]) => {
    const value = quoted === undefined ? (bare ?? raw) : quoted.replace(/\\(.)/gsu, '$1');
    return name === undefined ? { raw, value } : { raw, name, value };
  });
}

/** The option that a word without a name is a value of. */
function findByValue(
  { raw }: Token,
  options: readonly Option[],
  found: Readonly<Record<string, string>>,
): { readonly option: Option; readonly value: string } | undefined {
  for (const option of options) {
    if (found[option.name] !== undefined) continue;
    const choice = option.choices?.find(({ value }) => value === raw.toLowerCase());
    if (choice !== undefined) return { option, value: choice.value };
    if (option.accepts?.test(raw) === true) return { option, value: raw };
  }
  return undefined;
}

function writeValue(value: string): string {
  return /^[^\s"\\]+$/u.test(value) ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`;
}
