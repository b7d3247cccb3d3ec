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
  ["I'm looking for articles on model merging", 'model merging'],
  ['the state of the art in pose estimation', 'pose estimation'],
  ['how does early exit work?', 'how does early exit'],
  ['what do we know about scaling laws?', 'scaling laws'],
  ['show me graph papers', 'graph'],
  ['which papers discuss calibration', 'calibration'],
  ['recnet work abuot robots', 'robots'],
  ['papers related to sleep', 'sleep'],
  ['papers by Ada Lovelace', 'ada lovelace'],
  ['articles from Stanford', 'stanford'],
  ['learning from papers', 'learning from papers'],
  ['learning by doing', 'learning by doing'],
  ['diffusion papers, please', 'diffusion'],
  ['papers concerning model merging', 'model merging'],
  ['papers that use graphs', 'graphs'],
  ['recent graph papers', 'graph'],
  ['can you explain graph attention to me', 'graph attention'],
  ['why does dropout work?', 'why does dropout'],
  ['find papers on topic models', 'topic models'],
  ['could somebody point me to papers on sleep', 'sleep'],
  ['what are the main approaches to pose estimation?', 'pose estimation'],
  ['which methods are there for sleep staging', 'sleep staging'],
  ['must-read papers on scaling laws', 'scaling laws'],
  ['top papers on drug discovery', 'drug discovery'],
  ['how do people do early exit', 'early exit'],
  ['how do I get started with topic models', 'topic models'],
  ['how dropout works', 'how dropout'],
  ['anything on sleep today?', 'sleep'],
  ['trends in pose estimation', 'pose estimation'],
  ['methods for sleep staging', 'methods for sleep staging'],
  ['key points in images', 'key points in images'],
  ['interest point detection', 'interest point detection'],
  ['operations research', 'operations research'],
  ['biomedical literature', 'biomedical literature'],
  ['search engines', 'search engines'],
  ['covering codes', 'covering codes'],
  ['explaining predictions', 'explaining predictions'],
  ['explain and predict', 'explain and predict'],
  ['neural information retrieval', 'neural information retrieval'],
  ['work on line art', 'line art'],
  ['on policy learning', 'on policy learning'],
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
