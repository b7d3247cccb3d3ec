/** Endings that words of one stem differ in; a word has the first that fits. */
const ENDINGS: readonly RegExp[] = [
  /iz(?:ed|ing)$/,
  /ize$/,
  /ed$/,
  /ing$/,
  /ization$/,
  /ion$/,
  /(?:[eo]r|ist)$/,
  /(?:al|ary)$/,
  /ly$/,
  /(?:ive|[aem]nt)$/,
  /(?:[ai]ble|ful)$/,
  /(?:ity|ness)$/,
  /(?:ous|ic|ism)$/,
  /[ae]nc[ey]$/,
];

export const ENDING_COUNT = ENDINGS.length + 1;
/** Those of words that may be verbs: without an ending, and `-ed`, `-ing`, `-ize`. */
export const INFLECTED_ENDINGS = 0b11111;
/** What every word has some bit of. */
export const ANY_ENDING = 2 ** ENDING_COUNT - 1;
/** The bit beside them of a word written with two capitals or more, as acronyms are. */
export const CAPITALS = 2 ** ENDING_COUNT;

/**
 * The ending of a folded word in American spelling as one of 15 bits: with its stem it tells a word from others of that stem, all
 * but a few. A word and its plural have the same.
 */
export function endingOf(word: string): number {
  const singular = withoutPlural(word);
  const place = ENDINGS.findIndex((ending) => ending.test(singular));
  return place < 0 ? 1 : 2 << place;
}

/** A word of a regular plural without it; others as they are. */
export function withoutPlural(word: string): string {
  if (/..ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2);
  return /..[^isu]s$/.test(word) ? word.slice(0, -1) : word;
}
