import { expect, it } from 'vitest';
import type { Paper } from '../../../../../src/core/papers/paper.ts';
import { paperBy, startFollowers } from '../../../../core/commands/follows/followers.ts';

const days = 365;

it('tells in a year each new paper once, of nobody but who is followed, through versions and namesakes', async () => {
  const seeds = [
    paperBy('seed', ['Wei Wang', 'Ada Lovelace'], { categories: ['cs.CL'] }),
    paperBy('declerck', ['Thierry Declerck'], { categories: ['cs.CL'] }),
  ];
  const { talk, come, morning, clock } = await startFollowers(seeds);
  await talk.type('/follow author seed 1');
  await talk.type('/follow author Thierry Declerck');
  await talk.type('/follow venue ICML');
  const told = new Map<string, string[]>();
  const expected = new Map<string, string>();
  const earlier: Paper[] = [];
  for (let day = 0; day < days; day += 1) {
    const published = clock.now().toISOString().slice(0, 10);
    const add = (name: string, authors: readonly string[], more: Partial<Paper>, reason?: string) => {
      const paper = paperBy(`${name}-${day}`, authors, { published, ...more });
      if (reason !== undefined) expected.set(paper.id, reason);
      earlier.push({ ...paper, came: clock.now().toISOString() });
      come(paper);
    };
    if (day % 5 === 0) add('hers', ['Ada Lovelace', 'Wei Wang'], { categories: ['math.PR'] }, 'By Wei Wang');
    if (day % 7 === 0) add('initial', ['T. Declerck'], { categories: ['cs.CL'] }, 'By Thierry Declerck');
    if (day % 11 === 0)
      add('full', ['Thierry Declerck'], { categories: ['q-bio.GN'] }, 'By Thierry Declerck');
    if (day % 13 === 0)
      add('homonym', ['Wei Wang', 'Kai Nobody'], { categories: ['hep-th'] }, 'Perhaps by Wei Wang');
    if (day % 6 === 0) add('other', ['Wen Wang', 'W. Wang', 'Hans Declerck'], { categories: ['cs.CL'] });
    if (day % 17 === 0) add('venue', ['Kai Nobody'], { categories: [], venue: `ICML ${2026 + (day % 3)}` });
    if (day % 17 === 0)
      add('workshop', ['Kai Nobody'], { categories: [], venue: 'ICML 2026 Workshop on Walls' });
    // A second version on the next day, a third within the week, and one that is withdrawn.
    for (const back of [1, 6]) {
      const old = earlier.filter(({ id }) => id.endsWith(`-${day - back}`));
      come(...old.map((paper) => ({ ...paper, title: `${paper.title}, revised ${back}` })));
    }
    const gone = earlier.find(({ id }) => id === `hers-${day - 20}`);
    if (gone !== undefined) come({ ...gone, withdrawn: 'in error' });
    for (const { paper, reason = '' } of (await morning()).flatMap(({ items = [] }) => items))
      told.set(paper, [...(told.get(paper) ?? []), reason]);
  }
  for (const [paper, reason] of expected) expect(told.get(paper), paper).toEqual([reason]);
  const others = [...told].filter(([paper]) => !expected.has(paper));
  expect(others.every(([paper, reasons]) => paper.startsWith('venue-') && reasons.length === 1)).toBe(true);
  expect(others).toHaveLength(Math.ceil(days / 17));
}, 120_000);
