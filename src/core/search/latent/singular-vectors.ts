import type { Breathe } from '../../async/time-slices.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** A matrix of few values: those of row `i` are `values[starts[i] .. starts[i + 1]]`, in the columns beside them. */
export type SparseMatrix = {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly entries: Uint32Array;
  readonly values: Float32Array;
};

/** Rows of so many values each, one after another. */
type Block = { readonly rows: number; readonly width: number; readonly values: Float64Array };

const MORE_COLUMNS = 10;
const ITERATIONS = 4;
const ROWS_A_STEP = 64;
/** A direction with a smaller share of the largest square length is none. */
const NO_DIRECTION = 1e-12;

/**
 * The right singular vectors of the `count` largest singular values, by subspace iteration (Halko, Martinsson & Tropp,
 * "Finding Structure with Randomness", 2011) from a fixed start: component `k` of column `j` of the matrix is at
 * `j * count + k`. Where the matrix has a lower rank the rest is nought. Bytes are the same for the same matrix.
 */
export async function findSingularVectors(
  matrix: SparseMatrix,
  count: number,
  breathe: Breathe,
): Promise<Float64Array> {
  const width = Math.min(count + MORE_COLUMNS, matrix.rows, matrix.columns);
  let left = randomBlock(matrix.rows, width);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    left = await multiply(matrix, await multiplyTransposed(matrix, left, breathe), breathe);
    const { values, vectors } = symmetricEigen(await gram(left, breathe), width);
    left = await recombine(left, scaleColumns(vectors, values, width), width, breathe);
  }
  const right = await multiplyTransposed(matrix, left, breathe);
  const { values, vectors } = symmetricEigen(await gram(right, breathe), width);
  return (await recombine(right, scaleColumns(vectors, values, width), count, breathe)).values;
}

/** Divides each eigenvector by the root of its eigenvalue; one of (nearly) nought becomes nought. */
function scaleColumns(vectors: Float64Array, values: Float64Array, width: number): Float64Array {
  const scales = values.map((value) => (value > NO_DIRECTION * values[0] ? 1 / Math.sqrt(value) : 0));
  return vectors.map((value, at) => value * scales[at % width]);
}

/** Numbers from -1 to 1, always the same (Marsaglia's xorshift). */
function randomBlock(rows: number, width: number): Block {
  let state = 2_463_534_242;
  const values = new Float64Array(rows * width);
  for (let at = 0; at < values.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[at] = state / 2 ** 31;
  }
  return { rows, width, values };
}

function multiply(matrix: SparseMatrix, block: Block, breathe: Breathe): Promise<Block> {
  return combineRows(matrix, block, false, breathe);
}

function multiplyTransposed(matrix: SparseMatrix, block: Block, breathe: Breathe): Promise<Block> {
  return combineRows(matrix, block, true, breathe);
}

/** The product of the matrix, or of it transposed, and the block. */
async function combineRows(
  matrix: SparseMatrix,
  block: Block,
  isTransposed: boolean,
  breathe: Breathe,
): Promise<Block> {
  const rows = isTransposed ? matrix.columns : matrix.rows;
  const product = new Float64Array(rows * block.width);
  for (let row = 0; row < matrix.rows; row++) {
    addRow(matrix, row, block, isTransposed, product);
    if (row % ROWS_A_STEP === 0) await breathe();
  }
  return { rows, width: block.width, values: product };
}

/** Adds what the values in one row of the matrix bring to the product. */
function addRow(
  { starts, entries, values }: SparseMatrix,
  row: number,
  block: Block,
  isTransposed: boolean,
  product: Float64Array,
): void {
  const { width } = block;
  for (let at = starts[row]; at < starts[row + 1]; at++) {
    const value = values[at];
    const from = (isTransposed ? row : entries[at]) * width;
    const to = (isTransposed ? entries[at] : row) * width;
    for (let i = 0; i < width; i++) product[to + i] += value * block.values[from + i];
  }
}

/** The inner products of all columns. */
async function gram({ rows, width, values }: Block, breathe: Breathe): Promise<Float64Array> {
  const products = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    addProducts(values, row * width, width, products);
    if (row % ROWS_A_STEP === 0) await breathe();
  }
  for (let i = 0; i < width; i++)
    for (let j = 0; j < i; j++) products[i * width + j] = products[j * width + i];
  return products;
}

function addProducts(values: Float64Array, start: number, width: number, products: Float64Array): void {
  for (let i = 0; i < width; i++) {
    const value = values[start + i];
    for (let j = i; j < width; j++) products[i * width + j] += value * values[start + j];
  }
}

/** The first `count` columns of the block times a square matrix; those it has not are nought. */
async function recombine(
  { rows, width, values }: Block,
  square: Float64Array,
  count: number,
  breathe: Breathe,
): Promise<Block> {
  const result = new Float64Array(rows * count);
  const kept = Math.min(count, width);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const value = values[row * width + i];
      for (let j = 0; j < kept; j++) result[row * count + j] += value * square[i * width + j];
    }
    if (row % ROWS_A_STEP === 0) await breathe();
  }
  return { rows, width: count, values: result };
}
