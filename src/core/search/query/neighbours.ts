import { type Dictionary, prefixRange } from '../index/dictionary.ts';

/** A word of a dictionary at a small edit distance. */
export type Neighbour = { readonly place: number; readonly distance: number };

/** Letters of the longest word that has neighbours: one bit each, and one for the empty prefix. */
const MOST_LETTERS = 30;
const MOST_BYTES = 256;

/**
 * States of the automaton after so many bytes of the path: bit `i` is set where the first `i` letters of the wanted word
 * are equal to the path, at most one edit from it, at most two. Only read where a letter ends.
 */
const exact = new Int32Array(MOST_BYTES);
const near = new Int32Array(MOST_BYTES);
const far = new Int32Array(MOST_BYTES);
/** Where the path's last letter begins, and at which places of the wanted word it stands. */
const before = new Int32Array(MOST_BYTES);
const standsAt = new Int32Array(MOST_BYTES);
/** The places of each ASCII letter in the wanted word. */
const placesOfAscii = new Int32Array(128);

/**
 * Words within `most` edits (insert, delete, replace, swap neighbouring letters: optimal string alignment) of `word`
 * whose first `same` letters are equal, in dictionary order; none for a word of more than 30 letters. Walks the sorted
 * words like a trie with the bit-parallel automaton of Wu & Manber (CACM 1992), swaps as in Hyyrö (2003).
 */
export function neighboursOf(dictionary: Dictionary, word: string, most: 1 | 2, same = 0): Neighbour[] {
  const letters = Array.from(word);
  if (letters.length === 0 || letters.length > MOST_LETTERS) return [];
  const placesOfOthers = placeLetters(letters);
  const whole = letters.length;
  const all = 2 ** (whole + 1) - 1;
  const { bytes, starts, shared } = dictionary;
  const { first, end } = prefixRange(dictionary, letters.slice(0, same).join(''));
  const alive = most === 1 ? near : far;
  exact[0] = 1;
  near[0] = 3 & all;
  far[0] = 7 & all;

  const found: Neighbour[] = [];
  let tooFar = MOST_BYTES;
  for (let place = first; place < end; place++) {
    let depth = place === first ? 0 : shared[place];
    if (depth >= tooFar) continue;
    const start = starts[place];
    const length = starts[place + 1] - start;
    while (isInsideLetter(bytes[start + depth])) depth -= 1;
    tooFar = MOST_BYTES;
    while (depth < length) {
      const from = depth;
      let letter = bytes[start + depth++];
      if (letter < 0x80) {
        step(from, depth, placesOfAscii[letter], all);
      } else {
        letter &= letter >= 0xf0 ? 0x07 : letter >= 0xe0 ? 0x0f : 0x1f;
        while (isInsideLetter(bytes[start + depth])) letter = (letter << 6) | (bytes[start + depth++] & 0x3f);
        step(from, depth, placesOfOthers.get(letter) ?? 0, all);
      }
      if (alive[depth] === 0) {
        tooFar = depth;
        break;
      }
    }
    if (tooFar < MOST_BYTES || alive[length] >>> whole === 0) continue;
    found.push({ place, distance: exact[length] >>> whole ? 0 : near[length] >>> whole ? 1 : 2 });
  }
  return found;
}

/** Reads one letter of the path, from one depth to another. */
function step(from: number, to: number, stands: number, all: number): void {
  const earlier = before[from];
  const swap = from > 0 ? (standsAt[from] >> 1) & stands : 0;
  const wasExact = exact[from];
  const wasNear = near[from];
  const isExact = ((wasExact & stands) << 1) & all;
  const isNear =
    (((wasNear & stands) << 1) | wasExact | ((wasExact | isExact) << 1) | ((exact[earlier] & swap) << 2)) &
    all;
  before[to] = from;
  standsAt[to] = stands;
  exact[to] = isExact;
  near[to] = isNear;
  far[to] =
    (((far[from] & stands) << 1) | wasNear | ((wasNear | isNear) << 1) | ((near[earlier] & swap) << 2)) & all;
}

/** Notes the places of the ASCII letters, and yields those of the others. */
function placeLetters(letters: readonly string[]): ReadonlyMap<number, number> {
  const others = new Map<number, number>();
  placesOfAscii.fill(0);
  letters.forEach((letter, i) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) placesOfAscii[code] |= 1 << i;
    else others.set(code, (others.get(code) ?? 0) | (1 << i));
  });
  return others;
}

function isInsideLetter(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
