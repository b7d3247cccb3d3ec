import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../src/core/text/sentences.ts';

const split = (text: string): string[] => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentences end', () => {
  it.each([
    ['One here. Two there.', ['One here.', 'Two there.']],
    ['Really? Yes! Well… No.', ['Really?', 'Yes!', 'Well…', 'No.']],
    ['What?! Indeed.', ['What?!', 'Indeed.']],
    ['He said “so.” Then “yes.” (All of it.) End', ['He said “so.”', 'Then “yes.”', '(All of it.)', 'End']],
    ['It costs $5. 3 papers do.', ['It costs $5.', '3 papers do.']],
    ['We use v2.0. It works.', ['We use v2.0.', 'It works.']],
    ['Wait... What now?', ['Wait...', 'What now?']],
    ['One.\n\nTwo.\tThree.', ['One.', 'Two.', 'Three.']],
    ['  One.   Two.  ', ['One.', 'Two.']],
    ['Models, data, etc. We add more.', ['Models, data, etc.', 'We add more.']],
    ['これは一文です。次の文。', ['これは一文です。', '次の文。']],
    ['rats were fed. two of them, e.g. males, died.', ['rats were fed.', 'two of them, e.g. males, died.']],
  ])('%j', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });
});

describe('no sentence ends', () => {
  it.each([
    'Xia et al. Show that it works.',
    'Many tasks, e.g. Classification, gain.',
    'The best, i.e. Ours, wins.',
    'Lexical vs. Dense retrieval, cf. Table 2.',
    'See Fig. 3 and Eq. 4, resp. Sec. 5.',
    'About ca. 30 papers, approx. 40 more.',
    'Version v1.5 or 2.0 of it.',
    'In the U.S. Government it is so.',
    'By J. K. Tassi and D.E. Knuth alone.',
    'Visit example.org/a.b or paper.Then go',
    'A word w.r.t. Another.',
    'Yahoo! is a name, what? is a word.',
    'Dr. Smith and Prof. Jones',
    'no stop at all',
    'ends with e.g.',
  ])('in %j', (text) => {
    expect(split(text)).toEqual([text]);
  });

  it.each(['', '   ', '\n'])('and none begins in %j', (text) => {
    expect(split(text)).toEqual([]);
  });
});

it.each([
  ['stops', `${'.'.repeat(200_000)}x`],
  ['closing marks', `.${')'.repeat(200_000)}x`],
  ['spaces', `a.${' '.repeat(200_000)}`],
  ['letters', 'a'.repeat(200_000)],
])('a text of nothing but %s is one sentence', (_, text) => {
  expect(split(text)).toEqual([text.trimEnd()]);
});
