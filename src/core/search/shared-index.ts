import { stat } from 'node:fs/promises';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { Segment } from './index/segment.ts';
import { loadSegments } from './index/segment-file.ts';

/** Lets one process at a time build an index file and save it; what a dead one claimed is free. */
export type IndexClaim = {
  /** Yields whether this process has it now, or had it already. */
  take(): boolean;
  /** What is another every few seconds, for as long as whoever has it is at work. */
  pulse(): unknown;
  release(): void;
};

/** How processes share an index file. */
export type IndexSharing = {
  readonly claim: IndexClaim;
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  wait(milliseconds: number, stop?: AbortSignal): Promise<void>;
  /** Told once that another process builds the index. */
  onWait(): void;
  /** Told that the other does nothing, so that nobody waits for it any more. */
  onFrozen(): void;
  /** Nothing is waited for once it is aborted. */
  readonly stop?: AbortSignal | undefined;
  /** Up to so many papers each process indexes by itself, a few seconds' work. */
  readonly few: number;
};

/** For one process alone. */
export const alone: IndexSharing = {
  claim: { take: () => true, pulse: () => undefined, release: () => {} },
  wait: async () => {},
  onWait: () => {},
  onFrozen: () => {},
  few: Infinity,
};

/** What of a corpus an index needs. */
export type IndexedPapers = { readonly papers: Iterable<Paper>; get(id: PaperId): Paper | undefined };

/** What a file held of the papers, and whether this process has the claim, to build the rest for all. */
export type LoadedIndex = { readonly segments: readonly Segment[] | undefined; readonly isBuilder: boolean };

/** Milliseconds between two looks whether another process has built the index, or is no more. */
const LOOK_EVERY = 1_000;
/** A builder without a pulse at so many looks is frozen, as by SIGSTOP. */
const LOOKS_WITHOUT_PULSE = 60;

/**
 * Loads an index of a file. Where it lacks many of the papers, the first process to ask is the builder, and the others resolve once
 * its file is there; one of them takes its place where it died, and each builds for itself where it is frozen.
 */
export async function loadSharedIndex(
  corpus: IndexedPapers,
  file: string,
  { claim, wait, onWait, onFrozen, stop, few }: IndexSharing,
): Promise<LoadedIndex> {
  const load = () => loadSegments(file, (id) => corpus.get(id));
  if ([...corpus.papers].length <= few) return { segments: await load(), isBuilder: false };
  let seen: string | undefined;
  let pulse: unknown;
  let looks = 0;
  for (let isFirst = true; ; isFirst = false) {
    const isMine = claim.take();
    const found = await identityOf(file);
    if (isMine || isFirst || found !== seen || stop?.aborted === true) {
      seen = found;
      const segments = await load();
      const isDone = isWhole(segments ?? [], corpus, few) || stop?.aborted === true;
      if (isMine && isDone) claim.release();
      if (isMine || isDone) return { segments, isBuilder: isMine && !isDone };
    }
    if (isFirst) onWait();
    const felt = claim.pulse();
    looks = felt === pulse ? looks + 1 : 0;
    pulse = felt;
    if (looks >= LOOKS_WITHOUT_PULSE) {
      onFrozen();
      return { segments: await load(), isBuilder: false };
    }
    await wait(LOOK_EVERY, stop);
  }
}

/** Whether few papers are missing, and what relates them is learnt. */
function isWhole(segments: readonly Segment[], { papers }: IndexedPapers, few: number): boolean {
  const known = new Set<PaperId>();
  for (const segment of segments)
    segment.papers.forEach((paper, document) => {
      if (segment.deleted[document] === 0) known.add(paper.id);
    });
  const missing = [...papers].filter(({ id }) => !known.has(id));
  return missing.length <= few && segments[0]?.latent !== undefined;
}

/** Which file stands at the path, and in which state; undefined where there is none. */
async function identityOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && `${found.ino} ${found.mtimeMs} ${found.size}`;
}
