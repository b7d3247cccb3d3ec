import { type Dictionary, prefixRange } from './dictionary.ts';

/** A word of a dictionary at a small edit distance. */
export type Neighbour = { readonly place: number; readonly distance: number };

/** Letters of the longest word that has neighbours: one bit each, and one for the empty prefix. */
const MOST_LETTERS = 30;
const MOST_BYTES = 256;

/**
 * States of the automaton after so many bytes of the path: bit `i` of `within[k]` is set where the first `i` letters of
 * the wanted word are at most `k` edits from the path. Only read where a letter ends.
 */
const within = [new Int32Array(MOST_BYTES), new Int32Array(MOST_BYTES), new Int32Array(MOST_BYTES)] as const;
/** Where the path's last letter begins, and at which places of the wanted word it stands. */
const before = new Int32Array(MOST_BYTES);
const standsAt = new Int32Array(MOST_BYTES);

/**
 * Words within `most` edits (insert, delete, replace, swap neighbouring letters: optimal string alignment) of `word`
 * whose first `same` letters are equal, in dictionary order; none for a word of more than 30 letters. Walks the sorted
 * words like a trie with the bit-parallel automaton of Wu & Manber (CACM 1992), swaps as in Hyyrö (2003).
 */
export function neighboursOf(dictionary: Dictionary, word: string, most: 1 | 2, same = 0): Neighbour[] {
  const letters = Array.from(word);
  if (letters.length === 0 || letters.length > MOST_LETTERS) return [];
  const places = placesOfLetters(letters);
  const all = 2 ** (letters.length + 1) - 1;
  const { bytes, starts, shared } = dictionary;
  const { first, end } = prefixRange(dictionary, letters.slice(0, same).join(''));
  const alive = within[most];
  for (const [edits, states] of within.entries()) states[0] = (2 ** (edits + 1) - 1) & all;

  const found: Neighbour[] = [];
  let tooFar = MOST_BYTES;
  for (let place = first; place < end; place++) {
    const start = starts[place];
    const length = starts[place + 1] - start;
    let depth = place === first ? 0 : shared[place];
    if (depth >= tooFar) continue;
    while (isInsideLetter(bytes[start + depth])) depth -= 1;
    tooFar = MOST_BYTES;
    while (depth < length) {
      const from = depth;
      let letter = bytes[start + depth++];
      if (letter >= 0x80) {
        letter &= letter >= 0xf0 ? 0x07 : letter >= 0xe0 ? 0x0f : 0x1f;
        while (isInsideLetter(bytes[start + depth])) letter = (letter << 6) | (bytes[start + depth++] & 0x3f);
      }
      step(from, depth, places.get(letter) ?? 0, all);
      if (alive[depth] === 0) {
        tooFar = depth;
        break;
      }
    }
    if (tooFar < MOST_BYTES) continue;
    const distance = within.findIndex((states) => states[length] >>> letters.length === 1);
    if (distance >= 0 && distance <= most) found.push({ place, distance });
  }
  return found;
}

/** Reads one letter of the path, from one depth to another. */
function step(from: number, to: number, stands: number, all: number): void {
  const [exact, near, far] = within;
  before[to] = from;
  standsAt[to] = stands;
  const swap = from > 0 ? (standsAt[from] >> 1) & stands : 0;
  const earlier = before[from];
  const exactly = ((exact[from] & stands) << 1) & all;
  const nearly =
    (((near[from] & stands) << 1) |
      exact[from] |
      (exact[from] << 1) |
      (exactly << 1) |
      ((exact[earlier] & swap) << 2)) &
    all;
  exact[to] = exactly;
  near[to] = nearly;
  far[to] =
    (((far[from] & stands) << 1) |
      near[from] |
      (near[from] << 1) |
      (nearly << 1) |
      ((near[earlier] & swap) << 2)) &
    all;
}

/** The bits of the places at which each letter stands. */
function placesOfLetters(letters: readonly string[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  letters.forEach((letter, i) => {
    const code = letter.codePointAt(0) ?? 0;
    places.set(code, (places.get(code) ?? 0) | (1 << i));
  });
  return places;
}

function isInsideLetter(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
