import { endianness } from 'node:os';
import type { QuantizedVectors } from './quantized-vectors.ts';

/** Writes to `products` the inner products of the vectors' whole numbers and of others of 16 bits, as many as their dimensions. */
export type InnerProducts = (vectors: QuantizedVectors, other: Int16Array, products: Int32Array) => void;

/** The part of WebAssembly's interface that is used here, which Node's types leave out. */
type Assembly = {
  validate(code: Uint8Array): boolean;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};
/** Nothing where Node runs without a compiler. */
const assembly = (globalThis as { readonly WebAssembly?: Assembly }).WebAssembly;

/**
 * Sixteen numbers at once, where JavaScript takes one after another. As text:
 *
 *     (module
 *       (memory (export "m") 4)
 *       (func (export "f")
 *         (param $vector i32) (param $end i32) (param $size i32) (param $other i32) (param $otherEnd i32) (param $product i32)
 *         (local $at i32) (local $beside i32) (local $sum v128) (local $numbers v128)
 *         loop $vectors
 *           (local.set $sum (v128.const i64x2 0 0))
 *           (local.set $at (local.get $vector))
 *           (local.set $beside (local.get $other))
 *           loop $blocks
 *             (i32x4.add
 *               (local.get $sum)
 *               (i32x4.dot_i16x8_s
 *                 (i16x8.extend_low_i8x16_s (local.tee $numbers (v128.load (local.get $at))))
 *                 (v128.load (local.get $beside))))
 *             (i32x4.dot_i16x8_s
 *               (i16x8.extend_high_i8x16_s (local.get $numbers))
 *               (v128.load offset=16 (local.get $beside)))
 *             (local.set $sum (i32x4.add))
 *             (local.set $at (i32.add (local.get $at) (i32.const 16)))
 *             (local.tee $beside (i32.add (local.get $beside) (i32.const 32)))
 *             (br_if $blocks (i32.lt_u (local.get $otherEnd)))
 *           end
 *           (i32.store (local.get $product) (the sum of the four lanes of $sum))
 *           (local.set $product (i32.add (local.get $product) (i32.const 4)))
 *           (local.tee $vector (i32.add (local.get $vector) (local.get $size)))
 *           (br_if $vectors (i32.lt_u (local.get $end)))
 *         end))
 */
const CODE =
  'AGFzbQEAAAABCgFgBn9/f39/fwADAgEABQMBAAQHCQIBbQIAAWYAAAqZAQGWAQICfwJ7A0D9DAAAAAAAAAAAAAAAAAAAAAAhCCAAIQYgAyEHA0AgCCAG/QAAACIJ/YcBIAf9AAAA/boB/a4BIAn9iAEgB/0AABD9ugH9rgEhCCAGQRBqIQYgB0EgaiIHIARJDQALIAUgCP0bACAI/RsBaiAI/RsCaiAI/RsDajYCACAFQQRqIQUgACACaiIAIAFJDQALCw==';

type Exports = {
  readonly m: { readonly buffer: ArrayBuffer };
  f(vector: number, end: number, size: number, other: number, otherEnd: number, product: number): void;
};

/** Numbers that are taken at once; the others have noughts up to a multiple of them, so it does not matter what follows a vector. */
const BLOCK = 16;
const MOST_VECTORS = 1_000;
const MOST_DIMENSIONS = 128;
const OTHER_AT = 0;
const PRODUCTS_AT = 2 * MOST_DIMENSIONS;
const VECTORS_AT = PRODUCTS_AT + 4 * MOST_VECTORS;

/** By the processor's vector instructions, for at most 128 dimensions; undefined where there are none. */
function createVectorized(): InnerProducts | undefined {
  const code = Buffer.from(CODE, 'base64');
  if (!assembly?.validate(code) || endianness() === 'BE') return undefined;
  const { m: memory, f: multiply } = new assembly.Instance(new assembly.Module(code)).exports as Exports;
  const otherThere = new Int16Array(memory.buffer, OTHER_AT, MOST_DIMENSIONS);
  const productsThere = new Int32Array(memory.buffer, PRODUCTS_AT, MOST_VECTORS);
  const vectorsThere = new Int8Array(memory.buffer, VECTORS_AT);
  return ({ dimensions, numbers }, other, products) => {
    otherThere.fill(0).set(other);
    const otherEnd = OTHER_AT + 2 * BLOCK * Math.ceil(dimensions / BLOCK);
    const vectors = numbers.length / dimensions;
    for (let first = 0; first < vectors; first += MOST_VECTORS) {
      const some = numbers.subarray(first * dimensions, (first + MOST_VECTORS) * dimensions);
      vectorsThere.set(some);
      multiply(VECTORS_AT, VECTORS_AT + some.length, dimensions, OTHER_AT, otherEnd, PRODUCTS_AT);
      products.set(productsThere.subarray(0, some.length / dimensions), first);
    }
  };
}

/** The same by plain loops. */
export const plainInnerProducts: InnerProducts = ({ dimensions, numbers }, other, products) => {
  for (let start = 0, at = 0; start < numbers.length; start += dimensions, at++) {
    let sum = 0;
    for (let i = 0; i < dimensions; i++) sum += numbers[start + i] * other[i];
    products[at] = sum;
  }
};

export const innerProducts: InnerProducts = createVectorized() ?? plainInnerProducts;
