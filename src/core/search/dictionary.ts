/** Distinct words in order of their UTF-8 bytes, word `i` at `bytes[starts[i] .. starts[i + 1]]`. */
export type Dictionary = { readonly bytes: Uint8Array; readonly starts: Uint32Array };

/** The dictionary of these words; they need not be sorted but must be distinct. Yields also where each went. */
export function createDictionary(words: readonly string[]): { dictionary: Dictionary; places: Uint32Array } {
  const encoded = words.map((word) => Buffer.from(word));
  const order = Uint32Array.from(words.keys()).sort((a, b) => Buffer.compare(encoded[a], encoded[b]));
  const places = new Uint32Array(words.length);
  order.forEach((word, place) => {
    places[word] = place;
  });
  return { dictionary: packSorted(Array.from(order, (word) => encoded[word])), places };
}

/** Packs words that are already distinct and in order of their bytes. */
export function packSorted(words: readonly Uint8Array[]): Dictionary {
  const starts = new Uint32Array(words.length + 1);
  for (let i = 0; i < words.length; i++) starts[i + 1] = starts[i] + words[i].length;
  const bytes = new Uint8Array(starts[words.length]);
  for (let i = 0; i < words.length; i++) bytes.set(words[i], starts[i]);
  return { bytes, starts };
}

export function dictionarySize(dictionary: Dictionary): number {
  return dictionary.starts.length - 1;
}

export function bytesAt(dictionary: Dictionary, place: number): Uint8Array {
  return dictionary.bytes.subarray(dictionary.starts[place], dictionary.starts[place + 1]);
}

export function wordAt(dictionary: Dictionary, place: number): string {
  const { bytes, starts } = dictionary;
  return Buffer.from(
    bytes.buffer,
    bytes.byteOffset + starts[place],
    starts[place + 1] - starts[place],
  ).toString();
}

/** The word's place, or -1. */
export function placeOf(dictionary: Dictionary, word: string): number {
  const wanted = Buffer.from(word);
  const place = firstFrom(dictionary, wanted, 0, wanted.length);
  return place < dictionarySize(dictionary) && compareBytes(dictionary, place, wanted) === 0 ? place : -1;
}

/** The words that begin with `prefix`: from `first` up to, not including, `end`. */
export function prefixRange(dictionary: Dictionary, prefix: string): { first: number; end: number } {
  const wanted = Buffer.from(prefix);
  return rangeOf(dictionary, wanted, wanted.length);
}

function rangeOf(dictionary: Dictionary, wanted: Uint8Array, length: number): { first: number; end: number } {
  if (length === 0) return { first: 0, end: dictionarySize(dictionary) };
  const first = firstFrom(dictionary, wanted, 0, length);
  return { first, end: endOfPrefix(dictionary, wanted, length, first) };
}

const OUT_OF_REACH = 100;

/** A word at a small edit distance. */
export type Neighbour = { readonly place: number; readonly distance: number };

/**
 * Words within `most` edits (insert, delete, replace, swap neighbours: optimal string alignment) of `word`,
 * in dictionary order. Walks the sorted words like a trie: rows of the edit table are kept for the shared
 * prefix, and a prefix that is already too far is passed over whole. The first `same` bytes must be equal.
 */
export function neighboursOf(dictionary: Dictionary, word: string, most: number, same = 0): Neighbour[] {
  const wanted = Buffer.from(word);
  const { bytes, starts } = dictionary;
  const width = wanted.length + 1;
  const deepest = wanted.length + most;
  const rows = new Uint8Array((deepest + 1) * width);
  for (let column = 0; column < width; column++) rows[column] = Math.min(column, OUT_OF_REACH);
  const found: Neighbour[] = [];
  const path = new Uint8Array(deepest);
  let known = 0;
  const range = rangeOf(dictionary, wanted, same);
  let place = range.first;
  while (place < range.end) {
    const start = starts[place];
    const length = starts[place + 1] - start;
    const reach = Math.min(length, deepest);
    let depth = 0;
    while (depth < known && depth < reach && path[depth] === bytes[start + depth]) depth += 1;
    let far = false;
    while (depth < reach && !far) {
      path[depth] = bytes[start + depth];
      depth += 1;
      far = fillRow(rows, width, depth, most, path, wanted) > most;
    }
    known = depth;
    if (far) {
      place = endOfPrefix(dictionary, path, depth, place);
      continue;
    }
    const distance = length > deepest ? most + 1 : rows[depth * width + width - 1];
    if (distance <= most) found.push({ place, distance });
    place = length > deepest ? endOfPrefix(dictionary, path, depth, place) : place + 1;
  }
  return found;
}

/**
 * Fills the row for `path[depth - 1]` and yields its least value. Only columns within `most` of the diagonal can
 * hold a value of at most `most`; the two beside that band are set out of reach.
 */
function fillRow(
  rows: Uint8Array,
  width: number,
  depth: number,
  most: number,
  path: Uint8Array,
  wanted: Uint8Array,
): number {
  const row = depth * width;
  const above = row - width;
  const first = Math.max(1, depth - most);
  const last = Math.min(width - 1, depth + most);
  const letter = path[depth - 1];
  rows[row + first - 1] = first === 1 ? Math.min(depth, OUT_OF_REACH) : OUT_OF_REACH;
  if (last < width - 1) rows[row + last + 1] = OUT_OF_REACH;
  let least = rows[row + first - 1];
  for (let column = first; column <= last; column++) {
    let cost = rows[above + column - 1] + (letter === wanted[column - 1] ? 0 : 1);
    if (rows[above + column] + 1 < cost) cost = rows[above + column] + 1;
    if (rows[row + column - 1] + 1 < cost) cost = rows[row + column - 1] + 1;
    if (depth > 1 && column > 1 && letter === wanted[column - 2] && path[depth - 2] === wanted[column - 1]) {
      cost = Math.min(cost, rows[above - width + column - 2] + 1);
    }
    rows[row + column] = cost;
    if (cost < least) least = cost;
  }
  return least;
}

/** The first place at or after `from` whose word is not below `wanted[0 .. length]`. */
function firstFrom(dictionary: Dictionary, wanted: Uint8Array, from: number, length: number): number {
  const key = wanted.subarray(0, length);
  return bisect(from, dictionarySize(dictionary), (place) => compareBytes(dictionary, place, key) >= 0);
}

/** The first place after `from` whose word does not begin with `prefix[0 .. length]`, which the one at `from` may. */
function endOfPrefix(dictionary: Dictionary, prefix: Uint8Array, length: number, from: number): number {
  const { bytes, starts } = dictionary;
  const size = dictionarySize(dictionary);
  const differs = (place: number): boolean => {
    const start = starts[place];
    if (starts[place + 1] - start < length) return true;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== prefix[i]) return true;
    return false;
  };
  let low = from;
  let step = 1;
  while (low + step < size && !differs(low + step)) {
    low += step;
    step *= 2;
  }
  return bisect(low, Math.min(low + step, size), differs);
}

/** The first number in `low .. high` for which `holds`, once it holds it holds for all that follow. */
function bisect(low: number, high: number, holds: (place: number) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function compareBytes(dictionary: Dictionary, place: number, wanted: Uint8Array): number {
  const { bytes, starts } = dictionary;
  const start = starts[place];
  const length = starts[place + 1] - start;
  const shared = Math.min(length, wanted.length);
  for (let i = 0; i < shared; i++) {
    const difference = bytes[start + i] - wanted[i];
    if (difference !== 0) return difference;
  }
  return length - wanted.length;
}
