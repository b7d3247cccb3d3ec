import { expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { combineTellings } from '../../../../src/core/sources/rounds/combine-tellings.ts';

const paper: Paper = {
  id: 'arxiv:2608.00001',
  recordIds: [],
  title: 'A title',
  abstract: 'An abstract.',
  authors: ['Ada Lovelace'],
  published: '2026-08-27',
  url: 'https://arxiv.org/abs/2608.00001',
  categories: ['cs.LG'],
  doi: '10.1000/1',
  came: '2026-08-28T06:00:00.000Z',
};
const told = (more: Partial<Paper>) => ({ key: '2608.00001', paper: { ...paper, ...more } });

it('takes what is told now, keeps what that lacks, and when the paper came', () => {
  const { doi: _, came: __, ...bare } = { ...paper, title: 'A better title', abstract: '' };
  expect(combineTellings(paper, { key: '2608.00001', paper: bare })).toEqual({
    ...paper,
    title: 'A better title',
  });
});

it('lets a guessed date take the place of none', () => {
  const guess = { ...told({ published: '2026-08-28' }), isDateGuessed: true as const };
  expect(combineTellings(paper, guess).published).toBe('2026-08-27');
  expect(combineTellings(paper, told({ published: '2026-08-26' })).published).toBe('2026-08-26');
});

it('ends a withdrawal by who knows of it, not by an announcement', () => {
  const withdrawn = { ...paper, withdrawn: 'Withdrawn by the author.' };
  expect(combineTellings(withdrawn, { ...told({}), isDateGuessed: true }).withdrawn).toBe(
    'Withdrawn by the author.',
  );
  expect(combineTellings(withdrawn, told({})).withdrawn).toBeUndefined();
});
