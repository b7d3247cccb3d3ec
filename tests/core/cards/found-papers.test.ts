import { describe, expect, it } from 'vitest';
import { listFound } from '../../../src/core/cards/found-papers.ts';
import type { SearchResult } from '../../../src/core/search/engine.ts';
import { samplePaper } from '../search/sample-papers.ts';

/** An answer with so many hits. */
const answer = (hits: number, counts: Partial<SearchResult>): SearchResult => ({
  ...{ total: hits, more: 0, parted: true, words: 2, hints: [] },
  hits: Array.from({ length: hits }, (_, at) => ({
    ...{ paper: samplePaper({ id: `p${at}` }), score: 1, why: '' },
    ...{ title: { text: '', marks: [] }, snippet: { text: '', marks: [] } },
  })),
  ...counts,
});

const borders = (result: SearchResult, offset?: number) =>
  listFound('active learning', result, offset).items.flatMap(({ number, before }) =>
    before === undefined ? [] : [`${number}: ${before}`],
  );

describe('the list of found papers', () => {
  it('counts those that have all words in its heading, and says where those begin that have some', () => {
    const result = answer(5, { total: 2, more: 64 });
    const { title, isCounted, isParted } = listFound('active learning', result);
    expect({ title, isCounted, isParted }).toEqual({
      title: '2 papers on “active learning”',
      isParted: true,
    });
    expect(borders(result)).toEqual(['3: 64 more share a word']);
    expect(borders(answer(5, { total: 5, more: 1 }), 5)).toEqual(['6: 1 more shares a word']);
  });

  it('says so again on each page of those that have some, under a title that counts the others', () => {
    expect(borders(answer(5, { total: 2, more: 64 }), 5)).toEqual(['6: 64 more share a word']);
    expect(borders(answer(1, { total: 2, more: 64 }), 65)).toEqual(['66: 64 more share a word']);
    expect(borders(answer(5, { total: 5, more: 1 }))).toEqual([]);
  });

  it('has one heading where all have all words', () => {
    expect(listFound('moss', answer(1, { words: 1 }))).toMatchObject({
      title: '1 paper on “moss”',
      isCounted: true,
    });
    expect(borders(answer(1, {}))).toEqual([]);
  });

  it('says where none has all, and what the others have', () => {
    const none = answer(3, { total: 0, more: 3 });
    expect(listFound('cheap ensembles', none).title).toBe('No paper has all words of “cheap ensembles”');
    expect(borders(none)).toEqual(['1: 3 papers share a word']);
    const related = answer(1, { total: 0, more: 1, words: 1 });
    expect(listFound('generality', related).title).toBe('No papers on “generality”');
    expect(borders(related)).toEqual(['1: 1 paper has a related word']);
  });

  it('tells both numbers where many words are asked for and the order is another', () => {
    const found = listFound(
      'a b c d',
      answer(4, { total: 1, more: 8, parted: false, words: 4, hints: ['Well.'] }),
    );
    expect(found).toMatchObject({ title: '9 papers share words of “a b c d”', isCounted: true });
    expect(found.notes).toEqual(['Well.', '1 of them has all.']);
    expect(found.items.some(({ before }) => before !== undefined)).toBe(false);
  });
});
