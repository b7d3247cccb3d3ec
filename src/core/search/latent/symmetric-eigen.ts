/** Eigenvalues in falling order; `vectors[i * size + k]` is component `i` of the unit eigenvector of `values[k]`. */
export type Eigen = { readonly values: Float64Array; readonly vectors: Float64Array };

const MOST_SWEEPS = 30;
const NEGLIGIBLE = 1e-22;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, row by row, by Jacobi's rotations (Golub & Van Loan, "Matrix
 * Computations", 8.5).
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const rotated = new Float64Array(size * size);
  for (let i = 0; i < size; i++) rotated[i * size + i] = 1;
  let total = 0;
  for (const value of a) total += value * value;
  for (let sweep = 0; sweep < MOST_SWEEPS && squaresOffDiagonal(a, size) > NEGLIGIBLE * total; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, rotated, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => a[j * size + j] - a[i * size + i] || i - j,
  );
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    for (let i = 0; i < size; i++) vectors[i * size + to] = rotated[i * size + from];
  });
  return { values: Float64Array.from(order, (i) => a[i * size + i]), vectors };
}

function squaresOffDiagonal(a: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) sum += a[i * size + j] ** 2;
  return sum;
}

/** Makes `a[p, q]` nought. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < size; i++) {
    const ip = a[i * size + p];
    const iq = a[i * size + q];
    a[i * size + p] = c * ip - s * iq;
    a[i * size + q] = s * ip + c * iq;
    const vp = vectors[i * size + p];
    const vq = vectors[i * size + q];
    vectors[i * size + p] = c * vp - s * vq;
    vectors[i * size + q] = s * vp + c * vq;
  }
  for (let i = 0; i < size; i++) {
    const pi = a[p * size + i];
    const qi = a[q * size + i];
    a[p * size + i] = c * pi - s * qi;
    a[q * size + i] = s * pi + c * qi;
  }
}
