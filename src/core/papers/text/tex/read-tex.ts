import { raise } from '../symbols.ts';
import { DROPPED } from './commands.ts';
import { isMoney, spaceRelations, writeScript } from './formula.ts';
import { createCommandReader, type Place } from './read-command.ts';

export type TexOptions = {
  /** The text may be TeX or not: braces, dollars and commands that need not be TeX stay. Otherwise all of it is TeX. */
  readonly isLoose?: boolean;
};

const SPECIAL = /[\\{}$~^_`'-]|[!?]`|https?:\/\//gi;
const ADDRESS = /https?:\/\/(?:[^\s<>"{}|\\^`$]|\\[_%&#~])+/iy;
const POWER = /\^(?:\{([^{}\s]{1,8})\}|([-−]?\d{1,3}(?![\d.]\d?)|\p{L}(?!\p{L})))/uy;
const WORD = /^[\p{L}\p{N}][\p{L}\p{N} \-–'’.]*$/u;
/** Groups and arguments inside each other are followed so deep; those further in are read as if without braces. */
const DEEPEST = 100;
/** The longest formula, in characters. */
const LONGEST_FORMULA = 600;

/**
 * TeX as people read it: groups, commands, formulas and ligatures become plain text, each character read once. Never throws,
 * takes linear time; white space stays as it is.
 */
export function readTex(source: string, { isLoose = false }: TexOptions = {}): string {
  let at = 0;
  let isClosed = false;
  let openQuotes = 0;
  const cursor = { take, argument, formula, next: () => source.charAt(at), isLoose };
  const readCommand = createCommandReader(cursor);

  /** What stands at the cursor, if the sticky pattern fits. */
  function take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(source) ?? undefined;
    if (found !== undefined) at = pattern.lastIndex;
    return found;
  }

  /** Reads up to the end of the place or the brace that closes it. */
  function read(place: Place): string {
    const { end, isMath, closing } = place;
    const parts: string[] = [];
    const before = () => parts.at(-1)?.at(-1) ?? '';
    while (at < end) {
      SPECIAL.lastIndex = at;
      const special = Math.min(SPECIAL.exec(source)?.index ?? end, end);
      const part = special > at ? source.slice(at, special) : undefined;
      if (part !== undefined) {
        parts.push(part);
        at = special;
        continue;
      }
      const sign = source.charAt(at);
      if (sign === closing) {
        at += 1;
        isClosed = true;
        return parts.join('');
      }
      if ((sign === '\\' && dropsSpaceBefore()) || (isMath && /[\^_]/.test(sign))) {
        const last = parts.pop() ?? '';
        parts.push(last.replace(/[ ~]$/, ''));
      }
      const text = isMath ? readMath(sign, place, before()) : readText(sign, place, before());
      if (text !== '') parts.push(text);
    }
    isClosed = false;
    return parts.join('');
  }

  function dropsSpaceBefore(): boolean {
    const name = /[A-Za-z]{3,12}/y;
    name.lastIndex = at + 1;
    return DROPPED.has(name.exec(source)?.[0] ?? '');
  }

  function readMath(sign: string, place: Place, before: string): string {
    if (sign === '\\') return readCommand(place, before);
    at += 1;
    if (sign === '{') return inGroup(place) ?? '';
    if (sign === '^' || sign === '_') return writeScript(argument(place) ?? '', sign);
    return sign === '~' ? ' ' : sign === '}' ? '' : sign;
  }

  function readText(sign: string, place: Place, before: string): string {
    if (sign === '\\') return readCommand(place, before);
    if (sign === '{') return readGroup(place, before);
    if (sign === '$') return readDollars(place);
    if (/[a-z]/i.test(sign)) {
      const address = take(ADDRESS)?.[0];
      if (address !== undefined) return isLoose ? address : address.replace(/\\(.)/g, '$1');
    }
    if (sign === '^' && /[\p{L}\p{N})\]]/u.test(before)) {
      const from = at;
      const power = take(POWER);
      const raised = raise(power?.[1] ?? power?.[2] ?? '');
      if (power !== undefined && raised !== undefined) return raised;
      at = from;
    }
    return isLoose ? (take(/./suy)?.[0] ?? '') : readLigature();
  }

  function readLigature(): string {
    const [run = ''] = take(/---?(?!-)|-+|``?|''?|[!?]`|./suy) ?? [];
    if (run === '`') openQuotes += 1;
    if (run === "'" && openQuotes > 0 && !/\p{L}/u.test(source.charAt(at))) {
      openQuotes -= 1;
      return '’';
    }
    return LIGATURES[run] ?? run;
  }

  function inGroup(place: Place): string | undefined {
    if (place.depth > DEEPEST) return undefined;
    return read({ ...place, depth: place.depth + 1, closing: '}' });
  }

  function readGroup(place: Place, before: string): string {
    at += 1;
    const from = at;
    const inner = inGroup(place);
    if (inner === undefined) return isLoose ? '{' : '';
    if (!isLoose) return inner;
    if (!isClosed) return `{${inner}`;
    const isJoined = /\p{L}/u.test(before) || /\p{L}/u.test(source.charAt(at));
    const isTex = inner !== source.slice(from, at - 1) && /[\\$]/.test(source.slice(from, at - 1));
    const isWord = WORD.test(inner) && (isJoined || /\p{L}{2}|[^ -~]/u.test(inner));
    return isTex || isWord || /^(?:``?|''?|)$/.test(inner) ? inner : `{${inner}}`;
  }

  function readDollars(place: Place): string {
    const sign = source.startsWith('$$', at) ? '$$' : '$';
    at += sign.length;
    return formula(place, sign) ?? sign;
  }

  /** The formula from the cursor to a sign in the same group, behind which the cursor then is; nothing where there is none. */
  function formula(place: Place, sign: string): string | undefined {
    const from = at;
    const to = findClosing(sign, Math.min(place.end, at + LONGEST_FORMULA));
    if (to === undefined || place.depth > DEEPEST) return undefined;
    const raw = source.slice(from, to);
    const isDollar = sign.startsWith('$');
    if (isDollar && isMoney(raw, source.charAt(to + sign.length))) return undefined;
    if (isDollar && isLoose && (/^\s|[^\\]\s$/.test(raw) || raw === '')) return undefined;
    const text = read({ end: to, isMath: true, depth: place.depth + 1, closing: '' });
    at = to + sign.length;
    return spaceRelations(text);
  }

  function findClosing(sign: string, end: number): number | undefined {
    let depth = 0;
    for (let index = at; index < end; index++) {
      if (depth === 0 && source.startsWith(sign, index)) return index;
      const character = source.charAt(index);
      if (character === '\\') index += 1;
      else if (character === '{') depth += 1;
      else if (character === '}') depth -= 1;
      if (depth < 0) return undefined;
    }
    return undefined;
  }

  /** What a command is given: a group, a command, a formula or a single character; nothing at the end of the place. */
  function argument(place: Place): string | undefined {
    take(/\s*/y);
    const sign = source.charAt(at);
    if (at >= place.end || sign === place.closing) return undefined;
    const inside = { ...place, depth: place.depth + 1 };
    if (place.depth > DEEPEST && sign !== '{') return '';
    if (sign === '{') {
      at += 1;
      return inGroup(place) ?? '';
    }
    if (sign === '\\') return readCommand(inside);
    if (sign === '$' && !place.isMath) return readDollars(place);
    return take(/./suy)?.[0];
  }

  return read({ end: source.length, isMath: false, depth: 0, closing: '' });
}

const LIGATURES: Readonly<Record<string, string>> = {
  '---': '—',
  '--': '–',
  '``': '“',
  "''": '”',
  '`': '‘',
  '!`': '¡',
  '?`': '¿',
  '~': ' ',
  '}': '',
};
