import type { Card } from '../chat/card.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { Delivery, Digest } from '../store/digests.ts';

/** One message of a digest. Parts are numbered from 0 by their place. */
export type Part = {
  readonly card: Card;
  /** Posted in the thread of the first part, where the platform has threads. */
  readonly underFirst?: true;
  /** Opens a thread for discussion on this message. */
  readonly thread?: { readonly name: string };
  /** The role or group it pings. */
  readonly pings?: string;
};

/** What a digest is made of this time. */
export type Composed = {
  /** In the order of the digest; none where `parts` only say that there is nothing. */
  readonly picks: readonly { readonly paper: Paper; readonly why: string }[];
  /** Each pick is an item of one of these cards. */
  readonly parts: readonly Part[];
};

/** When and for whom a digest is composed. */
export type Occasion = {
  readonly now: Date;
  /** Papers that the place has seen in digests, and when last. */
  readonly shown: ReadonlyMap<PaperId, Date>;
  /**
   * Absent for a preview. With `picks` it was decided before: the same papers with the same reasons are laid out again,
   * whatever has happened since.
   */
  readonly delivery?: Delivery;
  /** Whether it comes so long after its time that the post should say so. */
  readonly late: boolean;
};

/** Picks papers for a digest and lays them out; undefined where nothing is to be posted. */
export type Compose = (digest: Digest, occasion: Occasion) => Promise<Composed | undefined>;
