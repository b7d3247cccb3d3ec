import { proseTerm, wordsOf } from './analysis.ts';
import type { MarkedText, Span } from './hit.ts';

/** A place in a text where a word of the query stands; `key` is the same for all forms of the word. */
export type Match = Span & { readonly key: string };

/** Finds the words of one query in texts. */
export type Matcher = {
  matches(text: string): Match[];
};

/** Finds these words in any inflection, and these runs of words whole. */
export function createMatcher(words: readonly string[], phrases: readonly (readonly string[])[]): Matcher {
  const keys = new Set(words.map(keyOf));
  const runs = phrases.map((phrase) => phrase.map(keyOf));
  return {
    matches(text) {
      const found = wordsOf(text);
      const foundKeys = found.map((word) => keyOf(word.text));
      const matches: Match[] = [];
      for (let i = 0; i < found.length; i++) {
        const run = runs.find((keysOfRun) => keysOfRun.every((key, j) => foundKeys[i + j] === key));
        const last = i + (run ? run.length - 1 : 0);
        if (run || keys.has(foundKeys[i])) {
          matches.push({
            start: found[i].start,
            end: found[last].end,
            key: run ? run.join(' ') : foundKeys[i],
          });
        }
        i = last;
      }
      return matches;
    },
  };
}

/** A word's stem; a stop word stands for itself and for no stem. */
function keyOf(word: string): string {
  return proseTerm(word) || `=${word}`;
}

/** The text with the matches marked; marks with nothing but a space or hyphen between them become one. */
export function markText(text: string, matches: readonly Span[]): MarkedText {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of matches) {
    const last = marks.at(-1);
    if (last && start - last.end <= 1 && /^[\s-]?$/.test(text.slice(last.end, start))) last.end = end;
    else marks.push({ start, end });
  }
  return { text, marks };
}
