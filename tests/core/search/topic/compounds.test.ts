import { expect, it } from 'vitest';
import { findOnTopic } from '../../../../src/core/search/topic/find-on-topic.ts';
import { findNearTopic } from '../../../../src/core/search/topic/near-topic.ts';
import { indexOf, samplePaper } from '../sample-papers.ts';

const titles = [
  'A dataset of birds',
  'The data set of trees',
  'Data-sets without a name',
  'A set of birds in data',
  'On-line shops',
  'Buying online',
  'A line of shops on the hill',
  'Off-line shops',
  'Pre-training of nets',
  'Pretrained nets',
  'Training before nets',
  'Behavioural modelling',
];
const index = indexOf(titles.map((title, at) => samplePaper({ id: String(at), title })));
const onTopic = async (topic: string) =>
  (await findOnTopic(topic, await index)).papers.map(({ paper }) => paper.title).sort();

it.each([
  [['dataset', 'Datasets'], titles.slice(0, 3)],
  // Typed apart, the words may stand apart.
  [['data set', 'data-sets'], titles.slice(0, 4)],
  [['online', 'on-line'], titles.slice(4, 6)],
  [['off-line', 'offline shops'], titles.slice(7, 8)],
  [['pretrained', 'pre-training', 'pretraining nets'], titles.slice(8, 10)],
  [['behavioral modeling'], titles.slice(11)],
])('papers are on a topic in whichever way they write it: %j', async (topics, found) => {
  for (const topic of topics) expect(await onTopic(topic)).toEqual([...found].sort());
});

it('a near topic is offered by evidence alone: not for a word of English or science', async () => {
  const near = async (topic: string) => {
    const engine = await indexOf([samplePaper({ id: 'a', title: 'A generic datasett of proven tools' })]);
    const { topic: read } = await findOnTopic(topic, engine);
    return (await findNearTopic(topic, read.words, engine))?.topic;
  };
  expect(await near('genetics')).toBeUndefined();
  expect(await near('protein')).toBeUndefined();
  expect(await near('genreic')).toBe('generic');
});
