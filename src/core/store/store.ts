import type { Leases } from '../async/leases.ts';
import type { Quotas } from '../async/sharing/quotas.ts';
import type { SharedTurns } from '../async/sharing/shared-turns.ts';
import type { Member, MessageRef, Posted } from '../chat/channel.ts';
import type { NumberedList, NumberPlace } from '../chat/numbered-list.ts';
import type { Installations } from '../chat/workspaces/installation.ts';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { HostTurns, KeptPapers, SourceStatuses } from '../sources/rounds/memory.ts';
import type { Health } from '../text/health.ts';
import { type LogEntry, LoggableError } from '../text/log-entry.ts';
import type { Addresses } from './digests/address.ts';
import type { Deliveries, DeliveryHistory, DeliveryQueue, DueTimes } from './digests/delivery.ts';
import type { Digests } from './digests/digest.ts';
import type { Places } from './digests/place.ts';
import type { Follows } from './follows/follow.ts';
import type { Privacy } from './lists/holdings.ts';
import type { ReactionSaves } from './lists/reaction-save.ts';
import type { SaveCounts, Saves } from './lists/saved-paper.ts';
import type { SavedNews } from './news/saved-news.ts';
import type { KeptTexts } from './processes/kept-texts.ts';
import type { Signals } from './processes/signal.ts';
import type { AddedPapers } from './sources/added-paper.ts';
import type { TasteMemory } from './taste/taste-memory.ts';
import type { KeptEvents } from './workspaces/kept-events.ts';
import type { RemovedWorkspaces } from './workspaces/removed-workspace.ts';
import type { WelcomedPlaces } from './workspaces/welcomed-place.ts';

/**
 * All that must outlive the process, in one database. Every method rejects with a StoreFailure where the database
 * cannot be used just now; what it acknowledged is on disk.
 */
export type Store = {
  /** Whether processes of several machines may use it at the same time. */
  readonly isShared: boolean;
  readonly shown: Shown;
  readonly saves: Saves;
  readonly reactionSaves: ReactionSaves;
  readonly saveCounts: SaveCounts;
  readonly tastes: TasteMemory;
  readonly privacy: Privacy;
  readonly numberedLists: NumberedLists;
  readonly papers: KnownPapers;
  readonly digests: Digests;
  readonly deliveryQueue: DeliveryQueue;
  readonly dueTimes: DueTimes;
  readonly deliveries: Deliveries;
  readonly deliveryHistory: DeliveryHistory;
  readonly places: Places;
  readonly follows: Follows;
  readonly savedNews: SavedNews;
  readonly addresses: Addresses;
  readonly keptPapers: KeptPapers;
  readonly addedPapers: AddedPapers;
  readonly sourceStatuses: SourceStatuses;
  readonly hostTurns: HostTurns;
  readonly removedWorkspaces: RemovedWorkspaces;
  readonly welcomedPlaces: WelcomedPlaces;
  readonly leases: Leases;
  readonly longTexts: KeptTexts;
  /** Whether the database can be used just now; asks it. */
  health(): Promise<Health>;
  /** Bytes that the database takes. Rejects with a StoreFailure. */
  size(): Promise<number>;
  /** How far this machine's clock is from the database's, where that is far; asks it. */
  findClockTrouble(): Promise<LogEntry | undefined>;
  readonly installations: Installations;
  readonly seenEvents: KeptEvents;
  readonly signals: Signals;
  readonly quotas: Quotas;
  readonly sharedTurns: SharedTurns & {
    /** Forgets turns that are over. */
    prune(): Promise<void>;
  };
  close(): Promise<void>;
};

/**
 * The database cannot be used, and what to do about it. `lasting` where trying again does not help; `readOnly` where all but
 * writing works.
 */
export class StoreFailure extends LoggableError {
  readonly lasting: boolean;
  readonly readOnly: boolean;
  constructor(
    message: LogEntry,
    options: ErrorOptions & { readonly lasting?: boolean; readonly readOnly?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'StoreFailure';
    this.lasting = options.lasting ?? false;
    this.readOnly = options.readOnly ?? false;
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
  /** The newest first; of those workspaces that are concerned, of all unless told. */
  recent(
    platform: string,
    since: Date,
    limit: number,
    isConcerned?: (workspace: string) => boolean,
  ): Promise<readonly ShownMessage[]>;
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

/** What the numbers of a list mean, and since when. */
export type ShownNumbers = Pick<NumberedList, 'key'> & {
  readonly papers: ReadonlyMap<number, PaperId>;
  readonly at: Date;
};

/** The numbered lists people see. */
export type NumberedLists = {
  remember(list: NumberedList, at: Date): Promise<void>;
  /** The newest that this person sees there: that of the message it replies to, else of the thread, else of the channel. */
  find(place: NumberPlace, member: Member): Promise<ShownNumbers | undefined>;
  prune(before: Date): Promise<number>;
};

/** The papers that anything here refers to, kept whole even when they leave the corpus. */
export type KnownPapers = {
  get(id: PaperId): Promise<Paper | undefined>;
  all(): Promise<readonly Paper[]>;
  /** Brings what is kept up to date; ids not kept are passed over. */
  refresh(papers: readonly Paper[]): Promise<void>;
  /** Makes one paper of two: all that is kept of `from` now belongs to `to`. Lists keep the earlier save, both notes and all tags. */
  merge(from: PaperId, to: Paper): Promise<void>;
};
