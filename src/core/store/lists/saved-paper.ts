import type { Channel, Member, Workspace } from '../../chat/channel.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';

/** A paper in somebody's list. */
export type SavedPaper = {
  /** As known when it was last seen in the corpus. */
  readonly paper: Paper;
  readonly savedAt: Date;
  readonly readAt?: Date;
  /** '' for none. */
  readonly note: string;
  /** In alphabetical order. */
  readonly tags: readonly string[];
};

/** People's lists. A member sees the papers saved in their own workspace alone. */
export type Saves = {
  /**
   * Saves by intent; yields whether it was not saved before. Note and tags of an earlier save come back. `pressedIn` is the channel in
   * which a button on a message for all did it.
   */
  save(member: Member, paper: Paper, at: Date, pressedIn?: Channel): Promise<boolean>;
  /** Takes it out, whatever it was saved by; yields whether it was there. Reactions that saved it stay known, so that they save nothing again. */
  unsave(member: Member, paper: PaperId, at: Date): Promise<boolean>;
  /** The newest first. */
  list(member: Member): Promise<readonly SavedPaper[]>;
  find(member: Member, paper: PaperId): Promise<SavedPaper | undefined>;
  /** Each yields false for a paper that is not saved. */
  setRead(member: Member, paper: PaperId, at: Date | undefined): Promise<boolean>;
  setNote(member: Member, paper: PaperId, note: string): Promise<boolean>;
  setTags(member: Member, paper: PaperId, tags: readonly string[]): Promise<boolean>;
  /**
   * Deletes for good what was taken out of lists before then; yields how many. Reactions by which it was saved stay known,
   * so that they save nothing again, but for those given before `reactionsBefore`: the same moment unless told.
   */
  prune(before: Date, reactionsBefore?: Date): Promise<number>;
};

/** What a workspace has saved, in numbers and moments, without who. */
export type SaveCounts = {
  /** How many people of the workspace have saved each; papers that nobody saved are left out. */
  count(place: Workspace, papers: readonly PaperId[]): Promise<ReadonlyMap<PaperId, number>>;
  /** Every save of the workspace that stands, since then. */
  since(place: Workspace, since: Date): Promise<readonly { readonly paper: PaperId; readonly at: Date }[]>;
};
