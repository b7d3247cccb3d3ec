import { expect, it } from 'vitest';
import { tellTopic } from '../../../../src/core/digest/selection/tell-topic.ts';
import { paperNamed } from '../../store/things.ts';

const told = (topic: string, abstract: string) => {
  const { text, marks } = tellTopic(paperNamed('a', { abstract }), topic);
  return [text, ...marks.map(({ start, end }) => text.slice(start, end))];
};

it.each([
  ['time-series forecasts', 'We forecast a time series.', ['forecast', 'time series']],
  ['few-shot learning', 'In few shots it learns.', ['few shots', 'learns']],
  ['papers on early exits, please', 'Papers on an early exit.', ['early exit']],
  ['"early exit" exit', 'An early exit.', ['early exit']],
  ['exits -survey author:lee year:2023', 'A survey by Lee of exits in 2023.', ['exits']],
  ['generation', 'It generates a generation.', ['generation']],
])(
  'the sentence told has the words of the topic %s marked, as the topic is read',
  (topic, sentence, marks) => {
    expect(told(topic, `Much was said. ${sentence} All is well.`)).toEqual([sentence, ...marks]);
  },
);

it('of several sentences the first with most of the words is told', () => {
  expect(told('moss heath', 'A heath. The moss of a heath. More moss on a heath.')[0]).toBe(
    'The moss of a heath.',
  );
});

it('where no word of the topic stands in the abstract nothing is marked', () => {
  for (const topic of ['', 'moss', 'author:lee']) expect(told(topic, 'A heath.')).toEqual(['A heath.']);
});
