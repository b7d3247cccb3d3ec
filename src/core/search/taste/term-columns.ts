/** A sparse vector: what each term, by its place in a space of terms, weighs. */
export type WordVector = ReadonlyMap<number, number>;

/**
 * Many sparse vectors, by the terms that any of them has, numbered from 1: that of number `n` has `values[starts[n - 1] .. starts[n]]`, each of
 * the vector beside it.
 */
export type TermColumns = {
  /** The number of each term of the space; 0 for one that no vector has. */
  readonly numbers: Uint32Array;
  /** The terms in the order of their numbers. */
  readonly terms: Uint32Array;
  readonly starts: Uint32Array;
  readonly vectors: Uint32Array;
  readonly values: Float64Array;
};

/** The vectors, numbered in their order, by the terms of a space of so many. */
export function columnsOf(vectors: readonly WordVector[], spaceSize: number): TermColumns {
  const held = new Uint32Array(spaceSize);
  for (const words of vectors) for (const term of words.keys()) held[term] += 1;
  const terms = Uint32Array.from([...held.keys()].filter((term) => held[term] > 0));
  const numbers = new Uint32Array(spaceSize);
  const starts = new Uint32Array(terms.length + 1);
  terms.forEach((term, at) => {
    numbers[term] = at + 1;
    starts[at + 1] = starts[at] + held[term];
  });
  const next = starts.slice();
  const owners = new Uint32Array(starts[terms.length]);
  const values = new Float64Array(starts[terms.length]);
  for (const [number, words] of vectors.entries())
    for (const [term, value] of words) {
      const at = next[numbers[term] - 1]++;
      owners[at] = number;
      values[at] = value;
    }
  return { numbers, terms, starts, vectors: owners, values };
}
