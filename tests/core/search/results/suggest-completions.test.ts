import { beforeAll, describe, expect, it } from 'vitest';
import type { LunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { idsOf, indexOf, LIBRARY, samplePaper } from '../sample-papers.ts';

const HOSTILE = samplePaper({
  id: 'hostile',
  title: 'A "quoted" title:x',
  authors: ['Robert "Bob" O’Hara', 'R2-D2'],
});
const TWIN = samplePaper({ id: 'twin', title: 'Retrieval with Lexical Indexes', authors: ['John Smith'] });

let index: LunrEngine;
beforeAll(async () => {
  index = await indexOf([...LIBRARY, HOSTILE, TWIN], { segmentSize: 3 });
});

const textsOf = async (typed: string, limit = 10): Promise<string[]> =>
  (await index.suggest(typed, limit)).map(({ text }) => text);

describe('suggestions', () => {
  it.each<[string, string[]]>([
    ['auth', ['author:']],
    ['ti', ['title:']],
    ['has', ['has:code']],
    ['nets has', ['nets has:code']],
    ['nets -ti', ['nets -title:']],
    ['hendr', ['author:"Dan Hendrycks"', 'Detecting Misclassified and Out-of-Distribution Examples']],
    ['Élod', ['author:"Élodie Hénaff"', 'The State of the Art in Gap Filling']],
    ['lexical ind', ['Retrieval with Lexical Indexes']],
    ['lichen', ['This record has lost its title and tells of lichens on cold…']],
    ['author:hen', ['author:"Dan Hendrycks"', 'author:"Élodie Hénaff"']],
    ['author:john', ['author:"John Smith"', 'author:"John Brown"', 'author:"Smith Johnson"']],
    ['nets au:xia', ['nets au:"Guoxuan Xia"', 'nets au:"Xiao Xiang Zhu"']],
    ['nets -author:"john sm', ['nets -author:"John Smith"']],
    ['author:r2', ['author:R2-D2']],
    ['author:bob', ['author:"Robert Bob O’Hara"']],
    ['category:cs.l', ['category:cs.LG']],
    ['venue:art', ['venue:"Artificial Intelligence Review"']],
    ['author:', []],
    ['zzzz', []],
    ['🚀', []],
  ])('for %j', async (typed, expected) => {
    expect((await textsOf(typed)).slice(0, Math.max(expected.length, 1))).toEqual(expected);
  });

  it('offer the last word as most papers write it', async () => {
    const titles = [
      'Behavior',
      'Behavior of bees',
      'Behaviour of ants',
      'Pre-training',
      'Pre-training again',
      'Pretraining',
    ];
    const spelt = await indexOf(titles.map((title, at) => samplePaper({ id: `p${at}`, title })));
    const offered = async (typed: string) =>
      (await spelt.suggest(typed, 9)).filter(({ kind }) => kind === 'word');
    expect(await offered('bees behaviou')).toEqual([{ text: 'bees behavior', kind: 'word' }]);
    expect(await offered('pretra')).toEqual([{ text: 'pre-training', kind: 'word' }]);
    expect(await offered('behavior')).toEqual([]);
  });

  it('are of a kind', async () => {
    expect((await index.suggest('hendr', 2)).map(({ kind }) => kind)).toEqual(['author', 'title']);
    expect(await index.suggest('auth', 1)).toEqual([{ text: 'author:', kind: 'field' }]);
  });

  it('for nothing typed are the fields', async () => {
    expect(await textsOf('', 3)).toEqual(['author:', 'title:', 'abstract:']);
  });

  it('are no more than asked for, each once', async () => {
    for (const limit of [0, 1, 2, 5, 25]) {
      const texts = await textsOf('re', limit);
      expect(texts.length).toBeLessThanOrEqual(limit);
      expect(new Set(texts).size).toBe(texts.length);
    }
    expect(await index.suggest('re', -1)).toEqual([]);
    expect(await index.suggest('re', Number.NaN)).toEqual([]);
  });

  it('find what they suggest', async () => {
    for (const typed of ['author:bob', 'author:john', 'author:Élod', 'venue:art', 'category:cs.l']) {
      for (const text of await textsOf(typed)) expect(await idsOf(index, text), text).not.toEqual([]);
    }
  });

  it('of a text that nobody completes are none', async () => {
    expect(await textsOf('a'.repeat(1_000_000))).toEqual([]);
    expect(await textsOf(`author:"${'x '.repeat(500_000)}`)).toEqual([]);
  });

  it('leave two of three places to titles, however many authors are called so', async () => {
    const crowd = await indexOf([
      samplePaper({ id: 'a', title: 'Mossy walls', authors: ['Ada Mossman', 'Ben Moss', 'Ida Mossberg'] }),
      samplePaper({ id: 'b', title: 'Moss on stones' }),
      samplePaper({ id: 'c', title: 'Mosses' }),
    ]);
    const kinds = async (limit: number) => (await crowd.suggest('moss', limit)).map(({ kind }) => kind);
    expect(await kinds(3)).toEqual(['author', 'title', 'title']);
    expect(await kinds(6)).toEqual(['author', 'author', 'title', 'title', 'title']);
  });
});
