import { type Breathe, createBreather } from '../papers/breathe.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import { describeState, placePapers } from './corpus-state.ts';
import type { Search } from './hit.ts';
import { indexPapers } from './lunr-index.ts';
import { mergeSegments } from './merge-segments.ts';
import { createSearch } from './search-papers.ts';
import type { Segment } from './segment.ts';

/** Papers to add or replace, and papers to take out. */
export type PaperChange = { readonly put: readonly Paper[]; readonly removed: readonly PaperId[] };

/** A search whose papers change while it runs. */
export type PaperIndex = Search & {
  /** Resolves when the change is found by searches; searches meanwhile see what is done so far, and never wait. */
  update(change: PaperChange): Promise<void>;
  has(id: PaperId): boolean;
  /** The segments as they are, to be saved. */
  segments(): readonly Segment[];
};

/** Papers indexed by one Lunr builder; a new segment. */
const SEGMENT_SIZE = 250;
/** So many segments of like size become one. */
const MERGE_FACTOR = 8;

/** An index of these segments (none for an empty one). */
export function createIndex(segments: readonly Segment[] = []): PaperIndex {
  let state = describeState(withoutEmpty(segments));
  let places = placePapers(state.segments);
  let work: Promise<void> = Promise.resolve();

  const remove = (ids: Iterable<PaperId>): void => {
    for (const id of ids) {
      const at = places.get(id);
      if (at) state.segments[at.segment].deleted[at.document] = 1;
      places.delete(id);
    }
  };
  const replaceSegments = (next: readonly Segment[]): void => {
    state = describeState(next);
    places = placePapers(next);
  };
  const apply = async ({ put, removed }: PaperChange): Promise<void> => {
    const breathe = createBreather();
    remove(removed);
    replaceSegments(withoutEmpty(state.segments));
    for (let at = 0; at < put.length; at += SEGMENT_SIZE) {
      const segment = await indexPapers(put.slice(at, at + SEGMENT_SIZE), breathe);
      remove(segment.papers.map((paper) => paper.id));
      replaceSegments(await mergeLike([...state.segments, segment], breathe));
    }
  };

  return {
    ...createSearch(
      () => state,
      (id) => places.get(id),
    ),
    get size() {
      return state.documents;
    },
    update(change) {
      work = work.then(() => apply(change));
      return work;
    },
    has: (id) => places.has(id),
    segments: () => state.segments,
  };
}

function withoutEmpty(segments: readonly Segment[]): Segment[] {
  return segments.filter((segment) => segment.deleted.includes(0));
}

/** Merges the last segments while so many of them are of like size; their number grows with the logarithm of the papers. */
async function mergeLike(segments: readonly Segment[], breathe: Breathe): Promise<Segment[]> {
  let merged = [...segments];
  for (;;) {
    const tier = tierOf(merged.at(-1));
    let first = merged.length;
    while (first > 0 && tierOf(merged[first - 1]) <= tier) first -= 1;
    if (merged.length - first < MERGE_FACTOR) return merged;
    merged = [...merged.slice(0, first), await mergeSegments(merged.slice(first), breathe)];
  }
}

function tierOf(segment: Segment | undefined): number {
  const size = Math.max(segment?.papers.length ?? 0, SEGMENT_SIZE);
  return Math.floor(Math.log(size / SEGMENT_SIZE) / Math.log(MERGE_FACTOR) + 1e-9);
}
