/** What other search engines leave out; a text all in capitals has no operators. */
const DENIED = /^(?=.*\p{Ll}).*?(?<!\S)NOT\s+["“]?([\p{L}\p{N}]+)/su;
/** When papers appeared, in words: `from 2024`, `since 2020`. */
const DATED = /(?<!\S)(after|before|from|in|since)\s+((?:19|20)\d{2})[\s?!.]*$/iu;
/** A category of arXiv: `cs.LG`. */
const CATEGORY =
  /(?<!\S)((?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.[A-Z]{2})(?!\S)/u;

/** What of a text was read as words though its author may have meant more, and how to say that; a hint each. */
export function explainMisread(text: string): readonly string[] {
  const hints: string[] = [];
  const denied = DENIED.exec(text)?.[1];
  if (denied !== undefined)
    hints.push(`“NOT” was read as a word. To leave out papers with a word put “-” before it: -${denied}.`);
  const [, when = '', year] = DATED.exec(text) ?? [];
  if (year !== undefined)
    hints.push(`“${year}” was read as a word. For papers of that time type ${fieldOf(when)}:${year}.`);
  const category = CATEGORY.exec(text)?.[1];
  if (category !== undefined)
    hints.push(`“${category}” was read as words. For papers of that category type category:${category}.`);
  return hints;
}

function fieldOf(when: string): string {
  const word = when.toLowerCase();
  if (word === 'before') return word;
  return word === 'after' || word === 'since' ? 'after' : 'year';
}
