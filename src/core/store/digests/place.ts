import type { PaperId } from '../../papers/paper.ts';
import type { Destination } from './digest.ts';

/** What a place has seen of digests: papers with the moment they were last shown. `version` grows with every decision. */
export type ShownInPlace = { readonly version: number; readonly papers: ReadonlyMap<PaperId, Date> };

/** The places that digests go to: channels, direct messages and mailboxes. */
export type Places = {
  /** What the destination has seen in digests, whichever of them. */
  shown(destination: Destination): Promise<ShownInPlace>;
};
