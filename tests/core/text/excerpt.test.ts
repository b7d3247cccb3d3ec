import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptMarked } from '../../../src/core/text/excerpt.ts';

const mark = (text: string, ...words: readonly string[]) => ({
  text,
  marks: words
    .flatMap((word) =>
      [...text.matchAll(new RegExp(word, 'gu'))].map(({ index }) => [index, word.length] as const),
    )
    .sort(([a], [b]) => a - b)
    .map(([start, length]) => ({ start, end: start + length })),
});

const shown = (text: string, limit: number, ...words: readonly string[]) => {
  const excerpt = excerptMarked(mark(text, ...words), limit);
  return excerpt.marks.reduceRight(
    (told, { start, end }) => `${told.slice(0, start)}*${told.slice(start, end)}*${told.slice(end)}`,
    excerpt.text,
  );
};

describe('the excerpt of a text', () => {
  it('is the sentence in which most different words are marked, whole', () => {
    const text = 'We like ensembles of ensembles. Diverse ensembles do better. The end.';
    expect(shown(text, 60, 'ensembles', 'Diverse')).toBe('*Diverse* *ensembles* do better.');
    expect(shown('It is short. All of it.', 60)).toBe('It is short. All of it.');
  });

  it('is the first sentence where none is marked, or the first of those that tell as much', () => {
    expect(shown('One here. Two there.', 18)).toBe('One here.');
    expect(shown('A cat. A dog. A cat.', 18, 'cat')).toBe('A *cat*.');
  });

  it('is the part of a long sentence with the marked words, and tells what it leaves out on either side', () => {
    const text = `${'word '.repeat(30)}and then diverse ensembles are seen, ${'more '.repeat(30)}end.`;
    expect(shown(text, 60, 'diverse', 'ensembles')).toBe(
      '… word word word and then *diverse* *ensembles* are seen, more …',
    );
  });

  it('begins with its sentence where the words stand near enough, and ends with it', () => {
    expect(shown(`An ensemble of ${'many '.repeat(20)}parts.`, 40, 'ensemble')).toBe(
      'An *ensemble* of many many many many …',
    );
    expect(shown(`${'Many '.repeat(20)}parts of an ensemble.`, 40, 'ensemble')).toBe(
      '… Many Many Many parts of an *ensemble*.',
    );
  });

  it('cuts no character in two, and is never longer than asked, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.array(fc.nat(200), { maxLength: 6 }),
        fc.integer({ min: 8, max: 90 }),
        (text, places, limit) => {
          const marks = [...new Set(places)]
            .sort((a, b) => a - b)
            .flatMap((at, index, all) => {
              const end = Math.min(all[index + 1] ?? at + 3, at + 3);
              return end <= text.length ? [{ start: at, end }] : [];
            });
          const excerpt = excerptMarked({ text, marks }, limit);
          expect(excerpt.text.length).toBeLessThanOrEqual(limit);
          for (const { start, end } of excerpt.marks) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(excerpt.text.length);
          }
        },
      ),
    );
  });
});
