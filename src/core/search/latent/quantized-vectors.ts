/** Vectors in whole numbers of a byte: vector `i` is `numbers[i * dimensions ..]` times `scales[i]`. */
export type QuantizedVectors = {
  readonly dimensions: number;
  readonly numbers: Int8Array;
  readonly scales: Float32Array;
};

const MOST = 127;

/** Room for so many vectors, all of them nought. */
export function createVectors(count: number, dimensions: number): QuantizedVectors {
  return { dimensions, numbers: new Int8Array(count * dimensions), scales: new Float32Array(count) };
}

/** Writes vector `at`, as it is. */
export function setVector(
  { dimensions, numbers, scales }: QuantizedVectors,
  at: number,
  vector: Float64Array,
): void {
  let most = 0;
  for (let i = 0; i < dimensions; i++) most = Math.max(most, Math.abs(vector[i]));
  scales[at] = most / MOST;
  const start = at * dimensions;
  for (let i = 0; i < dimensions; i++)
    numbers[start + i] = most === 0 ? 0 : Math.round((vector[i] / most) * MOST);
}

/** Adds `weight` times vector `at` to `sum`. */
export function addVector(
  { dimensions, numbers, scales }: QuantizedVectors,
  at: number,
  weight: number,
  sum: Float64Array,
): void {
  const start = at * dimensions;
  const scaled = weight * scales[at];
  for (let i = 0; i < dimensions; i++) sum[i] += scaled * numbers[start + i];
}

/** The inner product of vector `at` and `other`. */
export function innerProduct(
  { dimensions, numbers, scales }: QuantizedVectors,
  at: number,
  other: Float64Array,
): number {
  const start = at * dimensions;
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += numbers[start + i] * other[i];
  return sum * scales[at];
}

/** Brings a vector to length 1; one of nought stays. */
export function normalize(vector: Float64Array): Float64Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return vector;
}
