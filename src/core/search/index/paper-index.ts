import { type Breathe, createBreather } from '../../async/time-slices.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { PaperChange } from '../engine.ts';
import { foldPapers } from '../latent/fold-papers.ts';
import type { LatentModel, LatentVectors } from '../latent/latent-model.ts';
import { type CorpusState, type DocumentRef, describeState } from './corpus-state.ts';
import { indexPapers } from './lunr-index.ts';
import { mergeSegments } from './merge-segments.ts';
import { prepareRemoval } from './remove-documents.ts';
import type { Segment } from './segment.ts';

/** Indexed papers that change while they are searched. */
export type PaperIndex = {
  /** All that a search looks at, as of this moment. */
  state(): CorpusState;
  /** Where a paper stands in the present state. */
  find(id: PaperId): DocumentRef | undefined;
  /** Resolves when the change is in the state, which takes it in step by step, each paper whole. */
  update(change: PaperChange): Promise<void>;
  /** What `read` makes of the segments as they are between two changes; the next does not wait for it. */
  read<T>(read: (segments: readonly Segment[], breathe: Breathe) => Promise<T>): Promise<T>;
  /** Gives all papers their vectors by this model, now and when they come, or none; in one step. */
  adopt(model: LatentModel | undefined): Promise<void>;
};

export type IndexOptions = {
  /** Papers indexed by one Lunr builder, a new segment; 32 unless told: more at once cost memory and longer pauses. */
  readonly segmentSize?: number;
  /** So many segments of like size become one, at least 2; 16 unless told. */
  readonly mergeFactor?: number;
  /** Milliseconds that an update may hold the event loop at once; a few unless told. */
  readonly slice?: number;
};

/** An index of these segments; none for an empty one. */
export function createPaperIndex(segments: readonly Segment[], options: IndexOptions): PaperIndex {
  const { segmentSize = 32, mergeFactor = 16, slice } = options;
  let state = describeState([]);
  const places = new Map<PaperId, { readonly segment: Segment; readonly document: number }>();
  let work: Promise<unknown> = Promise.resolve();
  let model = segments[0]?.latent?.model;

  const replaceSegments = (next: readonly Segment[]): void => {
    for (const segment of next) {
      if (state.segments.includes(segment)) continue;
      segment.papers.forEach((paper, document) => {
        if (segment.deleted[document] === 0) places.set(paper.id, { segment, document });
      });
    }
    state = describeState(next.filter((segment) => segment.deleted.includes(0)));
  };
  /** Gives new segments vectors by the model of the present ones. */
  const fold = async (added: readonly Segment[], breathe: Breathe): Promise<readonly Segment[]> => {
    for (const segment of added)
      if (model && segment.latent?.model !== model)
        segment.latent = await foldPapers(model, segment, breathe);
    return added;
  };
  const prepareRemovals = async (ids: readonly PaperId[], breathe: Breathe): Promise<() => void> => {
    const leaving = new Map<Segment, Set<number>>();
    for (const id of ids) {
      const at = places.get(id);
      if (at) leaving.set(at.segment, (leaving.get(at.segment) ?? new Set()).add(at.document));
    }
    const removals: (() => void)[] = [];
    for (const [segment, documents] of leaving)
      removals.push(await prepareRemoval(segment, documents, breathe));
    return () => {
      for (const remove of removals) remove();
      for (const id of ids) places.delete(id);
    };
  };
  /** Puts papers in the place of those with these ids, in one step. */
  const exchange = async (
    ids: readonly PaperId[],
    papers: readonly Paper[],
    breathe: Breathe,
  ): Promise<void> => {
    const added = papers.length > 0 ? await fold([await indexPapers(papers, breathe)], breathe) : [];
    const remove = await prepareRemovals(ids, breathe);
    remove();
    replaceSegments([...state.segments, ...added]);
  };
  const apply = async (change: PaperChange): Promise<void> => {
    const breathe = createBreather(slice);
    const put = [...new Map(change.put.map((paper) => [paper.id, paper])).values()];
    await exchange(change.removed, [], breathe);
    for (let at = 0; at < put.length; at += segmentSize) {
      const papers = put.slice(at, at + segmentSize);
      await exchange(
        papers.map((paper) => paper.id),
        papers,
        breathe,
      );
      replaceSegments(
        await fold(await mergeLike(state.segments, segmentSize, mergeFactor, breathe), breathe),
      );
    }
    if (put.length > segmentSize)
      replaceSegments(
        await fold(await mergeSmall(state.segments, segmentSize * mergeFactor ** 2, breathe), breathe),
      );
    const compacted = await mapInTurn(state.segments, (segment) => compact(segment, breathe));
    replaceSegments(await fold(compacted, breathe));
  };

  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const done = work.then(run);
    work = done.catch(() => undefined);
    return done;
  };

  replaceSegments(segments);
  return {
    state: () => state,
    find(id) {
      const at = places.get(id);
      return at && { segment: state.segments.indexOf(at.segment), document: at.document };
    },
    update: (change) => inTurn(() => apply(change)),
    async read(read) {
      const segments = await inTurn(async () => state.segments.map(copyLive));
      return read(segments, createBreather(slice));
    },
    async adopt(next) {
      const folded = new Map<Segment, LatentVectors | undefined>();
      const foldOthers = async (): Promise<void> => {
        const breathe = createBreather(slice);
        for (const segment of state.segments)
          if (!folded.has(segment)) folded.set(segment, next && (await foldPapers(next, segment, breathe)));
      };
      // Changes go on meanwhile; they wait only until what they brought has its vectors as well.
      await foldOthers();
      await inTurn(async () => {
        await foldOthers();
        for (const segment of state.segments) segment.latent = folded.get(segment);
        model = next;
      });
    },
  };
}

