/** A sparse vector: what each term, by its place in a space of terms, weighs. */
export type WordVector = ReadonlyMap<number, number>;

/** Many sparse vectors, by term: term `t` has `values[starts[t] .. starts[t + 1]]`, each of the vector beside it. */
export type TermColumns = {
  readonly starts: Uint32Array;
  readonly vectors: Uint32Array;
  readonly values: Float64Array;
};

/** The vectors, numbered in their order, by the terms of a space of so many. */
export function columnsOf(vectors: readonly WordVector[], terms: number): TermColumns {
  const starts = new Uint32Array(terms + 1);
  for (const words of vectors) for (const term of words.keys()) starts[term + 1] += 1;
  for (let term = 0; term < terms; term++) starts[term + 1] += starts[term];
  const next = starts.slice();
  const owners = new Uint32Array(starts[terms]);
  const values = new Float64Array(starts[terms]);
  for (const [number, words] of vectors.entries())
    for (const [term, value] of words) {
      owners[next[term]] = number;
      values[next[term]] = value;
      next[term] += 1;
    }
  return { starts, vectors: owners, values };
}
