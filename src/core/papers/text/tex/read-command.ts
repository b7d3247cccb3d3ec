import { ACCENTS, DOUBLE_STRUCK, LETTERS, lower, raise } from '../symbols.ts';
import {
  DECLARATIONS,
  DROPPED,
  FORMULAS,
  SECONDS,
  SPACES,
  TEXTS,
  THIN_SPACES,
  UNWRAPPED,
} from './commands.ts';
import { parenthesise, spaceRelations, writeChemical } from './formula.ts';
import { JOURNALS } from './journals.ts';

/** Where TeX is read: up to which character, as text or as a formula, how deep inside groups, and what closes it. */
export type Place = {
  readonly end: number;
  readonly isMath: boolean;
  readonly depth: number;
  readonly closing: '}' | '';
};

/** What commands read on with. */
type Cursor = {
  readonly isLoose: boolean;
  next(): string;
  take(pattern: RegExp): RegExpExecArray | undefined;
  argument(place: Place): string | undefined;
  formula(place: Place, sign: string): string | undefined;
};

const NAME = /\\((?:operatorname|[vh]space|cite[a-z]*)\*|[A-Za-z]+)/y;
const OPTION = /\s*\[[^[\]]{0,200}\]/y;
/** How our own export writes a double-struck letter without a package. */
const STRUCK = /\{\\mathbf\{([A-Z])\}\}/y;
const RAW_ARGUMENT = /\s*\{([^{}]*)\}/y;
/** Words between two escaped quotation marks, which are none of a letter's. */
const QUOTED = /([^"\\{}]{2,200})\\"(?![\p{L}{])/uy;
/** What must follow for an accent in a text that need not be TeX. */
const SIGN_ACCENT = /(?=\s?(?:\{|\\[ij](?![A-Za-z])|\p{L}))/uy;
const LETTER_ACCENT = /(?=\s?\{)|(?= \p{L}(?:[\p{L}\s.,;:)}]|$))/uy;
/** Behind these people leave the space that they mean. */
const SPACED = /^(?:l?dots|textellipsis|.*TeX.*)$/;

/** Reads one command at the cursor with all that belongs to it, into the text that it stands for. */
export function createCommandReader({ isLoose, next, take, argument, formula }: Cursor) {
  let quotes = 0;

  return (place: Place, before = ''): string => {
    const name = take(NAME)?.[1]?.replace('*', '');
    if (name !== undefined) return readNamed(name, place, before);
    take(/\\/y);
    return readSign(place, before);
  };

  function readNamed(name: string, place: Place, before: string): string {
    const text = TEXTS.get(name) ?? (isLoose ? undefined : JOURNALS.get(name));
    if (text !== undefined) {
      endName(name, place);
      // `log` and its like keep apart from a letter or another function before them.
      return text === name && /[\p{L}\p{N}]/u.test(before) ? ` ${text}` : text;
    }
    const struck = name === 'mathbf' ? take(STRUCK)?.[1] : undefined;
    if (struck !== undefined) return DOUBLE_STRUCK[struck] ?? struck;
    const mark = ACCENTS[name];
    if (mark !== undefined || name === 't') return readAccent(`\\${name}`, mark ?? '\u0361', place);
    if (UNWRAPPED.has(name))
      return argument({ ...place, isMath: place.isMath && !/^(?:text|mbox|hbox)/.test(name) }) ?? '';
    if (FORMULAS.has(name)) return spaceRelations(argument({ ...place, isMath: true }) ?? '');
    if (SECONDS.has(name)) {
      skip(place);
      return argument(place) ?? '';
    }
    if (DECLARATIONS.has(name)) {
      take(name === 'left' || name === 'right' ? /\s*\.?/y : /\s*/y);
      return '';
    }
    if (SPACES.has(name)) return ' ';
    if (THIN_SPACES.has(name)) return thinSpace();
    const dropped = DROPPED.get(name);
    if (dropped !== undefined) {
      for (let count = 0; count < dropped; count++) skip(place);
      return '';
    }
    return readKnown(name, place) ?? readUnknown(name, place);
  }

  function readKnown(name: string, place: Place): string | undefined {
    const read = () => argument(place) ?? '';
    switch (name) {
      case 'textsuperscript':
        return inForm(read(), raise);
      case 'textsubscript':
        return inForm(read(), lower);
      case 'mathbb':
        return [...read()].map((letter) => DOUBLE_STRUCK[letter] ?? letter).join('');
      case 'enquote':
      case 'mkbibquote': {
        quotes += 1;
        const text = read();
        quotes -= 1;
        return quotes % 2 === 0 ? `“${text}”` : `‘${text}’`;
      }
      case 'frac':
      case 'dfrac':
      case 'tfrac':
      case 'nicefrac':
        return `${parenthesise(read())}/${parenthesise(read())}`;
      case 'binom':
        return `(${read()} choose ${read()})`;
      case 'sqrt':
        take(OPTION);
        return `√${parenthesise(read())}`;
      case 'not':
        return `${read()}\u0338`.normalize('NFC');
      case 'ce':
        return writeChemical(read());
      case 'SI':
      case 'qty':
        return `${read()} ${read()}`;
      case 'si':
      case 'unit':
        return read();
      case 'url':
        return take(RAW_ARGUMENT)?.[1]?.replace(/\\(.)/g, '$1').trim() ?? read();
      case 'href': {
        const address = take(RAW_ARGUMENT)?.[1] ?? read();
        const text = read();
        return isLoose ? `${text} (${address})` : text;
      }
      case 'footnote': {
        const note = read();
        return isLoose ? ` (${note})` : '';
      }
      case 'begin':
      case 'end':
        take(RAW_ARGUMENT);
        take(OPTION);
        return ' ';
      default:
        return undefined;
    }
  }

  /** A command of somebody's own is the word it is called, or what it is put around. */
  function readUnknown(name: string, place: Place): string {
    if (isLoose && !place.isMath) {
      const group = take(RAW_ARGUMENT);
      return group === undefined ? `\\${name}` : `\\${name}${group[0]}`;
    }
    return next() === '{' && take(/\{\}/y) === undefined ? (argument(place) ?? '') : name;
  }

  function skip(place: Place): void {
    take(OPTION);
    take(OPTION);
    if (take(RAW_ARGUMENT) === undefined && next() === '{') argument(place);
  }

  /** The space behind a command ends its name and is none of the text. */
  function endName(name: string, { isMath }: Place): void {
    if (take(/\{\}/y) !== undefined || isMath) return;
    if (isLoose) {
      if (name in LETTERS) take(/ (?=\p{L})/uy);
    } else if (!SPACED.test(name)) take(/\s+/y);
  }

  function thinSpace(): string {
    return take(/(?:\{\})?\s*(?=[:;,.!?])/y) === undefined ? ' ' : '';
  }

  function readAccent(command: string, mark: string, place: Place): string {
    const isLetter = /\w$/.test(command);
    const isAccent = isLetter ? LETTER_ACCENT : SIGN_ACCENT;
    if (isLoose && !place.isMath && take(isAccent) === undefined) return command;
    const isBraced = take(/(?=\s*\{)/y) !== undefined;
    const [base = '', ...rest] = argument(place)?.trimStart() ?? '';
    if (base === '') return isLetter ? '' : command.slice(1);
    const letter = base === 'ı' ? 'i' : base === 'ȷ' ? 'j' : base;
    const composed = `${letter}${mark}`.normalize('NFC');
    if (isLoose && !isBraced && [...composed].length > 1) return `${command}${isLetter ? ' ' : ''}${base}`;
    return composed + rest.join('');
  }

  function readSign(place: Place, before: string): string {
    const sign = take(/./suy)?.[0] ?? '';
    if (sign === '') return isLoose ? '\\' : '';
    const quoted = sign === '"' ? take(QUOTED)?.[1] : undefined;
    if (quoted !== undefined) return `"${quoted}"`;
    const mark = ACCENTS[sign];
    if (mark !== undefined && !(place.isMath && sign === '=')) return readAccent(`\\${sign}`, mark, place);
    if (sign === '(' || sign === '[') return formula(place, sign === '(' ? '\\)' : '\\]') ?? `\\${sign}`;
    if (sign === '\\') {
      take(/\*?(?:\[[^[\]]{0,20}\])?/y);
      return ' ';
    }
    if (/[%&_$#{}]/.test(sign)) return sign;
    if (sign === '/') return isLoose ? '/' : '';
    if (sign === ',') return thinSpace();
    // Between spaces it is no command for one.
    if (isLoose && !place.isMath && /\s/.test(sign) && /^\s?$/.test(before)) return `\\${sign}`;
    if (/[;:>\s]/.test(sign)) return ' ';
    if (/[!@-]/.test(sign)) return '';
    if (sign === '|' && place.isMath) return '‖';
    return isLoose ? `\\${sign}` : sign;
  }
}

/** Numbers raised or lowered; words stay on the line. */
function inForm(text: string, form: (text: string) => string | undefined): string {
  return /^[\d+\-−,]+$/.test(text) ? (form(text) ?? text) : text;
}
