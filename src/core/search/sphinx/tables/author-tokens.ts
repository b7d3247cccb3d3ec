import { wordsOf } from '../../text/words.ts';
import { markOf, type Token } from '../wire/tokens.ts';

/** Of longer names the first words. */
const MOST_WORDS = 6;

/** What an author's name is found by where several of its words are asked for: each two of them. */
export function tokensOfName(name: string): readonly Token[] {
  const words = wordsOf(name)
    .slice(0, MOST_WORDS)
    .map(({ text }) => text);
  const tokens = new Set<Token>();
  words.forEach((one, i) => {
    if (one.length === 1) return;
    words.forEach((other, j) => {
      if (i === j) return;
      tokens.add(markOf('beginning', one, other.slice(0, 1)));
      if (other.length === 1) tokens.add(markOf('initial', one, other));
      else tokens.add(namesToken(one, other));
    });
  });
  return [...tokens];
}

/**
 * For each word of a name that may be written in full, what must be found beside it: of each inner list any token. An initial stands
 * for any name that begins so.
 */
export function tokensOfWantedName(words: readonly string[]): readonly (readonly (readonly Token[])[])[] {
  return words.flatMap((anchor, at) => {
    if (anchor.length === 1) return [];
    const others = words.filter((_, i) => i !== at);
    return [
      others.map((other) =>
        other.length === 1
          ? [markOf('beginning', anchor, other)]
          : [namesToken(anchor, other), markOf('initial', anchor, other.slice(0, 1))],
      ),
    ];
  });
}

function namesToken(one: string, other: string): Token {
  return one < other ? markOf('names', one, other) : markOf('names', other, one);
}
