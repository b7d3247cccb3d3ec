import { ACCENTS, LETTERS, SYMBOLS } from './symbols.ts';

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // No `\\{`: BibTeX counts it as a brace, and one alone would swallow the rest of the file.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
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
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉';

/**
 * Plain text as LaTeX that prints it: specials escaped, accents and symbols as commands that LaTeX has without a package; other
 * scripts stay UTF-8.
 */
export function toLatex(text: string): string {
  let result = '';
  for (const character of text) {
    const written = SPECIAL[character] ?? (character <= '~' ? character : commandFor(character));
    result += isLigature(result.slice(-1), written.charAt(0)) ? `{}${written}` : written;
  }
  return result;
}

/** Two signs that TeX would read as one. */
function isLigature(last: string, next: string): boolean {
  return last === next && (next === '-' || next === "'" || next === '`');
}

function commandFor(character: string): string {
  const known = WORDS.get(character) ?? MATHS.get(character);
  if (known !== undefined) return known;
  if (RAISED.includes(character)) return `$^{${RAISED.indexOf(character)}}$`;
  if (LOWERED.includes(character)) return `$_{${LOWERED.indexOf(character)}}$`;
  const [base = '', ...marks] = character.normalize('NFD');
  const accents = marks.map((mark) => MARKS.get(mark));
  if (accents.length === 0 || accents.includes(undefined) || !/[A-Za-z]/.test(base)) return character;
  return `{${accents.reduce<string>((letter, accent = '') => accentuate(letter, accent), base)}}`;
}

/** `\^e`, `\c{c}`, and of what has an accent already `\~{\^e}`. */
function accentuate(letter: string, accent: string): string {
  return letter.length > 1 || /[a-z]/i.test(accent) ? `\\${accent}{${letter}}` : `\\${accent}${letter}`;
}
