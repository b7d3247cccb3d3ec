import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher, markText } from '../../../../src/core/search/results/mark-words.ts';
import { snippetOf } from '../../../../src/core/search/results/snippet.ts';
import type { MarkedText } from '../../../../src/core/text/marked-text.ts';

function show({ text, marks }: MarkedText): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of marks) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return shown + text.slice(at);
}

function snippet(text: string, words: string, phrases: string[][] = []): MarkedText {
  const matcher = createMatcher(
    words.split(' ').filter(Boolean),
    phrases.map((words) => ({ words })),
  );
  return snippetOf(text, matcher.matches(text), () => 1);
}

const FILLER = 'Nothing of the kind is said in this one, which only takes up room in the text for a while. ';

describe('marks', () => {
  it.each([
    ['uncertainty', 'Uncertainties and uncertainty', '[Uncertainties] and [uncertainty]'],
    ['deep nets', 'Deep nets, deep-net, deep, net', '[Deep nets], [deep-net], [deep], [net]'],
    ['henaff', 'By Hénaff’s hand', 'By [Hénaff’s] hand'],
    ['adam', '🚀𝐀𝐝𝐚𝐦🚀', '🚀[𝐀𝐝𝐚𝐦]🚀'],
    ['deep', 'in deep¹ water', 'in deep¹ water'],
  ])('of %s in %s', (words, text, expected) => {
    const matcher = createMatcher(words.split(' '), []);
    expect(show(markText(text, matcher.matches(text)))).toBe(expected);
  });

  it('of a run of words stand on the whole run only', () => {
    const matcher = createMatcher(['area'], [{ words: ['metropolitan', 'area', 'networks'] }]);
    const text = 'A metropolitan area network, an area, a network';
    expect(show(markText(text, matcher.matches(text)))).toBe(
      'A [metropolitan area network], an [area], a network',
    );
  });
});

describe('a snippet', () => {
  it('grows towards the sentence that tells more, before or after the best', () => {
    const room = 'which takes up room in the text, '.repeat(3);
    const best = `Deep ensembles stand here, ${room}so it is.`;
    const told = `An ensemble is told of once more, ${room}so it is.`;
    const other = `Nothing of the kind is told, ${room}so it is.`;
    expect(snippet(`${told} ${best} ${other}`, 'deep ensembles').text).toBe(`${told} ${best}`);
    expect(snippet(`${other} ${best} ${told}`, 'deep ensembles').text).toBe(`${best} ${told}`);
  });

  it('is the sentence that matches, with those around it that fit', () => {
    const text = `${FILLER.repeat(4)}Ensembles are uncertain. Then more follows. ${FILLER.repeat(4)}`;
    expect(show(snippet(text, 'ensembles'))).toContain(
      '[Ensembles] are uncertain. Then more follows. Nothing',
    );
    expect(snippet(text, 'ensembles').text).toMatch(/^[EN].*\.$/);
    expect(snippet(text, 'ensembles').text.length).toBeLessThanOrEqual(320);
  });

  it('prefers different words to more of the same', () => {
    const text = `Moss moss moss moss. ${FILLER.repeat(4)}Moss and stone. ${FILLER.repeat(4)}`;
    expect(show(snippet(text, 'moss stone'))).toContain('[Moss] and [stone].');
  });

  it('is the beginning where nothing matches', () => {
    expect(snippet(FILLER.repeat(9), '').text).toMatch(/^Nothing .*while\.$/);
    expect(snippet('', 'moss')).toEqual({ text: '', marks: [] });
  });

  it('clips a long sentence at words, with an ellipsis where something is left out', () => {
    const long = `${'before it '.repeat(60)}the moss on stones ${'after it '.repeat(60)}`.trim();
    const shown = show(snippet(long, 'moss stones'));
    expect(shown).toMatch(/^… (?:before|it) .*the \[moss\] on \[stones\] .* (?:after|it) …$/);
    expect(shown.length).toBeLessThanOrEqual(330);
    expect(snippet(long, 'before').text).toMatch(/^before it .* …$/);
  });

  it('shows where most matches are in a long sentence', () => {
    const long = `moss ${'and so on '.repeat(60)}moss on stone in moss ${'and so on '.repeat(60)}`;
    expect(show(snippet(long, 'moss stone'))).toContain('[moss] on [stone] in [moss]');
  });

  it('of a text without spaces is clipped between characters', () => {
    const { text } = snippet('🚀'.repeat(400), '');
    expect(text).toMatch(/^(?:🚀)+ …$/u);
    const late = snippet(`x${'🚀'.repeat(400)} moss ${'🚀'.repeat(400)}`, 'moss');
    expect(Buffer.from(late.text).toString()).toBe(late.text);
    expect(show(late)).toContain('[moss]');
  });

  it('is made of any text, its marks in order, apart, and never inside a character', () => {
    const piece = fc.constantFrom(
      'moss',
      ' ',
      '. ',
      '🚀',
      '𝐦𝐨𝐬𝐬',
      '-',
      'stone',
      'x'.repeat(90),
      '。',
      '\u0301',
      'É',
    );
    const texts = fc.array(piece, { maxLength: 120 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const { text: shown, marks } = snippet(text, 'moss stone e', [['moss', 'stone']]);
        expect(text).toContain(shown.replace(/^… /, '').replace(/ …$/, ''));
        expect(Buffer.from(shown).toString()).toBe(shown);
        let end = -1;
        for (const mark of marks) {
          expect(mark.start).toBeGreaterThan(end);
          expect(mark.end).toBeGreaterThan(mark.start);
          const word = shown.slice(mark.start, mark.end);
          expect(Buffer.from(word).toString()).toBe(word);
          end = mark.end;
        }
        expect(end).toBeLessThanOrEqual(shown.length);
      }),
    );
  });

  it.each([
    ['stops', '.'.repeat(300_000)],
    ['matches', 'moss '.repeat(60_000)],
    ['sentences', 'Moss. '.repeat(50_000)],
  ])('of a hostile text of %s is short', (_, text) => {
    expect(snippet(text, 'moss').text.length).toBeLessThanOrEqual(330);
  });
});
