import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../../src/core/search/text/words.ts';

const texts = (text: string): string[] => wordsOf(text).map((word) => word.text);

describe('words of a text', () => {
  it.each<[string, string[]]>([
    ['Window-Based early/exit', ['window', 'based', 'early', 'exit']],
    ['v1.5 beats 1.5 by 2.25.', ['v1.5', 'beats', '1.5', 'by', '2.25']],
    ['e.g. this, i.e. that', ['eg', 'this', 'ie', 'that']],
    ['the U.S. and the U.K', ['the', 'us', 'and', 'the', 'uk']],
    ["don't; Tabrisrei's; the authors'", ['dont', 'tabrisrei', 'the', 'authors']],
    ['don’t; Tabrisrei’s', ['dont', 'tabrisrei']],
    ["O'Neill and l'Hôpital", ['oneill', 'and', 'lhopital']],
    ['C++, C# and F#', ['c++', 'c#', 'and', 'f#']],
    ['R&D, C++11, a#b', ['r', 'd', 'c', '11', 'a', 'b']],
    ['Hénaff, Łukasz, Søren, Straße', ['henaff', 'lukasz', 'soren', 'strasse']],
    ['He\u0301naff', ['henaff']],
    ['Σίσυφος α-β', ['σισυφος', 'α', 'β']],
    ['Нейронные сети', ['неиронные', 'сети']],
    ['深度学习 model', ['深', '度', '学', '习', 'model']],
    ['データ', ['テ', 'ー', 'タ']],
    ['딥러닝 모델', ['딥러닝', '모델']],
    ['🚀 to the 🌙!', ['to', 'the']],
    ['𝐀𝐝𝐚𝐦 optimiser, ﬁne', ['adam', 'optimiser', 'fine']],
    ['𠮷野', ['𠮷', '野']],
    ['\u0301 \u0301\u0302', []],
    ['a,b;c|d\u0000e\u2028f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['__proto__ constructor toString', ['proto', 'constructor', 'tostring']],
    ['--- ... \'" ’', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('are told with their places, whatever stands around them', () => {
    const text = '🚀 “Tabrisrei’s” C++/𝐀𝐝𝐚𝐦, e.g. 1.5!';
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Tabrisrei’s',
      'C++',
      '𝐀𝐝𝐚𝐦',
      'e.g',
      '1.5',
    ]);
  });

  it('are cut to a length that is searched, never inside a character', () => {
    expect(texts('a'.repeat(10_000))).toEqual(['a'.repeat(64)]);
    const [word] = texts(`${'a'.repeat(63)}𐐷𐐷`);
    expect(word).toBe('a'.repeat(63));
    expect(wordsOf('a'.repeat(10_000))[0]).toMatchObject({ start: 0, end: 10_000 });
  });

  it('are never empty, in order, apart, and the same again when read from a place of their own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let end = 0;
        for (const word of wordsOf(text)) {
          expect(word.text).not.toBe('');
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          expect(texts(text.slice(word.start, word.end))).toEqual([word.text]);
          end = word.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 50 },
    );
  });
});
