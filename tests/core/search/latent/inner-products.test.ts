import { expect, it } from 'vitest';
import { innerProducts, plainInnerProducts } from '../../../../src/core/search/latent/inner-products.ts';
import { createVectors } from '../../../../src/core/search/latent/quantized-vectors.ts';
import { createRandom } from '../../../bench/random.ts';

it.each([1, 15, 16, 50, 128])(
  'inner products are exact in %i dimensions, however many there are',
  (dimensions) => {
    const random = createRandom(14);
    const upTo = (most: number): number => (random() < 0.1 ? most : Math.round((2 * random() - 1) * most));
    for (const count of [0, 1, 1_000, 2_345]) {
      const vectors = {
        ...createVectors(count, dimensions),
        numbers: Int8Array.from({ length: count * dimensions }, () => upTo(127)),
      };
      const other = Int16Array.from({ length: dimensions }, () => upTo(32_767));
      const expected = Int32Array.from({ length: count }, (_, at) =>
        other.reduce((sum, value, i) => sum + value * vectors.numbers[at * dimensions + i], 0),
      );
      for (const multiply of [innerProducts, plainInnerProducts]) {
        const products = new Int32Array(count);
        multiply(vectors, other, products);
        expect(products).toEqual(expected);
      }
    }
  },
);
