import type { Channel, Member, MessageRef, Posted, Workspace } from '../chat/channel.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { Addresses, Digests } from './digests/digests.ts';

/**
 * All that must outlive the process, in one database. Every method rejects with a StoreFailure where the database
 * cannot be used just now; what it acknowledged is on disk.
 */
export type Store = {
  readonly shown: Shown;
  readonly saves: Saves;
  /** The papers of somebody's last list in a channel, by their numbers there. */
  readonly lastLists: LastLists;
  readonly papers: KnownPapers;
  readonly digests: Digests;
  readonly addresses: Addresses;
  close(): Promise<void>;
};

/** The database cannot be used, and what to do about it. `lasting` where trying again does not help. */
export class StoreFailure extends Error {
  readonly lasting: boolean;
  constructor(message: string, options: ErrorOptions & { readonly lasting?: boolean } = {}) {
    super(message, options);
    this.name = 'StoreFailure';
    this.lasting = options.lasting ?? false;
  }
}

/** Which papers each message of the bot's shows. */
export type Shown = {
  /**
   * `home`: the workspace to whose lists reactions there belong, where a direct message was sent for one. `papers`: those
   * on it, to be known for as long as the messages are.
   */
  remember(posted: readonly Posted[], at: Date, home?: string, papers?: readonly Paper[]): Promise<void>;
  find(message: MessageRef): Promise<ShownMessage | undefined>;
  /** The newest first. */
  recent(platform: string, since: Date, limit: number): Promise<readonly ShownMessage[]>;
  /** Forgets messages shown before; yields how many. */
  prune(before: Date): Promise<number>;
};

export type ShownMessage = {
  readonly message: MessageRef;
  /** In their order on the message. */
  readonly papers: readonly PaperId[];
  readonly home: string;
  readonly at: Date;
};

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

/** One emoji of one person on one message, meaning a paper on it. */
export type ReactionSave = {
  readonly message: MessageRef;
  readonly member: Member;
  readonly emoji: string;
  readonly paper: PaperId;
  /** The tag that this emoji gives. */
  readonly tag?: string;
};

/** People's lists. A member sees the papers saved in their own workspace alone. */
export type Saves = {
  /** Saves by intent; yields whether it was not saved before. Note and tags of an earlier save come back. */
  save(member: Member, paper: Paper, at: Date): Promise<boolean>;
  /** Takes it out, whatever it was saved by; yields whether it was there. Its marks stay known, so that they save nothing again. */
  unsave(member: Member, paper: PaperId, at: Date): Promise<boolean>;
  /** A reaction was given: saves and tags. Again: changes nothing. Yields whether the list changed. */
  saveByReaction(mark: ReactionSave, paper: Paper, at: Date): Promise<boolean>;
  /**
   * A reaction was taken back: its tag goes, and with the last mark the paper, unless it was saved by intent too.
   * Yields whether the list changed.
   */
  unsaveByReaction(mark: Omit<ReactionSave, 'paper'>, at: Date): Promise<boolean>;
  /** All marks known on a message. */
  reactionSaves(message: MessageRef): Promise<readonly ReactionSave[]>;
  /** The newest first. */
  list(member: Member): Promise<readonly SavedPaper[]>;
  find(member: Member, paper: PaperId): Promise<SavedPaper | undefined>;
  /** Each yields false for a paper that is not saved. */
  setRead(member: Member, paper: PaperId, at: Date | undefined): Promise<boolean>;
  setNote(member: Member, paper: PaperId, note: string): Promise<boolean>;
  setTags(member: Member, paper: PaperId, tags: readonly string[]): Promise<boolean>;
  /** How many people of the workspace have saved each; papers that nobody saved are left out. */
  count(place: Workspace, papers: readonly PaperId[]): Promise<ReadonlyMap<PaperId, number>>;
  /** Every save of the workspace that stands, since then. */
  since(place: Workspace, since: Date): Promise<readonly { readonly paper: PaperId; readonly at: Date }[]>;
  /** What is stored about a person, in numbers. */
  holdings(member: Member): Promise<Holdings>;
  /** Deletes everything stored about a person for good, but that somebody was deleted then: a fingerprint that names nobody. */
  forget(member: Member, at: Date): Promise<void>;
  /** Whether the person was deleted and that is still known: reactions of theirs from before save nothing. */
  wasForgotten(member: Member): Promise<boolean>;
  /** Deletes the fingerprints from before then; yields how many. */
  pruneForgotten(before: Date): Promise<number>;
  /**
   * Deletes for good what was taken out of lists before then; yields how many. Reactions by which it was saved stay known,
   * so that they save nothing again, but for those given before `reactionsBefore`: the same moment unless told.
   */
  prune(before: Date, reactionsBefore?: Date): Promise<number>;
};
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
};

export type LastLists = {
  remember(channel: Channel, member: Member, list: LastList, at: Date): Promise<void>;
  find(channel: Channel, member: Member): Promise<LastList | undefined>;
  prune(before: Date): Promise<number>;
};

/** `key` says which command made it: pages of one list add up. */
export type LastList = { readonly key: string; readonly papers: ReadonlyMap<number, PaperId> };

/** The papers that anything here refers to, kept whole even when they leave the corpus. */
export type KnownPapers = {
  get(id: PaperId): Promise<Paper | undefined>;
  all(): Promise<readonly Paper[]>;
  /** Brings what is kept up to date; ids not kept are passed over. */
  refresh(papers: readonly Paper[]): Promise<void>;
  /** Makes one paper of two: all that is kept of `from` now belongs to `to`. Lists keep the earlier save, both notes and all tags. */
  merge(from: PaperId, to: Paper): Promise<void>;
};
