import { proseTerm } from './analysis.ts';

/** Words by which people ask for papers rather than say what about: "papers about", "looking for articles on". */
const REQUEST_WORDS = new Set(
  `about article articles describe describes describing discuss discusses discussing discussion find
   information interest interested like looking paper papers`.split(/\s+/),
);
const LEAST_LEFT = 2;

/** The words without those of the request, where at least two others say what is wanted; else all of them. */
export function withoutRequestWords(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !REQUEST_WORDS.has(word));
  const telling = new Set(rest.map(proseTerm).filter((term) => term !== ''));
  return telling.size >= LEAST_LEFT ? rest : words;
}
