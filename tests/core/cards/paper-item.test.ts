import { expect, it } from 'vitest';
import { itemOfPaper, showPaper } from '../../../src/core/cards/paper-item.ts';
import { paperNamed } from '../store/things.ts';

it('says that a paper was withdrawn, before all else that is known of it', () => {
  const withdrawn = (words: string) =>
    itemOfPaper(paperNamed('a', { withdrawn: words, published: '2022-03-01' }), 1).meta;
  expect(withdrawn('an error in Theorem 2')).toBe('Withdrawn: an error in Theorem 2 · 1 March 2022');
  expect(withdrawn('withdrawn on 2026-08-28')).toBe('Withdrawn: on 2026-08-28 · 1 March 2022');
  expect(withdrawn('Withdrawn.')).toBe('Withdrawn: no reason is given · 1 March 2022');
  expect(withdrawn('This paper has been withdrawn by the author').length).toBeLessThan(100);
  expect(withdrawn('words '.repeat(500)).length).toBeLessThan(300);
});

it('shows what a paper is about in short, on a card of its own', () => {
  const text = (gist: string, abstract: string) =>
    showPaper('A paper', paperNamed('a', { gist, abstract })).items?.[0]?.text?.text;
  expect(text('Early exits save time', 'We study exits.')).toBe(
    'In short: Early exits save time. Abstract: We study exits.',
  );
  expect(text('We study exits.', 'Before. We study exits.')).toBe('Before. We study exits.');
  expect(text('Early exits.', '')).toBe('In short: Early exits.');
});
