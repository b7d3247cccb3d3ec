import { expect, it } from 'vitest';
import { endingOf } from '../../../../src/core/search/text/word-endings.ts';

it('words of one stem differ in their endings, a word and its plural do not', () => {
  const families = [
    'reason reasoned reasoning reasoner reasonable reasonably',
    'general generally generalize generalized generalization generality generation generate generated generating generative generator',
    'active actively activity activation activate activated activating',
    'continue continued continuing continual continuous continuation',
    'infer inferred inferring inference',
    'optimize optimized optimization optimizer optimal optimally',
  ];
  for (const family of families) {
    const words = family.split(' ');
    const alike = words.filter((word) =>
      words.some((other) => other !== word && endingOf(other) === endingOf(word)),
    );
    expect(alike).toEqual([]);
  }
  for (const pair of [
    'reasoning reasonings',
    'boundary boundaries',
    'process processes',
    'size sizes',
    'optimizer optimizers',
  ])
    expect(endingOf(pair.split(' ')[0] ?? '')).toBe(endingOf(pair.split(' ')[1] ?? ''));
});
