import type { Member } from '../../chat/channel.ts';

/** What is stored about a person, in numbers. */
export type Holdings = {
  readonly saved: number;
  readonly notes: number;
  readonly tags: number;
  readonly reactions: number;
  /** Papers taken out whose note and tags are still kept. */
  readonly removed: number;
  readonly subscriptions: number;
  /** Mailboxes, confirmed or not. */
  readonly addresses: number;
  /** Papers the person added to those of everybody. */
  readonly added: number;
  /** People, venues and whatever else they follow. */
  readonly followed: number;
  /** Papers they want less of. */
  readonly unwanted: number;
};

/** What people can ask about what is stored of them, and have deleted. */
export type Privacy = {
  holdings(member: Member): Promise<Holdings>;
  /** Those of this id on the platform, in whatever workspace, of whom something is stored. */
  namesakes(member: Member): Promise<readonly Member[]>;
  /** Deletes everything stored about a person for good, also from the database's log, but that somebody was deleted then: a fingerprint that names nobody. */
  forget(member: Member, at: Date): Promise<void>;
  /** Whether the person was deleted and that is still known: reactions of theirs from before save nothing. */
  wasForgotten(member: Member): Promise<boolean>;
  /** Deletes the fingerprints from before then, and from the database's log what was deleted since; yields how many. */
  prune(before: Date): Promise<number>;
};
