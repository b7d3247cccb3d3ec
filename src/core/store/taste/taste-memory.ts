import type { Channel, Member } from '../../chat/channel.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';

/** Of what somebody's taste is learned. */
export type KnownTaste = {
  /** They want nothing to be learned. */
  readonly isOff: boolean;
  /** What is saved since they last started afresh, the oldest first. */
  readonly saved: readonly PaperId[];
  /** What was saved before that and is in the list still, the oldest first. */
  readonly savedBefore: readonly PaperId[];
  /** What they want less of, the oldest first: all of it, and what counts since they last started afresh. */
  readonly unwanted: readonly PaperId[];
  readonly unwantedSince: readonly PaperId[];
};

/** Of what taste is learned; nothing that was learned is kept. */
export type TasteMemory = {
  of(member: Member): Promise<KnownTaste>;
  /**
   * What people saved for all to see in a channel, by a reaction or a button on a message there or in a thread of its digests, and have in their lists still: a
   * list a person, the oldest first. Without those who want nothing to be learned.
   */
  inChannel(channel: Channel): Promise<readonly (readonly PaperId[])[]>;
  switchOff(member: Member, isOff: boolean): Promise<void>;
  /** Only what is saved from then on counts. */
  startAfresh(member: Member, at: Date): Promise<void>;
  /** They want less like this; yields whether that is new. */
  refuse(member: Member, paper: Paper, at: Date): Promise<boolean>;
  /** Takes that back; yields whether it was so. */
  readmit(member: Member, paper: PaperId): Promise<boolean>;
};
