import type { MarkedText, Span } from '../../text/marked-text.ts';
import { proseEnding, proseTerm } from '../index/analysis.ts';
import { endingsOf, type WordEndings } from '../index/corpus-state.ts';
import { WEIGHTS } from '../ranking/weights.ts';
import { hasTwoCapitals } from '../text/acronyms.ts';
import { spellingsOf } from '../text/spelling.ts';
import { placesOfWords, readWord, type WordPlace } from '../text/words.ts';
import { formsThatBeginApart, knowBeginnings } from './word-beginnings.ts';

/** A place in a text where a word of the query stands. */
export type Match = Span & {
  /** The same for all forms of the word. */
  readonly key: string;
  /** 1 for the word as it was typed, less for its inflections, least for others of its stem. */
  readonly likeness: number;
};

/** Finds the words of one query in texts. */
export type Matcher = {
  matches(text: string): Match[];
};

/** Words that stand together; an acronym is one only where it is written with two capitals or more. */
export type WordRun = { readonly words: readonly string[]; readonly isShort?: true };

/** Finds these words in any inflection, and these runs of words whole. */
export function createMatcher(words: readonly string[], phrases: readonly WordRun[]): Matcher {
  const keys = readKeys(words);
  const runs = phrases.map((phrase) => ({ ...phrase, words: phrase.words.map(keyOf) }));
  const mayBegin = knowBeginnings(
    [...words, ...phrases.map((phrase) => phrase.words[0])].flatMap((word) => [...formsThatBeginApart(word)]),
  );
  return {
    matches(text) {
      const places = placesOfWords(text);
      const matches: Match[] = [];
      for (let i = 0; i < places.length; i++) {
        if (!mayBegin(text, places[i].start)) continue;
        const word = wordAt(text, places[i]);
        const run = runs.find((one) => isRunAt(one, text, places, i));
        const key = run ? run.words.join(' ') : keyOf(word);
        const last = i + (run ? run.words.length - 1 : 0);
        const endings = keys.get(key);
        if (run || endings) {
          const likeness = run || !endings ? 1 : likenessOf(word, endings);
          matches.push({ start: places[i].start, end: places[last].end, key, likeness });
        }
        i = last;
      }
      return matches;
    },
  };
}

/** Whether a run, of keys, stands at the place with this number. */
function isRunAt(run: WordRun, text: string, places: readonly WordPlace[], at: number): boolean {
  const last = places[at + run.words.length - 1];
  if (last === undefined || !run.words.every((key, i) => keyOf(wordAt(text, places[at + i])) === key))
    return false;
  return !run.isShort || hasTwoCapitals(text, places[at].start, last.end);
}

function wordAt(text: string, { start, end }: WordPlace): string {
  return readWord(text.slice(start, end));
}

/** Finds these words as they are, in either spelling. */
export function createNameMatcher(words: readonly string[]): Matcher {
  const keys = new Map(
    words.flatMap((word) => [...spellingsOf(word)].map((spelling) => [spelling, keyOf(word)])),
  );
  const mayBegin = knowBeginnings(keys.keys());
  return {
    matches(text) {
      const matches: Match[] = [];
      for (const place of placesOfWords(text)) {
        const key = mayBegin(text, place.start) ? keys.get(wordAt(text, place)) : undefined;
        if (key !== undefined) matches.push({ start: place.start, end: place.end, key, likeness: 1 });
      }
      return matches;
    },
  };
}

/** The keys of the words, and by which endings each is told from others of its stem. */
function readKeys(words: readonly string[]): ReadonlyMap<string, WordEndings> {
  const keys = new Map<string, WordEndings>();
  for (const word of words) {
    const key = keyOf(word);
    const { exact, inflected } = endingsOf(word, key);
    const known = keys.get(key) ?? { exact: 0, inflected: 0 };
    keys.set(key, { exact: known.exact | exact, inflected: known.inflected | inflected });
  }
  return keys;
}

function likenessOf(word: string, { exact, inflected }: WordEndings): number {
  const ending = proseEnding(word);
  if ((ending & exact) !== 0) return 1;
  return (ending & inflected) !== 0 ? WEIGHTS.forms.few.inflected : WEIGHTS.forms.few.related;
}

/** A word's stem; a stop word stands for itself. */
function keyOf(word: string): string {
  return proseTerm(word) || word;
}

/** The text with the matches, in order, marked; marks that overlap or have nothing but a space or hyphen between them become one. */
export function markText(text: string, matches: readonly Span[]): MarkedText {
  const marks: { start: number; end: number }[] = [];
  for (const { start, end } of matches) {
    const last = marks.at(-1);
    if (last && (start <= last.end || (start === last.end + 1 && ' -'.includes(text[last.end]))))
      last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return { text, marks };
}