/** The segment with the papers in it that are live now. */
function copyLive(segment: Segment): Segment {
  return { ...segment, deleted: segment.deleted.slice() };
}

/** Merges the last segments while so many of them are of like size; their number grows with the logarithm of the papers. */
async function mergeLike(
  segments: readonly Segment[],
  segmentSize: number,
  mergeFactor: number,
  breathe: Breathe,
): Promise<readonly Segment[]> {
  const tierOf = ({ papers }: Segment): number => {
    const size = Math.max(papers.length, segmentSize);
    return Math.floor(Math.log(size / segmentSize) / Math.log(mergeFactor) + 1e-9);
  };
  let merged = segments;
  for (;;) {
    const newest = merged.at(-1);
    if (!newest) return merged;
    let first = merged.length;
    while (first > 0 && tierOf(merged[first - 1]) <= tierOf(newest)) first -= 1;
    if (merged.length - first < mergeFactor) return merged;
    merged = [...merged.slice(0, first), await mergeSegments(merged.slice(first), breathe)];
  }
}

/** Makes one of all segments of fewer papers than this: few segments make quick searches. */
async function mergeSmall(
  segments: readonly Segment[],
  size: number,
  breathe: Breathe,
): Promise<readonly Segment[]> {
  const small = segments.filter(({ papers }) => papers.length < size);
  if (small.length < 2) return segments;
  const large = segments.filter(({ papers }) => papers.length >= size);
  return [...large, await mergeSegments(small, breathe)];
}

/** The segment without its deleted documents where they are more than half of it, else itself. */
async function compact(segment: Segment, breathe: Breathe): Promise<Segment> {
  const deleted = segment.deleted.reduce((sum, gone) => sum + gone, 0);
  return deleted * 2 > segment.papers.length ? mergeSegments([segment], breathe) : segment;
}

async function mapInTurn<T, U>(items: readonly T[], change: (item: T) => Promise<U>): Promise<U[]> {
  const changed: U[] = [];
  for (const item of items) changed.push(await change(item));
  return changed;
}
