import { describe, expect, it } from 'vitest';
import { describeState } from '../../../../src/core/search/index/corpus-state.ts';
import { findCompounds, locateWithCompounds } from '../../../../src/core/search/query/compounds.ts';
import { dailyPapers, idsOf, indexOf, samplePaper } from '../sample-papers.ts';

const titles = (...all: string[]) =>
  indexOf(all.map((title, at) => samplePaper({ id: String.fromCharCode(97 + at), title })));
const ranked = async (index: Awaited<ReturnType<typeof titles>>, query: string) =>
  (await index.rank(query)).map(({ paper }) => paper.id);

describe('a word that papers write as one and as two', () => {
  const index = titles(
    'A dataset of birds',
    'Datasets for fish',
    'The data set of trees',
    'Data-sets without a name',
    'Birds in data',
    'A set of stones',
  );

  it.each(['dataset', 'data set', 'data-set', 'datasets', 'Data Sets'])(
    'is one however it is typed: %s',
    async (query) => {
      const found = await ranked(await index, query);
      expect(found).toEqual(await ranked(await index, 'dataset'));
      expect([...found.slice(0, 4)].sort()).toEqual(['a', 'b', 'c', 'd']);
    },
  );

  it('is one in phrases, fields and exclusions', async () => {
    expect((await idsOf(await index, '"data set"')).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect((await idsOf(await index, 'title:dataset')).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(await idsOf(await index, 'birds -"data set"')).toEqual(['e']);
  });

  it('is marked in either form', async () => {
    const { hits } = await (await index).search('dataset');
    const marked = hits
      .slice(0, 4)
      .flatMap(({ title: { text, marks } }) => marks.map(({ start, end }) => text.slice(start, end)));
    expect(marked.sort()).toEqual(['Data-sets', 'Datasets', 'data set', 'dataset']);
  });

  it('stands in the form that more papers write, together with the other', async () => {
    const apart = await titles(
      'Net work of pipes',
      'A net work',
      'The network',
      'Work with a net',
      'Net profit',
    );
    const found = await ranked(apart, 'network');
    expect(found).toEqual(await ranked(apart, 'net work'));
    expect(found).toContain('c');
  });

  it('stands beside other words in either form', async () => {
    const joined = await titles(
      'Dataset',
      'Datasets',
      'A dataset',
      'Birds in many a data set',
      'Many a birds data set',
    );
    expect((await ranked(joined, 'birds dataset')).slice(0, 2)).toEqual(['e', 'd']);
    const apart = await titles(
      'Data set',
      'The data set',
      'Old data sets',
      'Set of old data',
      'New old dataset',
    );
    expect((await ranked(apart, 'data set')).slice(-1)).toEqual(['d']);
  });

  it('is none where papers write another word of its stem alone: micro metal is no micrometer', async () => {
    const measured = await titles('A micrometer', 'Micrometers', 'Three micrometers', 'Micro pumps of metal');
    expect(await ranked(measured, 'micro metal')).toEqual(['d']);
  });

  it('is no slip where papers write it in the other number alone', async () => {
    const index = await titles('A krugitch', 'The krugitch', 'Krugitch of stone');
    expect(await ranked(index, 'krug itches')).toEqual(['a', 'b', 'c']);
  });

  it('is in a paper once that writes both forms', async () => {
    const both = await titles('Datasets', 'A data set, or dataset', 'Data', 'Old data set');
    const state = describeState(both.segments());
    const { words, compounds } = findCompounds(state, ['dataset']);
    expect(words.map((word) => locateWithCompounds(state, word, compounds).frequency)).toEqual([3]);
  });

  it('counts no papers that were removed', async () => {
    const left = ['Net work of pipes', 'A net work', 'The network', 'Work with a net', 'Net profit'];
    const gone = ['Net work', 'Net work again', 'More net work'];
    const once = await titles(...gone, ...left);
    await once.update({ put: [], removed: ['a', 'b', 'c'] });
    const ids = new Map(left.map((_, at) => [String.fromCharCode(100 + at), String.fromCharCode(97 + at)]));
    expect((await ranked(once, 'network')).map((id) => ids.get(id))).toEqual(
      await ranked(await titles(...left), 'network'),
    );
  });

  it('is no ending: a letter or syllable astray joins nothing', async () => {
    const astray = await titles('Graph s of trees', 'Graphs', 'Learn ing to read', 'Learning');
    expect(await idsOf(astray, 'learn ing')).toEqual(expect.arrayContaining(['c', 'd']));
    expect((await astray.search('learning')).hits[0]?.paper.id).toBe('d');
  });
});

it('a stop word that a hyphen binds is part of its word: on-line is online and no line', async () => {
  const index = await titles(
    'On-line shops',
    'Online shopping',
    'Buying online',
    'A line of shops',
    'Off-line storage',
    'A note on line art',
  );
  expect((await idsOf(index, 'online')).sort()).toEqual(['a', 'b', 'c']);
  expect((await idsOf(index, 'on-line')).sort()).toEqual(['a', 'b', 'c']);
  expect(await idsOf(index, '"note on line"')).toEqual(['f']);
  expect(await idsOf(index, '"on line shops"')).toEqual(['a']);
});

it('a word, its plural and its other spelling rank alike, also where papers write its inflections', async () => {
  const index = await titles('Coloring of graphs', 'Colors of birds', 'A colour', 'Coloured stones', 'Color');
  for (const word of ['colors', 'colour', 'colours'])
    expect(await ranked(index, word)).toEqual(await ranked(index, 'color'));
});

it('other spellings find the same papers in the same order', async () => {
  const index = await indexOf(dailyPapers());
  const unlike: string[] = [];
  for (const pair of [
    'dataset/data set',
    'pre-training/pretraining',
    'fine-tuning/finetuning',
    'multi-modal/multimodal',
    'behaviour/behavior',
    'real-time/realtime',
    'few-shot/few shot',
    'modelling/modeling',
    'labelled/labeled',
    'work flow/workflow',
    'bench-mark/benchmark',
    'matrix/matrices',
    'time-series/time series',
    'on-line/online',
    'optimisation/optimization',
    'auto-encoder/autoencoder',
    'auto-regressive/autoregressive',
    'large-scale/large scale',
    'generalisation/generalization',
    'end-to-end/end to end',
  ]) {
    const [one = '', other = ''] = pair.split('/');
    if ((await ranked(index, one)).join() !== (await ranked(index, other)).join()) unlike.push(pair);
  }
  expect(unlike).toEqual([]);
});
