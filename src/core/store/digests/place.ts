import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Destination } from './digest.ts';
import type { ShownName } from './shown-names.ts';

/** What a place has seen of digests: papers with the moment they were last shown, and all names they are known by. */
export type ShownPapers = {
  readonly papers: ReadonlyMap<PaperId, Date>;
  readonly names: readonly ShownName[];
};

/** `version` grows with every decision. */
export type ShownInPlace = ShownPapers & { readonly version: number };

/** The places that digests go to: channels, direct messages and mailboxes. */
export type Places = {
  /** What the destination has seen in digests, whichever of them. */
  shown(destination: Destination): Promise<ShownInPlace>;
  /** Takes in by which names papers are known now that were shown anywhere under one of them; the others are passed over. */
  learnNames(papers: readonly Paper[]): Promise<void>;
};
