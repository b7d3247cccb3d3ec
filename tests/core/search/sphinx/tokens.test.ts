import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markOf, tokenBeginning, tokenOf } from '../../../../src/core/search/sphinx/wire/tokens.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', 'x', '_', '-', "'", '\\', '*', '"', '@', 'é', '\ud800', '0') }),
);

describe('the words of a search server', () => {
  it('are small letters, digits and underscores, at least two and no more than the server tells apart, whatever they stand for', () => {
    fc.assert(
      fc.property(text, (typed) => {
        if (typed !== '') expect(tokenOf(typed)).toMatch(/^[a-z0-9_]{2,40}$/u);
        expect(markOf('names', typed, typed)).toMatch(/^[a-z0-9_]{2,40}$/u);
      }),
    );
  });

  it('are different for different words, and for what a word is of a paper', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(tokenOf(one) === tokenOf(other)).toBe(one === other);
        expect(markOf('written', one)).not.toBe(tokenOf(other));
        expect(markOf('written', one)).not.toBe(markOf('category', other));
      }),
    );
  });

  it('begin as the words do', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(tokenOf(`${one}${other}ab`).startsWith(tokenBeginning(one))).toBe(true);
      }),
    );
  });
});
