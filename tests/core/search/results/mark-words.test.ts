import { expect, it } from 'vitest';
import { createMatcher, createNameMatcher } from '../../../../src/core/search/results/mark-words.ts';

it.each([
  ['mouse', 'Mice, a mouse, no moon', ['Mice', 'mouse']],
  ['footing', 'on Feet and a foot', ['Feet', 'foot']],
  ['estrogen', 'Oestrogens (estrogen), none of est', ['Oestrogens', 'estrogen']],
  ['paediatric', 'Pediatrics', ['Pediatrics']],
  ['etre', "raison d'être, raison d’ÊTRE, être", ['être']],
  ['detre', "raison d'être", ["d'être"]],
  ['alpha', 'α and alpha', ['α', 'alpha']],
  ['us', 'The U.S. and us', ['U.S', 'us']],
  ['nets', 'NETS nets net-net', ['NETS', 'nets', 'net', 'net']],
  ['k', 'k-means', ['k']],
])('%s is found in a text in whatever form it begins: %s', (word, text, found) => {
  expect(
    createMatcher([word], [])
      .matches(text)
      .map(({ start, end }) => text.slice(start, end)),
  ).toEqual(found);
});

it('a name is found in either spelling, and no other word that begins so', () => {
  const text = 'Centre of Colour; Center of Cents';
  const found = createNameMatcher(['centre', 'color']).matches(text);
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['Centre', 'Colour', 'Center']);
});
