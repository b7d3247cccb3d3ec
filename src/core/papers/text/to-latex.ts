import { ACCENTS, DOUBLE_STRUCK, LETTERS, SUBSCRIPTS, SUPERSCRIPTS, SYMBOLS } from './symbols.ts';

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // No `\\{`: BibTeX counts it as a brace, and one alone would swallow the rest of the file. Pandoc knows no `\\textbraceleft`.
  '{': '$\\lbrace$',
  '}': '$\\rbrace$',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '`': '\\textasciigrave{}',
  '|': '$|$',
  '–': '--',
  '—': '---',
  '“': '``',
  '”': "''",
  '‘': '`',
  '’': "'",
  '…': '\\ldots{}',
  '\u00a0': '~',
};
const MARKS = new Map(
  Object.entries(ACCENTS)
    .filter(([accent]) => accent.length === 1)
    .map(([accent, mark]) => [mark, accent]),
);
const WORDS = new Map(Object.entries(LETTERS).map(([name, letter]) => [letter, `{\\${name}}`]));
/** What needs a package, an argument, or is no letter of its own in mathematics. */
const NOT_ALONE: ReadonlySet<string> = new Set(
  'omicron leqslant geqslant lesssim gtrsim approxeq varnothing implies degree lVert rVert square checkmark euro sqrt'.split(
    ' ',
  ),
);
/** The first name of each symbol that LaTeX itself has. */
const MATHS = new Map(
  [...SYMBOLS]
    .filter(([name, symbol]) => /[^ -~]/.test(symbol) && !name.startsWith('text') && !NOT_ALONE.has(name))
    // BibTeX's styles write titles in small letters outside braces, names of commands too.
    .map(([name, symbol]) => [symbol, /[A-Z]/.test(name) ? `{$\\${name}$}` : `$\\${name}$`] as const)
    .reverse(),
);
/** Letters and marks that LaTeX has in the font encoding T1, which is there without a package, but not in its usual OT1. */
const IN_T1 = /^(?:[\p{L}]\u0328|[ÐðÞþĐđŊŋ«»„‚‹›])$/u;
const RAISED = reversed(SUPERSCRIPTS);
const LOWERED = reversed(SUBSCRIPTS);
/** Bold, as printed before `\mathbb`, which needs a package; written twice, which tells them from letters that are just bold. */
const STRUCK = new Map(
  Object.entries(DOUBLE_STRUCK).map(([letter, struck]) => [struck, `{$\\mathbf{\\mathbf{${letter}}}$}`]),
);

/**
 * Plain text as LaTeX that prints it: specials escaped, accents and symbols as commands that LaTeX has without a package; other
 * scripts stay UTF-8.
 */
export function toLatex(text: string): string {
  let result = '';
  for (const [characters] of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const accented = characters.length > 1 ? writeAccents(characters) : undefined;
    for (const character of accented === undefined ? characters : ['']) {
      const written =
        accented ?? SPECIAL[character] ?? (character <= '~' ? character : commandFor(character));
      result += isLigature(result.slice(-1), written.charAt(0)) ? `{}${written}` : written;
    }
  }
  return result;
}

/** Two signs that TeX would read as one. */
function isLigature(last: string, next: string): boolean {
  return last === next && (next === '-' || next === "'" || next === '`');
}

/** Whether a text has letters that are written with a change of font, whose name BibTeX's styles must not put in small letters. */
export function changesFont(text: string): boolean {
  return text.normalize('NFD').match(/[\u0328ÐðÞþĐđŊŋ«»„‚‹›]/u) !== null;
}

function commandFor(character: string): string {
  if (IN_T1.test(character.normalize('NFD'))) return `{\\fontencoding{T1}\\selectfont ${character}}`;
  const known = WORDS.get(character) ?? MATHS.get(character) ?? STRUCK.get(character);
  if (known !== undefined) return known;
  const [raised, lowered] = [RAISED.get(character), LOWERED.get(character)];
  if (raised !== undefined) return `$^{${raised}}$`;
  if (lowered !== undefined) return `$_{${lowered}}$`;
  return writeAccents(character) ?? character;
}

/** A letter with its accents, composed or not; nothing where LaTeX has not all of them. */
function writeAccents(characters: string): string | undefined {
  const [base = '', ...marks] = characters.normalize('NFD');
  const accents = marks.map((mark) => MARKS.get(mark));
  if (accents.length === 0 || accents.includes(undefined) || !/[A-Za-z]/.test(base)) return undefined;
  return `{${accents.reduce<string>((letter, accent = '') => accentuate(letter, accent), base)}}`;
}

/** `\^e`, `\c{c}`, and of what has an accent already `\~{\^e}`. */
function accentuate(letter: string, accent: string): string {
  return letter.length > 1 || /[a-z]/i.test(accent) ? `\\${accent}{${letter}}` : `\\${accent}${letter}`;
}

/** Of forms by their letters, the letters by their forms: ASCII, which needs no command of its own. */
function reversed(forms: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...forms].filter(([letter]) => /^[\w+=()-]$/.test(letter)).map(([letter, form]) => [form, letter]),
  );
}
