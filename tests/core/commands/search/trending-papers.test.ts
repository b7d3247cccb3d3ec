import { describe, expect, it } from 'vitest';
import { rankTrending } from '../../../../src/core/commands/search/trending-papers.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import type { SaveTimes } from '../../../../src/core/papers/popularity.ts';

const now = new Date('2024-03-15T12:00:00Z');

function paper(id: string, more: Partial<Paper> = {}): Paper {
  const url = `https://example.org/${id}`;
  return { id, recordIds: [], title: id, abstract: '', authors: [], url, categories: [], ...more };
}

const rank = async (papers: readonly Paper[], saves?: SaveTimes) =>
  (await rankTrending(papers, now, saves)).map(({ paper: { id } }) => id);
const order = (...papers: readonly Paper[]) => rank(papers);

describe('the order of trending papers', () => {
  it('halves upvotes for every week since the publication', async () => {
    const fresh = paper('fresh', { upvotes: 10, published: '2024-03-15' });
    expect((await order(paper('nineteen', { upvotes: 19, published: '2024-03-08' }), fresh))[0]).toBe(
      'fresh',
    );
    expect((await order(fresh, paper('twenty-one', { upvotes: 21, published: '2024-03-08' })))[0]).toBe(
      'twenty-one',
    );
    expect((await order(fresh, paper('forty-one', { upvotes: 41, published: '2024-03-01' })))[0]).toBe(
      'forty-one',
    );
  });

  it('puts papers without upvotes after them, by their place on the page, then the newest first', async () => {
    expect(
      await order(
        paper('third', { position: 3, published: '2024-03-14' }),
        paper('older first', { position: 1, published: '2024-03-01' }),
        paper('no upvotes', { upvotes: 0, position: 2 }),
        paper('newer first', { position: 1, published: '2024-03-14' }),
        paper('old but upvoted', { upvotes: 1, published: '1985', position: 9 }),
        paper('upvoted, undated', { upvotes: 900 }),
      ),
    ).toEqual(['old but upvoted', 'upvoted, undated', 'newer first', 'older first', 'no upvotes', 'third']);
  });

  it('adds ten for each save here, halved for every week since, fainter the older both are', async () => {
    const saves = (entries: Readonly<Record<string, readonly string[]>>) =>
      new Map(Object.entries(entries).map(([id, days]) => [id, days.map((date) => new Date(date))]));
    const ranked = (papers: readonly Paper[], given: Readonly<Record<string, readonly string[]>>) =>
      rank(papers, saves(given));
    const eleven = paper('eleven', { upvotes: 11, published: '2024-03-15' });
    const nine = paper('nine', { upvotes: 9, published: '2024-03-15' });
    const plain = paper('plain');
    expect(await ranked([eleven, nine, plain], { plain: ['2024-03-15'] })).toEqual([
      'eleven',
      'plain',
      'nine',
    ]);
    expect(await ranked([eleven, nine, plain], { plain: ['2024-03-08'] })).toEqual([
      'eleven',
      'nine',
      'plain',
    ]);
    expect((await ranked([eleven, nine, plain], { plain: ['2024-03-08', '2024-03-08'] }))[1]).toBe('plain');
    expect(await ranked([eleven, nine], { nine: ['2024-03-15'] })).toEqual(['nine', 'eleven']);
    const old = paper('old', { upvotes: 5, published: '1985' });
    const older = paper('older', { upvotes: 5, published: '1984' });
    expect(await ranked([older, old], { older: ['2023-12-30'] })).toEqual(['older', 'old']);
    expect((await ranked([paper('undated', { upvotes: 900 }), plain], { plain: ['2024-03-15'] }))[0]).toBe(
      'plain',
    );
  });

  it('leaves out papers with neither', async () => {
    expect(await order(paper('plain', { published: '2024-03-15' }), paper('none', { upvotes: 0 }))).toEqual(
      [],
    );
  });

  it('takes a date to come as today, so that a wrong one is not on top for good', async () => {
    const wrong = paper('wrong', { upvotes: 3, published: '2199-01-01' });
    expect(await order(wrong, paper('right', { upvotes: 4, published: '2024-03-15' }))).toEqual([
      'right',
      'wrong',
    ]);
  });
});
