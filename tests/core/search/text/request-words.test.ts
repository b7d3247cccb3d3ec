import { expect, it } from 'vitest';
import { dropRequest } from '../../../../src/core/search/text/request-words.ts';
import { wordsOf } from '../../../../src/core/search/text/words.ts';

const left = (text: string) =>
  dropRequest(wordsOf(text))
    .map((word) => word.text)
    .join(' ');

it.each([
  ['papers on ensembles', 'ensembles'],
  ['Find me papers about early exit, please', 'early exit'],
  ['articles describing graph attention', 'graph attention'],
  ['recent work on robot manipulation these days', 'robot manipulation'],
  ['anything new on proteins', 'proteins'],
  ['information about drug discovery', 'drug discovery'],
  ['information retrieval', 'information retrieval'],
  ['interest rates', 'interest rates'],
  ['learning for control', 'learning for control'],
  ['new materials', 'new materials'],
  ['papers', 'papers'],
  ['papers about', 'papers about'],
  ['call for papers', 'call for papers'],
  ['please', 'please'],
  [
    'a new method for finding papers on the sea in very many years',
    'a new method for finding papers on the sea in very many years',
  ],
  ['', ''],
])('of “%s” the topic is “%s”', (text, topic) => {
  expect(left(text)).toBe(topic);
});
