import { expect, it } from 'vitest';
import { createBreather } from '../../../../src/core/async/time-slices.ts';
import { createDictionary } from '../../../../src/core/search/index/dictionary.ts';
import { FIELD_COUNT, type Segment } from '../../../../src/core/search/index/segment.ts';
import { countTerms } from '../../../../src/core/search/latent/term-counts.ts';
import { indexOf, samplePaper } from '../sample-papers.ts';

const breathe = createBreather();

it('a term counts once for each place in the abstract and twice for each in the title, stop words for nothing', async () => {
  const engine = await indexOf([
    samplePaper({ id: 'b', title: 'Moss', abstract: 'The moss of a heath.' }),
    samplePaper({ id: 'a', title: 'Heath', abstract: 'A bog.', venue: 'Moss letters' }),
  ]);
  const { counted, dictionary } = await countTerms(engine.segments(), breathe);
  const words = Buffer.from(dictionary.bytes).toString();
  const termAt = (term: number) => words.slice(dictionary.starts[term], dictionary.starts[term + 1]);
  const papers = [0, 1].map((paper) =>
    Array.from(counted.terms.subarray(counted.starts[paper], counted.starts[paper + 1]), (term, at) => [
      termAt(term),
      counted.counts[counted.starts[paper] + at],
    ]),
  );
  // In order of the ids.
  expect(papers).toEqual([
    [
      ['heath', 2],
      ['bog', 1],
    ],
    [
      ['moss', 3],
      ['heath', 1],
    ],
  ]);
});

const WORDS = ['bog', 'fen', 'heath', 'moor', 'moss', 'peat', 'swamp'];

/** Papers of a single word in the title, indexed as they are numbered; the first of them is deleted. */
function segmentOf(numbers: readonly number[]): Segment {
  const { dictionary } = createDictionary(WORDS);
  const forwardStart = Uint32Array.from({ length: numbers.length * FIELD_COUNT + 1 }, (_, cell) =>
    Math.ceil(cell / FIELD_COUNT),
  );
  return {
    papers: numbers.map((number) => samplePaper({ id: `p${number}` })),
    terms: dictionary,
    deleted: Uint8Array.from(numbers, (number) => (number === 0 ? 1 : 0)),
    forward: Uint32Array.from(numbers, (number) => 1 + (number % WORDS.length)),
    forwardStart,
  } as unknown as Segment;
}

it('of many papers the same 20,000 are counted in the same order, whatever segment they are in', async () => {
  const numbers = Array.from({ length: 20_100 }, (_, number) => number);
  const { counted } = await countTerms([segmentOf(numbers)], breathe);
  expect([counted.starts.length - 1, counted.terms.length]).toEqual([20_000, 20_000]);
  const backwards = numbers.toReversed();
  const others = await countTerms(
    [segmentOf(backwards.slice(0, 7_000)), segmentOf(backwards.slice(7_000))],
    breathe,
  );
  expect(others.counted).toEqual(counted);
});
