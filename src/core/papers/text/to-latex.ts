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
const MATHS = new Map(
  [...SYMBOLS]
    .filter(([name, symbol]) => /[^ -~]/.test(symbol) && !name.startsWith('text'))
    .map(([name, symbol]) => [symbol, `$\\${name}$`]),
);
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉';

/** Plain text as LaTeX that prints it: specials escaped, accents and symbols as commands; other scripts stay UTF-8. */
export function toLatex(text: string): string {
  let result = '';
  for (const character of text)
    result += SPECIAL[character] ?? (character <= '~' ? character : commandFor(character));
  return result;
}

function commandFor(character: string): string {
  const known = WORDS.get(character) ?? MATHS.get(character);
  if (known !== undefined) return known;
  if (RAISED.includes(character)) return `$^{${RAISED.indexOf(character)}}$`;
  if (LOWERED.includes(character)) return `$_{${LOWERED.indexOf(character)}}$`;
  const [base, mark, ...more] = character.normalize('NFD');
  const accent = mark === undefined ? undefined : MARKS.get(mark);
  if (base === undefined || accent === undefined || more.length > 0 || !/[A-Za-z]/.test(base))
    return character;
  return /[a-z]/i.test(accent) ? `{\\${accent}{${base}}}` : `{\\${accent}${base}}`;
}
