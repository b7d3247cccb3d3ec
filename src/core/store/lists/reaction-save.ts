import type { Member, MessageRef } from '../../chat/channel.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';

/** One emoji of one person on one message, meaning a paper on it. */
export type ReactionSave = {
  readonly message: MessageRef;
  readonly member: Member;
  readonly emoji: string;
  readonly paper: PaperId;
  /** The tag that this emoji gives. */
  readonly tag?: string;
};

/** Reactions by which people save papers. */
export type ReactionSaves = {
  /** A reaction was given: saves and tags. Again: changes nothing. Yields whether the list changed. */
  give(reaction: ReactionSave, paper: Paper, at: Date): Promise<boolean>;
  /**
   * A reaction was taken back: its tag goes, and with the last reaction the paper, unless it was saved by intent too.
   * Yields whether the list changed.
   */
  takeBack(reaction: Omit<ReactionSave, 'paper'>, at: Date): Promise<boolean>;
  /**
   * All reactions to a message, or all of one emoji, were cleared by somebody else: what they saved stays as if it had been
   * saved by intent, and they are known no more.
   */
  keepCleared(message: MessageRef, emoji?: string): Promise<void>;
  /** All that are known on a message. */
  on(message: MessageRef): Promise<readonly ReactionSave[]>;
};
