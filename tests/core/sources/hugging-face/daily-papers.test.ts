import { describe, expect, it } from 'vitest';
import { readDailyPapers } from '../../../../src/core/sources/hugging-face/daily-papers.ts';

const paper = {
  id: '2606.00467',
  title: 'On Made-up Papers',
  summary: 'Nothing of it is true.',
  authors: [
    { _id: '1', name: 'Ada Example', hidden: false },
    { _id: '2', name: 'Bo Hidden', hidden: true },
  ],
  publishedAt: '2026-05-30T00:00:00.000Z',
  upvotes: 12,
  ai_summary: 'It is made up.',
  ai_keywords: ['truth', 'fiction'],
  githubRepo: 'https://github.com/example/made-up',
};

describe('a day of Hugging Face', () => {
  it('gives papers with their upvotes, summary, keywords and place', () => {
    const { records, problems } = readDailyPapers(JSON.stringify([{ paper, title: paper.title }]));
    expect(problems).toEqual([]);
    expect(records).toEqual([
      {
        key: '2606.00467',
        fields: {
          arxivId: '2606.00467',
          title: 'On Made-up Papers',
          abstract: 'Nothing of it is true.',
          authors: ['Ada Example'],
          published: '2026-05-30',
          code: 'https://github.com/example/made-up',
          keywords: ['truth', 'fiction'],
          upvotes: 12,
          gist: 'It is made up.',
          source: 'Hugging Face daily papers',
          position: 1,
        },
      },
    ]);
  });

  it('loses only the entry that is broken', () => {
    const odd = { ...paper, id: '2606.00468', upvotes: 'many', authors: null, ai_keywords: [1] };
    const { records, problems } = readDailyPapers(
      JSON.stringify([{ paper: { title: 'No id' } }, 7, null, { paper: odd }]),
    );
    expect(records.map(({ key, fields }) => [key, fields.position, fields.upvotes])).toEqual([
      ['2606.00468', 4, undefined],
    ]);
    expect(problems).toHaveLength(3);
  });

  it('is empty on a weekend', () => {
    expect(readDailyPapers('[]')).toEqual({ records: [], problems: [] });
  });

  it('says what came instead', () => {
    expect(() => readDailyPapers('{"error":"x"}')).toThrow('the answer is not a list of papers');
    expect(() => readDailyPapers('<!doctype html><html>')).toThrow('a web page came instead of data');
    expect(() => readDailyPapers('Rate exceeded.')).toThrow('Rate exceeded.');
  });

  it('lets nothing in by the name of a prototype', () => {
    const [record] = readDailyPapers(
      `[{"paper":{"id":"2606.00467","title":"T","__proto__":{"upvotes":9}}}]`,
    ).records;
    expect(record?.fields.upvotes).toBeUndefined();
  });
});
