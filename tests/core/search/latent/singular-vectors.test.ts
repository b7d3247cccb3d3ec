import { describe, expect, it } from 'vitest';
import { createBreather } from '../../../../src/core/async/time-slices.ts';
import {
  findSingularVectors,
  type SparseMatrix,
} from '../../../../src/core/search/latent/singular-vectors.ts';
import { symmetricEigen } from '../../../../src/core/search/latent/symmetric-eigen.ts';

function sparse(rows: readonly (readonly number[])[]): SparseMatrix {
  const columns = rows[0]?.length ?? 0;
  const entries = rows.flatMap((row) => [...row.keys()].filter((column) => row[column] !== 0));
  const values = rows.flatMap((row) => row.filter((value) => value !== 0));
  const starts = [
    0,
    ...rows.map(
      (_, at) =>
        rows
          .slice(0, at + 1)
          .flat()
          .filter(Boolean).length,
    ),
  ];
  return {
    rows: rows.length,
    columns,
    starts: Uint32Array.from(starts),
    entries: Uint32Array.from(entries),
    values: Float32Array.from(values),
  };
}

const breathe = createBreather();

describe('the eigenvectors of a symmetric matrix', () => {
  it('make the matrix again with their values, which fall', () => {
    const matrix = Float64Array.of(4, 1, -2, 1, 3, 0.5, -2, 0.5, 9);
    const { values, vectors } = symmetricEigen(matrix, 3);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        const sum = [0, 1, 2].reduce(
          (sum, k) => sum + vectors[i * 3 + k] * values[k] * vectors[j * 3 + k],
          0,
        );
        expect(sum).toBeCloseTo(matrix[i * 3 + j], 10);
      }
    }
  });

  it('are told of a matrix of nought, and of none', () => {
    expect([...symmetricEigen(new Float64Array(4), 2).values]).toEqual([0, 0]);
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0);
  });
});

describe('the singular vectors of a matrix of few values', () => {
  it('are its directions, the strongest first', async () => {
    const rows = [
      [3, 3, 0, 0],
      [3, 3, 0, 0],
      [0, 0, 1, -1],
      [0, 0, 1, -1],
    ];
    const found = await findSingularVectors(sparse(rows), 2, breathe);
    const vector = (k: number) => [0, 1, 2, 3].map((column) => found[column * 2 + k] * Math.SQRT2);
    const [first, second] = [vector(0), vector(1)];
    first.forEach((value, at) => {
      expect(value * Math.sign(first[0])).toBeCloseTo([1, 1, 0, 0][at], 6);
    });
    second.forEach((value, at) => {
      expect(value * Math.sign(second[2])).toBeCloseTo([0, 0, 1, -1][at], 6);
    });
  });

  it('are nought where the matrix has no more directions', async () => {
    const found = await findSingularVectors(
      sparse([
        [1, 2],
        [1, 2],
        [2, 4],
      ]),
      2,
      breathe,
    );
    expect(Math.hypot(found[0], found[2])).toBeCloseTo(1, 6);
    expect([found[1], found[3]]).toEqual([0, 0]);
    expect([...(await findSingularVectors(sparse([[], []]), 3, breathe))]).toEqual([]);
  });
});
