import { describe, expect, it, onTestFinished } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { createSphinxEngine } from '../../../../src/core/search/sphinx/sphinx-engine.ts';
import { readSearchAddress } from '../../../../src/core/search/sphinx/wire/address.ts';
import { wordsOf } from '../../../../src/core/search/text/words.ts';
import { dailyPapers } from '../../../core/search/sample-papers.ts';
import { hasSearchServer, startSearchServers } from '../../../doubles/search-server.ts';

/** What people type: words of titles, slips, phrases, exclusions, compounds, acronyms, names, dates. */
const TYPED = [
  'uncertainty',
  'language models',
  'video generation',
  'reasoning',
  'papers about diffusion models',
  'difusion models',
  'reinforcement learning from human feedback',
  '"language model" -video',
  'dataset',
  'data set',
  'multi-modal benchmark',
  'LLM agents',
  'large language model',
  'title:agents',
  'year:2025 robots',
  'how do large models learn to use tools without being told',
  'zzyzx',
  'benchmak',
];

/** More than are looked at closely: every title of the papers that ship, over several of their abstracts. */
function manyPapers(): readonly Paper[] {
  const papers = dailyPapers();
  return papers.flatMap((paper, at) =>
    [0, 7, 19, 31, 53].map((shift) => ({
      ...paper,
      id: `${paper.id}-${shift}`,
      abstract: papers[(at + shift) % papers.length]?.abstract ?? '',
    })),
  );
}

describe.skipIf(!hasSearchServer())('the ranking over a search server', () => {
  it('is that of the own index by words alone, with the same numbers and words to people', async () => {
    const servers = await startSearchServers(1);
    onTestFinished(() => servers.close());
    const papers = manyPapers();
    const own = createLunrEngine([], {
      mostAtHome: 0,
      trainApart: () => Promise.reject(new Error('no vectors')),
    });
    await own.update({ put: papers, removed: [] });
    await own.trained();
    const address = readSearchAddress(servers.addressOf(0));
    if (address === undefined) throw new Error('no address');
    const server = createSphinxEngine(address, papers);
    onTestFinished(() => server.close());
    await server.fill({ removing: true });
    const titles = papers
      .filter((_, at) => at % 45 === 0)
      .map(({ title }) =>
        wordsOf(title)
          .slice(0, 3)
          .map(({ text }) => text)
          .join(' '),
      );
    const shared: number[] = [];
    for (const text of [...TYPED, ...titles]) {
      const [mine, theirs] = [await own.search(text), await server.search(text)];
      const ids = new Set(mine.hits.map(({ paper }) => paper.id));
      const same = theirs.hits.filter(({ paper }) => ids.has(paper.id)).length;
      shared.push(ids.size === 0 ? 1 : same / ids.size);
      expect({
        text,
        total: theirs.total,
        more: theirs.more,
        hints: theirs.hints,
        meant: theirs.meant,
      }).toEqual({
        ...{ text, total: mine.total, more: mine.more, hints: mine.hints, meant: mine.meant },
      });
    }
    expect(shared.reduce((sum, share) => sum + share, 0) / shared.length).toBeGreaterThan(0.95);
  });
});
