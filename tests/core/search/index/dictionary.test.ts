import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDictionary,
  dictionarySize,
  placeOf,
  prefixRange,
  wordAt,
} from '../../../../src/core/search/index/dictionary.ts';
import { neighboursOf } from '../../../../src/core/search/query/neighbours.ts';

const WORDS = [
  'net',
  'network',
  'networks',
  'nets',
  'a',
  'zebra',
  'сеть',
  'сети',
  '深',
  '𝒳y',
  'é',
  'constructor',
];

function allWords(words: readonly string[]): string[] {
  const { dictionary } = createDictionary(words);
  return Array.from({ length: dictionarySize(dictionary) }, (_, place) => wordAt(dictionary, place));
}

/** Distance by insertions, deletions, replacements and swaps of neighbours, each letter edited once. */
function alignmentDistance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  const rows = [...a, ''].map((_, i) => [...b, ''].map((_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

const letters = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'ж', 'д', '深', '𝒳'),
  minLength: 1,
  maxLength: 7,
});

describe('a dictionary', () => {
  it('keeps the words in order of their bytes and tells where each went', () => {
    const { dictionary, places } = createDictionary(WORDS);
    expect(Array.from(places, (place) => wordAt(dictionary, place))).toEqual(WORDS);
    expect(allWords(WORDS)).toEqual(
      [...WORDS].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  });

  it('finds its words and no others', () => {
    const { dictionary, places } = createDictionary(WORDS);
    expect(WORDS.map((word) => placeOf(dictionary, word))).toEqual([...places]);
    for (const word of ['', 'ne', 'networkss', 'зебра', 'сет', 'A', '\u0000', 'zz'])
      expect(placeOf(dictionary, word)).toBe(-1);
  });

  it.each([
    ['net', ['net', 'nets', 'network', 'networks']],
    ['network', ['network', 'networks']],
    ['сет', ['сети', 'сеть']],
    ['𝒳', ['𝒳y']],
    ['x', []],
    ['networksx', []],
  ])('yields the words that begin with %j', (prefix, expected) => {
    const { dictionary } = createDictionary(WORDS);
    const { first, end } = prefixRange(dictionary, prefix);
    expect(Array.from({ length: end - first }, (_, i) => wordAt(dictionary, first + i))).toEqual(expected);
  });

  it('without words has nothing to find', () => {
    const { dictionary } = createDictionary([]);
    expect(dictionarySize(dictionary)).toBe(0);
    expect(placeOf(dictionary, 'a')).toBe(-1);
    expect(prefixRange(dictionary, '')).toEqual({ first: 0, end: 0 });
    expect(neighboursOf(dictionary, 'a', 2)).toEqual([]);
  });
});

describe('neighbours of a word', () => {
  it.each<[string, 1 | 2, string[]]>([
    ['netwrok', 1, ['network']],
    ['netwrok', 2, ['network', 'networks']],
    ['сетъ', 1, ['сети', 'сеть']],
    ['есть', 1, ['сеть']],
    ['深度', 1, ['深']],
    ['𝒳', 1, ['a', 'é', '深', '𝒳y']],
  ])('%s within %i', (word, most, expected) => {
    const { dictionary } = createDictionary(WORDS);
    expect(neighboursOf(dictionary, word, most).map(({ place }) => wordAt(dictionary, place))).toEqual(
      expected,
    );
  });

  it('are all those within the distance, and no others', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(letters, { maxLength: 40 }),
        letters,
        fc.constantFrom(1, 2),
        fc.integer({ min: 0, max: 2 }),
        (words, word, most, same) => {
          const { dictionary } = createDictionary(words);
          const found = neighboursOf(dictionary, word, most, same);
          const start = Array.from(word).slice(0, same).join('');
          const expected = allWords(words)
            .map((known, place) => ({ place, distance: alignmentDistance(word, known) }))
            .filter(({ place, distance }) => distance <= most && wordAt(dictionary, place).startsWith(start));
          expect(found).toEqual(expected);
        },
      ),
    );
  });

  it('are found up to thirty letters', () => {
    const long = 'a'.repeat(29);
    const { dictionary } = createDictionary([`${long}b`, `${long}bb`, `${long}c`, 'a'.repeat(64)]);
    expect(neighboursOf(dictionary, `${long}b`, 1).map(({ distance }) => distance)).toEqual([0, 1, 1]);
    expect(neighboursOf(dictionary, `${long}bb`, 1)).toEqual([]);
  });
});
