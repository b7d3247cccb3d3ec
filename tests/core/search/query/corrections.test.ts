import { beforeAll, describe, expect, it } from 'vitest';
import type { LunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { wordsOf } from '../../../../src/core/search/text/words.ts';
import { researchWords, slips } from '../../../bench/words/slips.ts';
import { dailyPapers, indexOf, samplePaper } from '../sample-papers.ts';

let library: LunrEngine;
const written = new Set<string>();
beforeAll(async () => {
  const papers = dailyPapers();
  for (const { title, abstract } of papers)
    for (const { text } of wordsOf(`${title} ${abstract}`)) written.add(text);
  library = await indexOf(papers);
});

describe('of the papers that ship with the bot', () => {
  it('a word of research that none of them has is never replaced', async () => {
    const absent = researchWords.filter((word) => !written.has(word));
    expect(absent.length).toBeGreaterThan(90);
    for (const word of absent) {
      const { hints } = await library.search(word, { limit: 1 });
      expect(hints.join()).not.toContain('searched for');
    }
  });

  it('slips of words that they have are corrected', async () => {
    const known = slips.filter(([slip, word]) => written.has(word) && !written.has(slip));
    expect(known.length).toBeGreaterThan(45);
    const left: string[] = [];
    for (const [slip, word] of known) {
      const { hits } = await library.search(slip);
      const { hits: right } = await library.search(word);
      if (hits.map(({ paper }) => paper.id).join() !== right.map(({ paper }) => paper.id).join())
        left.push(slip);
    }
    expect(left.length, left.join()).toBeLessThanOrEqual(known.length / 20);
  });
});

describe('what may have been meant', () => {
  const index = indexOf([
    samplePaper({ id: 'a', title: 'Blocks of krugite', authors: ['Ada Gawlikowski'] }),
    samplePaper({ id: 'b', title: 'Stones' }),
    samplePaper({ id: 'c', title: 'Blocks' }),
  ]);

  it.each([
    ['stnes', [], 'stones'],
    ['blocks of stnes', ['c', 'a'], 'blocks of stones'],
    ['krugitte', [], 'krugite'],
    ['Gawlikovski stones', ['b'], 'gawlikowski stones'],
    ['xstones', [], 'stones'],
  ])(
    'by %s is offered where it is not sure, and nothing searched in its stead',
    async (typed, ids, meant) => {
      const { hits, hints, ...answer } = await (await index).search(typed);
      expect([answer.meant, hits.map(({ paper }) => paper.id)]).toEqual([meant, ids]);
      expect(hints.join()).toContain('Did you mean');
    },
  );

  it('is a name where the name of an author was asked for', async () => {
    const { hits, hints } = await (await index).search('author:gawlikovski');
    expect(hits.map(({ paper }) => paper.id)).toEqual(['a']);
    expect(hints).toEqual(['No paper says “gawlikovski”; searched for “gawlikowski”.']);
  });
});

it('a slip that a paper makes itself finds what the others write', async () => {
  const papers = Array.from({ length: 25 }, (_, at) => samplePaper({ id: `p${at}`, title: 'A language' }));
  const index = await indexOf([...papers, samplePaper({ id: 'slip', title: 'A langauge' })]);
  const { hints, total } = await index.search('langauge');
  expect([hints, total]).toEqual([['Only 1 paper says “langauge”; searched for “language”.'], 25]);
});

it('a slip that is a word of large dictionaries alone is corrected, one of science is not', async () => {
  const papers = Array.from({ length: 25 }, (_, at) =>
    samplePaper({ id: `p${at}`, title: 'Learning static' }),
  );
  const index = await indexOf(papers);
  expect((await index.search('learing')).hints).toEqual([
    'No paper says “learing”; searched for “learning”.',
  ]);
  expect((await index.search('statin')).hints.join()).not.toContain('searched for');
});

it('a letter doubled in place of another is a likelier slip than two others', async () => {
  const papers = Array.from({ length: 25 }, (_, at) =>
    samplePaper({ id: `p${at}`, title: at < 5 ? 'Diffusion' : 'Discussion' }),
  );
  expect((await (await indexOf(papers)).search('difussion')).hints).toEqual([
    'No paper says “difussion”; searched for “diffusion”.',
  ]);
});

it('a name that an author has is never taken for a slip, whether papers write it or not', async () => {
  const papers = Array.from({ length: 25 }, (_, at) =>
    samplePaper({ id: `p${at}`, title: 'The heart, bring' }),
  );
  const author = samplePaper({ id: 'author', title: 'Patterns', authors: ['Marti Hearst'] });
  const named = samplePaper({ id: 'named', title: 'On Hearst patterns', authors: ['Ute Bering'] });
  const index = await indexOf([...papers, author, named]);
  for (const name of ['hearst', 'bering', 'Hearst patterns']) {
    const { hits, hints } = await index.search(name);
    expect([hints, hits[0].paper.id]).toEqual([[], name === 'bering' ? 'named' : expect.anything()]);
  }
});

it('a letter left out is a likelier slip than one too many, also where papers have other words of the stem', async () => {
  const papers = Array.from({ length: 25 }, (_, at) =>
    samplePaper({
      id: `p${at}`,
      title: 'It transforms, we transform; occurrence',
      abstract: at < 8 ? 'Transformers' : '',
    }),
  );
  const index = await indexOf([...papers, samplePaper({ id: 'slip', title: 'Co-occurence, occurring' })]);
  expect((await index.search('transformrs')).hints).toEqual([
    'No paper says “transformrs”; searched for “transformers”.',
  ]);
  expect((await index.search('occurence')).hints).toEqual([
    'Only 1 paper says “occurence”; searched for “occurrence”.',
  ]);
});
