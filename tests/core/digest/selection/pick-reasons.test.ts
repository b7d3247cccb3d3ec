import { expect, it } from 'vitest';
import type { Pick } from '../../../../src/core/digest/selection/pick-papers.ts';
import { giveReasons, type Known } from '../../../../src/core/digest/selection/pick-reasons.ts';
import type { Situation } from '../../../../src/core/digest/selection/situation.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { shippedPapers } from '../../papers-to-try.ts';
import { paperNamed } from '../../store/things.ts';

const situation: Situation = {
  candidates: [],
  shownAt: new Map(),
  saves: new Map(),
  lastDigest: new Date('2023-03-17T09:00:00Z'),
  now: new Date('2023-03-20T09:00:00Z'),
  zone: 'UTC',
};
const known = (more: Partial<Known> = {}): Known => ({
  savers: new Map(),
  added: new Set(),
  saved: [],
  background: shippedPapers,
  ...more,
});
const pick = (paper: Paper, age?: number): Pick => ({
  paper,
  archived: false,
  score: {
    total: 0,
    isNew: age === undefined ? 0 : 1,
    freshness: 0,
    trending: 0,
    match: 0,
    taste: 0,
    ...(age !== undefined && { age }),
  },
});

it('are the first that is true of each paper', () => {
  const [saved, fresh, upvoted, placed, plain] = [
    pick(paperNamed('a'), 0),
    pick(paperNamed('b'), 1),
    pick(paperNamed('c', { upvotes: 41, position: 2 })),
    pick(paperNamed('d', { position: 2 })),
    pick(paperNamed('e')),
  ];
  const picks = [saved, fresh, upvoted, placed, plain];
  expect(
    giveReasons(
      picks,
      situation,
      known({
        savers: new Map([
          ['a', 3],
          ['e', 1],
        ]),
      }),
    ),
  ).toEqual([
    '3 people here saved it',
    'New since Friday',
    '▲\u00A041 on daily papers',
    '2nd on daily papers',
    '',
  ]);
});

it('never say one thing under all papers', () => {
  const picks = [pick(paperNamed('a'), 0), pick(paperNamed('b', { upvotes: 3 }), 0)];
  expect(giveReasons(picks, situation, known())).toEqual(['', '▲\u00A03 on daily papers']);
  expect(giveReasons(picks.slice(0, 1), situation, known())).toEqual(['New today']);
});

it.each([
  ['2023-03-20T08:00:00Z', 0, 'New today'],
  ['2023-03-19T23:00:00Z', 1, 'New since yesterday'],
  ['2023-03-14T08:00:00Z', 1, 'New since Tuesday'],
  // A week ago, though a moment late: the name of today would mislead.
  ['2023-03-13T09:00:10Z', 1, 'New since the last digest'],
  [undefined, 1, 'New this week'],
])('name the day of the last digest where it is clear: %s', (last, age, told) => {
  const { lastDigest: _, ...first } = situation;
  const since = last === undefined ? first : { ...first, lastDigest: new Date(last) };
  expect(giveReasons([pick(paperNamed('a'), age)], since, known())).toEqual([told]);
});

it('call a paper close to one that several saved where most of what tells them apart is alike, and no other', () => {
  const dverge = shippedPapers.find(({ title }) => title.startsWith('DVERGE'));
  const other = shippedPapers.find(({ title }) => title.startsWith('Stitchable'));
  if (dverge === undefined || other === undefined) throw new Error('papers are missing');
  const sequel = {
    ...dverge,
    id: 'arxiv:2101.00001',
    title: 'Diversifying vulnerabilities of ensembles, again',
  };
  const here = known({ saved: [{ paper: dverge, by: 2 }] });
  const [first, ...others] = giveReasons([pick(sequel), pick(other), pick(dverge)], situation, here);
  expect(first).toBe('Close to DVERGE, which 2 of you saved');
  expect(others.join()).not.toContain('Close');
});
