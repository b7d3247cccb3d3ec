import { lower, raise } from '../symbols.ts';

/** A raised or lowered text in Unicode where it has such a form, else behind its sign: `x^(k+1)`. */
export function writeScript(text: string, sign: '^' | '_'): string {
  const small = text.trim();
  if (small === '') return '';
  const shown = sign === '^' ? raise(small) : lowerList(small);
  if (shown !== undefined && (sign === '^' || small.length <= 3 || /^[\d,]+$/.test(small))) return shown;
  if (sign === '_' && /^\p{S}$/u.test(small)) return small;
  return /^[\p{L}\p{N}]+$/u.test(small) ? `${sign}${small}` : `${sign}(${small})`;
}

/** `3,3`: the commas stay as they are. */
function lowerList(text: string): string | undefined {
  const parts = text.split(',').map((part) => (part === '' ? undefined : lower(part)));
  return parts.includes(undefined) ? undefined : parts.join(',');
}

/** One side of a fraction or what is under a root. */
export function parenthesise(text: string): string {
  return /^[\p{L}\p{N}.√∞]*$/u.test(text) ? text : `(${text})`;
}

/** A relation that has a space behind has one before too. */
export function spaceRelations(formula: string): string {
  return formula.replace(/(?<=\S)(?=[×±·≤≥≠≈∼∈⊂⊆→] )/g, ' ').trim();
}

/** Of `$5-$10` and `$5 here and 10$`: prices and words, no formula. */
export function isMoney(formula: string, next: string): boolean {
  return /^[\d.]/.test(formula) && (/\d/.test(next) || /(?<![\\\p{L}])\p{L}{3,} \p{L}{3,}/u.test(formula));
}

/** The formula of a chemical substance: the numbers behind its elements lowered. */
export function writeChemical(text: string): string {
  return text.replace(/(?<=[\p{L})\]])\d+/gu, (digits) => lower(digits) ?? digits);
}
