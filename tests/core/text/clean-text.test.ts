import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanMarked, cleanText, dropInvisible } from '../../../src/core/text/clean-text.ts';
import { splitMarked } from '../../../src/core/text/marked-text.ts';
import { LINEAR, measureGrowth } from '../../growth.ts';
import { neverShown, shownWhole } from './never-shown.ts';

const anyCharacter = fc.oneof(
  fc.constantFrom(...neverShown),
  fc.constantFrom(...shownWhole),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
  fc.constantFrom('\uD800', '\uDFFF', '\u2060', '\uFE0F', '\u{E0100}', '\u200D', ' ', '\n', '\r', '1', '🏴'),
);
const anyText = fc.array(anyCharacter, { maxLength: 30 }).map((parts) => parts.join(''));
const forbidden = new Set(neverShown);

/** The characters that are never shown in a text, but for those of the flags. */
function found(text: string): readonly string[] {
  const withoutFlags = shownWhole.slice(10, 13).reduce((rest, flag) => rest.replaceAll(flag, ''), text);
  return [...withoutFlags].filter((character) => forbidden.has(character));
}

describe('a text', () => {
  it.each([
    ['that comes in', dropInvisible],
    ['that goes out', cleanText],
    ['on one line', cleanLine],
  ])('%s has no character that is never shown', (_, clean) => {
    for (const character of neverShown) expect(clean(`a${character}b`)).toBe('ab');
    fc.assert(fc.property(anyText, (text) => found(clean(text)).length === 0));
  });

  it.each([
    ['that comes in', dropInvisible],
    ['that goes out', cleanText],
    ['on one line', cleanLine],
  ])('%s keeps what is shown whole', (_, clean) => {
    for (const text of shownWhole) expect(clean(`a ${text} b`)).toBe(`a ${text} b`);
  });

  it.each([
    ['a letter', 'a\uFE0Fb\uFE00c\u{E0100}d\u180B', 'abcd'],
    ['another selector', '❤\uFE0F\uFE0F\uFE01\u{E0101}', '❤\uFE0F'],
    ['a digit that is no keycap', '1\uFE0F2\uFE0F', '12'],
    ['a filler', '\u3164\uFE00', ''],
    ['nothing', '\uFE0F', ''],
  ])('loses a variation selector after %s', (_, text, left) => {
    expect(dropInvisible(text)).toBe(left);
    expect(cleanText(text)).toBe(left);
  });

  it('loses tags that make no flag', () => {
    expect(dropInvisible('🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067} 😀\u{E0041}\u{E007F}')).toBe(
      '🏴 😀',
    );
  });

  it('that comes in loses word joiners and half pairs, once and for all, and keeps its white space', () => {
    expect(dropInvisible('a\u2060b\uD83Dc\uDE00 \t\r\nd')).toBe('abc \t\r\nd');
    fc.assert(
      fc.property(anyText, (text) => {
        const once = dropInvisible(text);
        expect(once).not.toMatch(/[\u2060\p{Cs}]/u);
        expect(dropInvisible(once)).toBe(once);
      }),
    );
  });

  it('that goes out keeps a word joiner, which escapes put in', () => {
    expect([cleanText('@\u2060here'), cleanLine('@\u2060here')]).toEqual(['@\u2060here', '@\u2060here']);
    expect(cleanMarked({ text: '@\u2060here', marks: [] }).text).toBe('@\u2060here');
  });

  it('that goes out shows a half pair as a sign, and never makes a pair of two halves', () => {
    expect(cleanText('\uD83D\u200B\uDE00')).toBe('\uFFFD\uFFFD');
  });

  it('keeps its lines, or stands on one', () => {
    const text = ' a\r\nb\rc\u2028d\u2029e\u0085f\vg  h\t\u200B i ';
    expect(cleanText(text)).toBe(' a\nb\nc\nd\ne\nf\ng  h\t i ');
    expect(cleanLine(text)).toBe('a b c d e f g h i');
    fc.assert(fc.property(anyText, (any) => !/^ | $| {2}|[^\S ]/u.test(cleanLine(any))));
  });

  it('is cleaned the same with marks and without', () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), fc.nat(20), (text, start, length) => {
        expect(cleanMarked({ text, marks: [{ start, end: start + length }] }).text).toBe(cleanLine(text));
      }),
    );
  });
});

it.each(['\u200B', '🏴', '🏴\u{E0067}\u{E0062}', ' ', '\r\n', '1\uFE0F', 'a\u0301', '\uD83D', '\u2060'])(
  'cleaning a text of %j takes no more than linear time',
  async (unit) => {
    const clean = (size: number) => {
      const text = unit.repeat(size);
      dropInvisible(text);
      cleanText(text);
      cleanMarked({ text, marks: [{ start: 1, end: size }] });
    };
    expect(await measureGrowth(clean, 4_000)).toBeLessThan(LINEAR);
  },
);

describe('marks', () => {
  const hidden = fc.constantFrom('\u200B', '\u{E0041}', '\u202E', '\u0000', '\u00AD', '\u3164', '\uFFA0');
  const word = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', '😀', 'é', 'Ü'), fc.array(hidden, { maxLength: 2 })), {
      minLength: 1,
      maxLength: 5,
    })
    .map((letters) => ({
      typed: letters.map(([letter, after]) => letter + after.join('')).join(''),
      shown: letters.map(([letter]) => letter).join(''),
    }));

  it('stay on their words when characters between are dropped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.boolean()), { maxLength: 8 }),
        fc.array(hidden, { maxLength: 3 }),
        (words, before) => {
          let text = before.join('');
          const marks = words.flatMap(([{ typed }, strong]) => {
            const start = text.length;
            text += typed;
            const end = text.length;
            text += ' \u200B ';
            return strong ? [{ start, end }] : [];
          });
          const clean = cleanMarked({ text, marks });
          const shown = clean.marks.map(({ start, end }) => clean.text.slice(start, end));
          expect(shown).toEqual(words.flatMap(([one, strong]) => (strong ? [one.shown] : [])));
        },
      ),
    );
  });

  it('go with the last character in them, and never reach past the text', () => {
    expect(cleanMarked({ text: 'a\u200Bb', marks: [{ start: 1, end: 2 }] }).marks).toEqual([]);
    expect(cleanMarked({ text: 'a ', marks: [{ start: 1, end: 2 }] }).marks).toEqual([]);
    fc.assert(
      fc.property(anyText, fc.array(fc.tuple(fc.nat(40), fc.nat(40))), (text, pairs) => {
        const clean = cleanMarked({ text, marks: pairs.map(([start, end]) => ({ start, end })) });
        for (const { start, end } of clean.marks) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(clean.text.length);
        }
      }),
    );
  });

  it('split a text into runs that make the whole again, whatever they are', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.tuple(fc.nat(40), fc.nat(40))), (text, pairs) => {
        const runs = splitMarked({ text, marks: pairs.map(([start, end]) => ({ start, end })) });
        expect(runs.map((run) => run.text).join('')).toBe(text);
        expect(runs.every((run, at) => run.text !== '' && run.strong !== runs[at - 1]?.strong)).toBe(true);
      }),
    );
    expect(
      splitMarked({
        text: 'abcd',
        marks: [
          { start: 1, end: 2 },
          { start: 2, end: 3 },
        ],
      }),
    ).toEqual([
      { text: 'a', strong: false },
      { text: 'bc', strong: true },
      { text: 'd', strong: false },
    ]);
  });
});
