import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipMarked, clipText, cutText, findBoundary, findCut } from '../../../src/core/text/clip-text.ts';
import { LINEAR, measureGrowth } from '../../growth.ts';
import { shownWhole } from './never-shown.ts';

const charactersOf = (text: string) =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...shownWhole, 'word', ' ', ' ', ', ', '(', '한국어', 'e\u0301\u0323', '\r\n', '🇫🇷'),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** Whether a text is made of the first characters of another, each of them whole. */
function isBeginning(beginning: string, text: string): boolean {
  const characters = charactersOf(text);
  return charactersOf(beginning).every((character, at) => character === characters[at]);
}

describe('clipping', () => {
  it('leaves what fits as it is, whatever its length', () => {
    fc.assert(
      fc.property(anyText, fc.nat(5), (text, more) => {
        expect(clipText(text, text.length + more)).toBe(text);
        expect(cutText(text, text.length + more)).toBe(text);
      }),
    );
  });

  it('keeps to the limit, and cuts no character in two', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 16, max: 60 }), (text, limit) => {
        fc.pre(text.length > limit);
        const [clipped, cut] = [clipText(text, limit), cutText(text, limit)];
        expect(clipped.length).toBeLessThanOrEqual(limit);
        expect(clipped.endsWith('…')).toBe(true);
        expect(isBeginning(clipped.slice(0, -1), text)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(isBeginning(cut, text)).toBe(true);
        const [character = ''] = charactersOf(text.slice(cut.length));
        expect(cut.length + character.length).toBeGreaterThan(limit);
      }),
    );
  });

  it.each([
    ['one two three four', 12, 'one two…'],
    ['one two three four', 8, 'one two…'],
    ['one two, three four', 10, 'one two…'],
    ['one two — three', 11, 'one two…'],
    ['one two (three four)', 10, 'one two…'],
    ['a extraordinarily', 10, 'a extraor…'],
    ['abc😀😀', 5, 'abc…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15, '👩‍👩‍👧‍👦…'],
    ['ae\u0301e\u0301', 4, 'ae\u0301…'],
    ['🇩🇪🇫🇷🇮🇹', 11, '🇩🇪🇫🇷…'],
    ['不确定性估计', 4, '不确定…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['abc', -1, ''],
  ])('of %j to %d is %j', (text, limit, clipped) => {
    expect(clipText(text, limit)).toBe(clipped);
  });

  it('cuts a character that is longer than the limit between code points', () => {
    const long = `a${'\u0301'.repeat(500)}`;
    expect(clipText(long, 100)).toBe(`a${'\u0301'.repeat(98)}…`);
    expect(cutText(`😀${'\u{1D165}'.repeat(500)}`, 99)).toBe(`😀${'\u{1D165}'.repeat(48)}`);
    expect(cutText('👩‍👩‍👧‍👦', 4)).not.toMatch(/\p{Cs}/u);
  });

  it('says where, with room for nothing more', () => {
    expect([findCut('one two three', 9), findCut('one two three', 7), findCut('one', 9)]).toEqual([7, 7, 3]);
    expect([-1, 0, 1, 2, 3, 9].map((at) => findBoundary('a😀b', at))).toEqual([0, 0, 1, 1, 3, 4]);
  });

  it('ends a mark across the cut, and drops those past it', () => {
    const marks = [
      { start: 0, end: 3 },
      { start: 4, end: 13 },
      { start: 14, end: 18 },
    ];
    expect(clipMarked({ text: 'one two three four', marks }, 10)).toEqual({
      text: 'one two…',
      marks: [
        { start: 0, end: 3 },
        { start: 4, end: 7 },
      ],
    });
  });

  it.each(['a', ' ', ', ', 'e\u0301', '\u0301', '🇩🇪', '👩\u200D'])(
    'a text of %j takes no more than linear time',
    async (unit) => {
      const clip = (size: number) => clipText(unit.repeat(size), size * unit.length - 2);
      expect(await measureGrowth(clip, 4_000)).toBeLessThan(LINEAR);
    },
  );
});
