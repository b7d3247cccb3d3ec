import { crc32 } from 'node:zlib';
import { sortInSlices } from '../../async/sort-in-slices.ts';
import type { Breathe } from '../../async/time-slices.ts';
import type { PaperId } from '../../papers/paper.ts';
import { PROSE_FIELDS } from '../index/corpus-state.ts';
import { type Dictionary, dictionarySize } from '../index/dictionary.ts';
import { mergeDictionaries } from '../index/merge-segments.ts';
import { FIELD_COUNT, type Segment } from '../index/segment.ts';

/** How often each term stands in each of some papers: paper `i` has `counts[starts[i] .. starts[i + 1]]` of the `terms` beside them. */
export type TermCounts = {
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly counts: Uint8Array;
  /** How many terms there are. */
  readonly termCount: number;
};

/** The papers' counts, and what the terms are: in order of their bytes. */
export type CountedCorpus = { readonly counted: TermCounts; readonly dictionary: Dictionary };

/** How many papers tell enough of a larger corpus. */
const MOST_COUNTED = 20_000;
/** What one place in the title, and one in the abstract, count for. */
const COUNTS = [2, 1];
const MOST_COUNT = 255;

/** Counts the live papers in order of their ids, or a sample of them that is the same whatever segment they are in. */
export async function countTerms(segments: readonly Segment[], breathe: Breathe): Promise<CountedCorpus> {
  const papers = await samplePapers(segments, breathe);
  const { dictionary, places } = await mergeDictionaries(
    segments.map((segment) => segment.terms),
    breathe,
  );
  const size = papers.reduce(
    (sum, { segment, document }) => sum + proseLength(segments[segment], document),
    0,
  );
  const starts = new Uint32Array(papers.length + 1);
  const terms = new Uint32Array(size);
  const counts = new Uint8Array(size);
  const termCount = dictionarySize(dictionary);
  const counter = createCounter(Math.max(0, ...segments.map((segment) => dictionarySize(segment.terms))));
  for (const [row, { segment, document }] of papers.entries()) {
    let end = starts[row];
    counter(segments[segment], document, (term, count) => {
      terms[end] = places[segment][term];
      counts[end] = Math.min(count, MOST_COUNT);
      end += 1;
    });
    starts[row + 1] = end;
    await breathe();
  }
  const end = starts[papers.length];
  return {
    counted: { starts, terms: terms.slice(0, end), counts: counts.slice(0, end), termCount },
    dictionary,
  };
}

type Sampled = {
  readonly id: PaperId;
  readonly key: number;
  readonly segment: number;
  readonly document: number;
};

async function samplePapers(segments: readonly Segment[], breathe: Breathe): Promise<readonly Sampled[]> {
  const papers: Sampled[] = [];
  for (const [segment, { papers: all, deleted }] of segments.entries()) {
    for (const [document, { id }] of all.entries()) {
      if (deleted[document] === 0) papers.push({ id, key: crc32(id), segment, document });
      await breathe();
    }
  }
  const byId = (a: Sampled, b: Sampled): number => (a.id < b.id ? -1 : 1);
  if (papers.length <= MOST_COUNTED) return sortInSlices(papers, byId, breathe);
  const byKey = await sortInSlices(papers, (a, b) => a.key - b.key || byId(a, b), breathe);
  return sortInSlices(byKey.slice(0, MOST_COUNTED), byId, breathe);
}

function proseLength({ forwardStart }: Segment, document: number): number {
  const cell = document * FIELD_COUNT;
  return forwardStart[cell + PROSE_FIELDS.length] - forwardStart[cell];
}

/** What a term that stands so often in a text counts for, beside its weight: 1 + ln count. */
export function weighCount(count: number): number {
  return 1 + Math.log(count);
}

/** Calls `each` with every term (its place) of a paper's prose once, in the order of the text. */
export type TermCounter = (
  segment: Segment,
  document: number,
  each: (term: number, count: number) => void,
) => void;

/** A counter for segments of up to so many terms. */
export function createCounter(termCount: number): TermCounter {
  const seen = new Uint32Array(termCount + 1);
  return ({ forward, forwardStart }, document, each) => {
    const first = document * FIELD_COUNT;
    const start = forwardStart[first];
    const end = forwardStart[first + PROSE_FIELDS.length];
    PROSE_FIELDS.forEach((field, i) => {
      for (let at = forwardStart[first + field]; at < forwardStart[first + field + 1]; at++)
        seen[forward[at]] += COUNTS[i];
    });
    for (let at = start; at < end; at++) {
      const term = forward[at];
      if (term > 0 && seen[term] > 0) each(term - 1, seen[term]);
      seen[term] = 0;
    }
  };
}
