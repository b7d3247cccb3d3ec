import { ANY_ENDING } from '../text/word-endings.ts';
import { FIELD_COUNT, type Segment } from './segment.ts';

/** A posting list: documents, ascending, at `documents[start .. end]`, and beside each how often the term stands there and with which endings. */
export type Postings = {
  readonly documents: Uint32Array;
  readonly frequencies: Uint8Array;
  readonly endings: Uint16Array;
  readonly start: number;
  readonly end: number;
};

const NONE: Postings = {
  documents: new Uint32Array(0),
  frequencies: new Uint8Array(0),
  endings: new Uint16Array(0),
  start: 0,
  end: 0,
};
const MOST_TIMES = 255;

/** The segment's list of a term (by its place; none for -1) in a field. */
export function listOf(segment: Segment, place: number, field: number): Postings {
  if (place < 0) return NONE;
  const { listDocuments: documents, listFrequencies: frequencies, listEndings: endings, listStart } = segment;
  const list = place * FIELD_COUNT + field;
  return { documents, frequencies, endings, start: listStart[list], end: listStart[list + 1] };
}

/** One list of both, frequencies added up; the other stands for the word as it was asked for, whatever its ending. */
export function mergePostings(one: Postings, other: Postings): Postings {
  if (other.end === other.start) return one;
  const documents = new Uint32Array(one.end - one.start + other.end - other.start);
  const frequencies = new Uint8Array(documents.length);
  const endings = new Uint16Array(documents.length);
  let end = 0;
  let left = one.start;
  let right = other.start;
  while (left < one.end || right < other.end) {
    const a = left < one.end ? one.documents[left] : Number.POSITIVE_INFINITY;
    const b = right < other.end ? other.documents[right] : Number.POSITIVE_INFINITY;
    documents[end] = Math.min(a, b);
    let times = 0;
    endings[end] = b <= a ? ANY_ENDING : one.endings[left];
    if (a <= b) times += one.frequencies[left++];
    if (b <= a) times += other.frequencies[right++];
    frequencies[end++] = Math.min(times, MOST_TIMES);
  }
  return { documents, frequencies, endings, start: 0, end };
}

/** The live documents in which one term stands right before another in a field; stops after `most` of them. */
export function adjacentPostings(
  segment: Segment,
  [first, second]: readonly [number, number],
  field: number,
  most = Number.POSITIVE_INFINITY,
): Postings {
  const one = listOf(segment, first, field);
  const other = listOf(segment, second, field);
  const [short, long] = one.end - one.start <= other.end - other.start ? [one, other] : [other, one];
  const documents: number[] = [];
  const frequencies: number[] = [];
  let from = long.start;
  for (let at = short.start; at < short.end && documents.length < most; at++) {
    const document = short.documents[at];
    from = firstFrom(long, document, from);
    if (from === long.end) break;
    if (long.documents[from] !== document || segment.deleted[document] === 1) continue;
    const times = countAdjacent(segment, document * FIELD_COUNT + field, first + 1, second + 1);
    if (times === 0) continue;
    documents.push(document);
    frequencies.push(Math.min(times, MOST_TIMES));
  }
  return {
    documents: Uint32Array.from(documents),
    frequencies: Uint8Array.from(frequencies),
    endings: new Uint16Array(documents.length).fill(ANY_ENDING),
    start: 0,
    end: documents.length,
  };
}

function countAdjacent(
  { forward, forwardStart }: Segment,
  cell: number,
  first: number,
  second: number,
): number {
  const end = forwardStart[cell + 1] - 1;
  let times = 0;
  for (let at = forwardStart[cell]; at < end; at++)
    if (forward[at] === first && forward[at + 1] === second) times += 1;
  return times;
}

/** Where the first document from `document` on stands in the list, searched from `from` on in steps that double. */
function firstFrom({ documents, end }: Postings, document: number, from: number): number {
  let low = from;
  let step = 1;
  while (low + step < end && documents[low + step] < document) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, end);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (documents[middle] < document) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many live documents are in one of some lists and in none of the others. */
export function countOthers(
  { deleted }: Segment,
  lists: readonly Postings[],
  others: readonly Postings[],
): number {
  const counted = new Set<number>();
  for (const { documents, start, end } of lists)
    for (let at = start; at < end; at++) {
      const document = documents[at];
      if (deleted[document] === 0 && !others.some((other) => holds(other, document))) counted.add(document);
    }
  return counted.size;
}

function holds(list: Postings, document: number): boolean {
  const at = firstFrom(list, document, list.start);
  return at < list.end && list.documents[at] === document;
}
