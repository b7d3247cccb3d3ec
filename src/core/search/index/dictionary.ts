/** Distinct words in order of their UTF-8 bytes, word `i` at `bytes[starts[i] .. starts[i + 1]]`. */
export type Dictionary = {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  /** How many bytes each word begins with that the one before it begins with too. */
  readonly shared: Uint8Array;
};

/** The dictionary of these words; they need not be sorted but must be distinct. Yields also where each went. */
export function createDictionary(words: readonly string[]): { dictionary: Dictionary; places: Uint32Array } {
  // Up to there UTF-16 and UTF-8 order words alike, and strings are compared sooner.
  const isPlain = words.every((word) => !/[\ud800-\uffff]/.test(word));
  const encoded = isPlain ? [] : words.map((word) => Buffer.from(word));
  const order = Uint32Array.from(words.keys()).sort(
    isPlain ? (a, b) => (words[a] < words[b] ? -1 : 1) : (a, b) => Buffer.compare(encoded[a], encoded[b]),
  );
  const places = new Uint32Array(words.length);
  order.forEach((word, place) => {
    places[word] = place;
  });
  const dictionary = isPlain
    ? packPlain(Array.from(order, (word) => words[word]))
    : packSorted(Array.from(order, (word) => encoded[word]));
  return { dictionary, places };
}

/** Packs words without surrogates, which are encoded the same alone and together. */
function packPlain(sorted: readonly string[]): Dictionary {
  const bytes = new Uint8Array(Buffer.from(sorted.join('')));
  const starts = runningTotal(sorted.map((word) => Buffer.byteLength(word)));
  return { bytes, starts, shared: sharedWithLast(bytes, starts) };
}

/** Packs words that are already distinct and in order of their bytes. */
export function packSorted(words: readonly Uint8Array[]): Dictionary {
  const starts = runningTotal(words.map(({ length }) => length));
  const bytes = new Uint8Array(starts[words.length]);
  for (let i = 0; i < words.length; i++) bytes.set(words[i], starts[i]);
  return { bytes, starts, shared: sharedWithLast(bytes, starts) };
}

/** What comes before each count, and at last the sum of all: where parts so long begin and end. */
export function runningTotal(counts: ArrayLike<number>): Uint32Array {
  const totals = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) totals[i + 1] = totals[i] + counts[i];
  return totals;
}

/** Below, at or above nought as one word's bytes come before, are, or come after another's. */
export function compareWords(one: Uint8Array, other: Uint8Array): number {
  const size = Math.min(one.length, other.length);
  for (let i = 0; i < size; i++) if (one[i] !== other[i]) return one[i] - other[i];
  return one.length - other.length;
}

function sharedWithLast(bytes: Uint8Array, starts: Uint32Array): Uint8Array {
  const shared = new Uint8Array(starts.length - 1);
  for (let i = 1; i < shared.length; i++) {
    const [last, start] = [starts[i - 1], starts[i]];
    const most = Math.min(start - last, starts[i + 1] - start, 255);
    let same = 0;
    while (same < most && bytes[last + same] === bytes[start + same]) same += 1;
    shared[i] = same;
  }
  return shared;
}

export function dictionarySize(dictionary: Dictionary): number {
  return dictionary.starts.length - 1;
}

export function bytesAt(dictionary: Dictionary, place: number): Uint8Array {
  return dictionary.bytes.subarray(dictionary.starts[place], dictionary.starts[place + 1]);
}

export function wordAt({ bytes, starts }: Dictionary, place: number): string {
  const [start, end] = [starts[place], starts[place + 1]];
  let word = '';
  for (let at = start; at < end; at++) {
    if (bytes[at] >= 0x80) return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
    word += String.fromCharCode(bytes[at]);
  }
  return word;
}

/** Where a word is encoded that is looked up. */
const scratch = Buffer.alloc(256);

/** The word's place, or -1. */
export function placeOf(dictionary: Dictionary, word: string): number {
  if (word.length > scratch.length) return placeOfBytes(dictionary, Buffer.from(word));
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code >= 0x80) return placeOfBytes(dictionary, Buffer.from(word));
    scratch[at] = code;
  }
  return placeOfBytes(dictionary, scratch, word.length);
}

/** The same for a word's UTF-8 bytes, which so many of `wanted` are. */
export function placeOfBytes(dictionary: Dictionary, wanted: Uint8Array, size = wanted.length): number {
  let from = 0;
  let to = dictionarySize(dictionary);
  while (from < to) {
    const middle = (from + to) >>> 1;
    const order = compareBytes(dictionary, middle, wanted, size);
    if (order === 0) return middle;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return -1;
}

/** The words that begin with `prefix`: from `first` up to, not including, `end`. */
export function prefixRange(dictionary: Dictionary, prefix: string): { first: number; end: number } {
  const wanted = Buffer.from(prefix);
  const size = dictionarySize(dictionary);
  const first = bisect(0, size, (place) => compareBytes(dictionary, place, wanted, wanted.length) >= 0);
  const end = bisect(first, size, (place) => !beginsWith(dictionary, place, wanted));
  return { first, end };
}

/** The first number in `low .. high` for which `holds`; once it holds it holds for all that follow. */
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

function beginsWith(dictionary: Dictionary, place: number, prefix: Uint8Array): boolean {
  const { bytes, starts } = dictionary;
  const start = starts[place];
  if (starts[place + 1] - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[start + i] !== prefix[i]) return false;
  return true;
}

function compareBytes(dictionary: Dictionary, place: number, wanted: Uint8Array, size: number): number {
  const { bytes, starts } = dictionary;
  const start = starts[place];
  const length = starts[place + 1] - start;
  const shared = Math.min(length, size);
  for (let i = 0; i < shared; i++) {
    const difference = bytes[start + i] - wanted[i];
    if (difference !== 0) return difference;
  }
  return length - size;
}
