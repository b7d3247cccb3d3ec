import { expect, it } from 'vitest';
import { factsOf, tellLateSavers, tellSavers, tellsSavers } from '../../../src/core/cards/facts.ts';
import { openPaper } from '../../../src/core/cards/single-paper.ts';
import { paperNamed } from '../store/things.ts';

const tell = (more: Parameters<typeof paperNamed>[1], on?: 'list' | 'card') =>
  factsOf(paperNamed('a', { published: '2022-03-01', ...more }), on)
    .map(({ text }) => text)
    .join(' · ');

it('says that a paper was withdrawn, before all else that is known of it', () => {
  const withdrawn = (words: string) => tell({ withdrawn: words });
  expect(withdrawn('an error in Theorem 2')).toBe('⚠ Withdrawn: an error in Theorem 2 · Mar 2022');
  expect(withdrawn('withdrawn on 2026-08-28')).toBe('⚠ Withdrawn: on 2026-08-28 · Mar 2022');
  expect(withdrawn('Withdrawn.')).toBe('⚠ Withdrawn · Mar 2022');
  expect(withdrawn('This paper has been withdrawn by the author').length).toBeLessThan(100);
  expect(withdrawn('words '.repeat(500)).length).toBeLessThan(300);
});

it.each([
  ['a venue with its year', { venue: 'ICCV 2023' }, 'ICCV 2023'],
  ['the month after a venue without one', { venue: 'Nature' }, 'Nature, Mar 2022'],
  ['the year alone where no more is known', { published: '2020' }, '2020'],
  [
    'two short names in full',
    { authors: ['Yangyang Xu', 'Lei Wang'] },
    'Mar 2022 · Yangyang Xu and Lei Wang',
  ],
  [
    'the first of two long ones',
    { authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'] },
    'Mar 2022 · Guoxuan Xia and 1 other',
  ],
  ['the first of three', { authors: ['A B', 'C', 'D'] }, 'Mar 2022 · A B et\u00A0al.'],
  ['code, then upvotes', { code: 'https://a.org/b', upvotes: 3 }, 'Mar 2022 · Code · ▲\u00A03'],
])('tells %s', (_, more, told) => {
  expect(tell(more)).toBe(told);
});

it('names up to six authors on a card', () => {
  const authors = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  expect(tell({ authors: authors.slice(0, 6) }, 'card')).toBe('Mar 2022 · A, B, C, D, E, F');
  expect(tell({ authors }, 'card')).toBe('Mar 2022 · A, B, C, D, E, F and 2 more');
});

it('shows what a paper is about in short, before its abstract', () => {
  const text = (gist: string, abstract: string) =>
    openPaper(paperNamed('a', { gist, abstract })).items?.[0]?.text?.text;
  expect(text('Early exits save time', 'We study exits.')).toBe(
    'In short: Early exits save time. Abstract: We study exits.',
  );
  expect(text('We study exits.', 'Before. We study exits.')).toBe('Before. We study exits.');
  expect(text('Early exits.', '')).toBe('In short: Early exits.');
});

it('knows the reasons that tell how many saved a paper, however many', () => {
  const told = [3, 1_200].flatMap((count) => [tellSavers(count), tellLateSavers(count, 'this week')]);
  expect(told.map(tellsSavers)).toEqual([true, true, true, true]);
  expect(['New since Friday', 'Close to DVERGE, which 2 of you saved'].some(tellsSavers)).toBe(false);
});
