import type { CommandLine } from './card.ts';
import type { CommandDeclaration, Option } from './command.ts';

/** The text of a command taken apart: its argument, and its options by name. */
export type Parts = { readonly text: string; readonly options: Readonly<Record<string, string>> };

type Token = { readonly raw: string; readonly name: string | undefined; readonly value: string };

/** A word, a quoted phrase, or a name with either: `tag:physics`, `note:"two words"`, `"early exit"`. */
const tokens = /(?:([A-Za-z]+):)?(?:"((?:[^"\\]|\\.)*)"|[“„]([^“”„]*)[“”]|(\S+))/gsu;

/**
 * Takes the options out of a command's text, wherever they stand; the rest, as it was typed, is the argument. A quote of an
 * option that is never closed ends with the text.
 */
export function readOptions(text: string, options: readonly Option[] = []): Parts {
  const found = new Map<string, string>();
  const rest: Token[] = [];
  for (const token of readTokens(text, options)) {
    const option = options.find(({ name }) => name === token.name?.toLowerCase());
    if (option === undefined) rest.push(token);
    else found.set(option.name, chooseValue(option, token.value));
  }
  for (const takeOne of [takeFirst, takeLast]) while (takeOne(rest, options, found));
  return { text: rest.map(({ raw }) => raw).join(' '), options: Object.fromEntries(found) };
}

/** The text that `readOptions` takes apart like this; a quote in the argument, which may be open, comes after the options. */
export function writeOptions({ text, options }: Parts): string {
  const written = Object.entries(options).map(([name, value]) => `${name}:${writeValue(value)}`);
  const rest = text.trim();
  const parts = /["“”„]/u.test(rest) ? [...written, rest] : [rest, ...written];
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
  const written = writeOptions({ text, options: { ...before.options, ...options } });
  return { ...line, text: written, form: 'answered' };
}

function readTokens(text: string, options: readonly Option[]): readonly Token[] {
  const found: Token[] = [];
  for (const { 0: raw, 1: name, 2: quoted, 3: curly, 4: bare = '', index } of text.matchAll(tokens)) {
    const isOption = options.some((option) => option.name === name?.toLowerCase());
    if (isOption && bare.startsWith('"')) {
      const open = text.slice(index + raw.length - bare.length + 1);
      return [...found, { raw, name, value: withoutEscapes(open) }];
    }
    found.push({ raw, name, value: quoted === undefined ? (curly ?? bare) : withoutEscapes(quoted) });
  }
  return found;
}

function withoutEscapes(quoted: string): string {
  return quoted.replace(/\\(.)/gsu, '$1');
}

/** Takes a choice without a name off the beginning, or one after its name: `unread`, `layout compact`. */
function takeFirst(rest: Token[], options: readonly Option[], found: Map<string, string>): boolean {
  const [first, second] = rest;
  const after = findByName(first, second, options, found);
  const one = after ?? findByValue(first, options, found);
  if (one === undefined) return false;
  found.set(one.name, one.value);
  rest.splice(0, after === undefined ? 1 : 2);
  return true;
}

/** The same off the end. */
function takeLast(rest: Token[], options: readonly Option[], found: Map<string, string>): boolean {
  const [last, before] = [rest.at(-1), rest.at(-2)];
  const after = findByName(before, last, options, found);
  const one = after ?? findByValue(last, options, found);
  if (one === undefined) return false;
  found.set(one.name, one.value);
  rest.splice(after === undefined ? -1 : -2);
  return true;
}

type Found = { readonly name: string; readonly value: string };

/** The option that one word names and the next is a value of. */
function findByName(
  named: Token | undefined,
  token: Token | undefined,
  options: readonly Option[],
  found: ReadonlyMap<string, string>,
): Found | undefined {
  const own = options.filter(({ name }) => name === named?.raw.toLowerCase());
  return findByValue(token, own, found);
}

/** The first option not given yet that a word without a name is a value of. */
function findByValue(
  token: Token | undefined,
  options: readonly Option[],
  found: ReadonlyMap<string, string>,
): Found | undefined {
  if (token === undefined) return undefined;
  for (const option of options) {
    if (found.has(option.name)) continue;
    const choice = option.choices?.find(({ value }) => value.toLowerCase() === token.raw.toLowerCase());
    if (choice !== undefined) return { name: option.name, value: choice.value };
  }
  return undefined;
}

/** The choice that is meant, whatever its capitals; the value itself where there is no such choice. */
function chooseValue({ choices }: Option, value: string): string {
  const wanted = value.trim().toLowerCase();
  const choice = choices?.find((one) => [one.value, one.label].some((word) => word.toLowerCase() === wanted));
  return choice?.value ?? value;
}

function writeValue(value: string): string {
  return /^[^\s"\\“”„]+$/u.test(value) ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`;
}
