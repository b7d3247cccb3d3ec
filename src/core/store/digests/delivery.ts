import type { MessageRef, Posted, Workspace } from '../../chat/channel.ts';
import type { NumberedList } from '../../chat/numbered-list.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { Told } from '../follows/follow.ts';
import type { Digest } from './digest.ts';
import type { Lease } from './lease.ts';

/**
 * What became of one digest at one due time. `sent`: posted, late or not; `empty`: there was nothing to show;
 * `missed`: the bot was away for too long; `failed`: given up.
 */
export type Outcome = 'sent' | 'empty' | 'missed' | 'failed';

/** A paper of a digest, and the line that says why it is there. */
export type PickedPaper = { readonly paper: PaperId; readonly why: string };

/** One digest at one due time: claimed by one process at a time, with exactly one outcome in the end. */
export type Delivery = {
  readonly id: number;
  readonly digest: number;
  /** When it was to be; when it was asked for, for one `onDemand`. */
  readonly due: Date;
  readonly onDemand: boolean;
  /** Starts the key of every post of it: 12 random letters and digits. */
  readonly key: string;
  /** When its first try began. */
  readonly startedAt: Date;
  /** 1 in the first try. */
  readonly attempt: number;
  /** Since when an earlier try may have posted what is not recorded. */
  readonly perhapsSince?: Date;
  /** Decided before anything is sent, so that a second try posts the same; in the order of the digest. */
  readonly picks?: readonly PickedPaper[];
  /** The messages of what is known to be posted, by the number of the part; none where the platform told none. */
  readonly posted: ReadonlyMap<number, readonly MessageRef[]>;
  readonly outcome?: Outcome;
  readonly endedAt?: Date;
  /** In words: why it failed, or how late it was. */
  readonly remark?: string;
};

/** A digest whose time has come. */
export type Due = {
  readonly digest: Digest;
  readonly due: Date;
  /** Where the delivery was begun, or asked for, and has not ended. */
  readonly delivery?: number;
  /** It has had this due time before, and an outcome: the clock was put back. */
  readonly ended: boolean;
};

/** A delivery that is the caller's to make, and the digest as it is now. */
export type Claim = { readonly digest: Digest; readonly delivery: Delivery };

/** A due time that has passed while nobody was there, found at `at`. */
export type Missed = { readonly due: Date; readonly at: Date; readonly remark: string };

/** What is to be done, with the number of its digest alone; `turn` is 1 for the first of its workspace, and so on. */
export type Waiting = Omit<Due, 'digest'> & { readonly digest: number; readonly turn: number };

/** What is to be delivered, and which process makes it. */
export type DeliveryQueue = {
  /**
   * What is to be done now and held by nobody: workspaces take turns, the longest due first within each. With
   * `platforms`, what is posted on those alone, and mail.
   */
  due(now: Date, limit: number, platforms?: readonly string[]): Promise<readonly Due[]>;
  /** The same without reading the digests, of which there may be very many: so many of each workspace. */
  waiting(now: Date, ofEach: number, platforms: readonly string[]): Promise<readonly Waiting[]>;
  /** The same with their digests; those that are gone are left out. */
  open(waiting: readonly Waiting[]): Promise<readonly Due[]>;
  /** Begins or takes over the delivery; undefined where another has it, or it has ended, or the plan was changed. */
  claim(due: Due, lease: Lease): Promise<Claim | undefined>;
  /** Asks for one more delivery besides the schedule, even of a paused digest. */
  request(home: Workspace, id: number, at: Date): Promise<boolean>;
  /** Moves a digest that is due then on to another time, and records what it has missed, if anything. */
  skip(digest: number, due: Date, nextDue: Date, missed?: Missed): Promise<boolean>;
};

/** When and why a digest is moved; `since` is the moment from which the right due times count. */
export type Moved = { readonly at: Date; readonly since: Date; readonly why: string };

/** Puts right what a wrong clock has left in the store. */
export type DueTimes = {
  /** Running digests that are due after that moment, and numbered above `last`, in the order of their numbers. */
  later(now: Date, last: number, limit: number): Promise<readonly Digest[]>;
  /** Due times after that moment which have had a delivery; those that were recorded as missed and never begun have not. */
  delivered(digest: number, after: Date): Promise<readonly Date[]>;
  /** Moves a running digest that is due at `from` to another time, and says so with it; what was missed after `since` was not. */
  move(digest: number, from: Date, to: Date, moved: Moved): Promise<boolean>;
  /** The earliest due time that is past then and has not had its end, of digests that are not paused nor of these platforms. */
  oldest(now: Date, except: readonly string[]): Promise<Date | undefined>;
  /** Lets go on now what waits until later than `until`, and has what was begun after `now` looked for since long before. */
  release(now: Date, until: Date): Promise<void>;
};

/** A paper picked for a digest, on the part (message) with that number. */
export type Decided = {
  readonly paper: Paper;
  readonly why: string;
  readonly part: number;
  /** Of what is followed it tells news; recorded with it, so that it is told once. */
  readonly told?: readonly Omit<Told, 'paper' | 'answer'>[];
};

/** Why a try failed, in words. `refused` where the place is gone or something must be granted. */
export type Failure = { readonly reason: string; readonly refused: boolean };

/** How a try ends that a later one takes up, not before `until`. */
export type Postponement = {
  readonly until: Date;
  /** Absent where it is only interrupted. */
  readonly failure?: Failure;
  /** Whether this try may have posted what is not recorded. */
  readonly inDoubt: boolean;
};

/** How a delivery ends. */
export type Ending = {
  readonly outcome: Outcome;
  readonly at: Date;
  readonly remark?: string;
  /** Kept with the digest. */
  readonly failure?: Failure;
  /** Whether this try may have posted what is not recorded. */
  readonly inDoubt: boolean;
  /** When the digest is due again; stays as it is where the plan was changed meanwhile. */
  readonly nextDue: Date;
  /** Pauses the digest for this reason; whoever made it is to be told. */
  readonly pause?: string;
};

/**
 * Deliveries under way. Each method yields false (`lost` for `decide`), and changes nothing, once another process has taken
 * the delivery over or it has ended.
 */
export type Deliveries = {
  /** Keeps a claim for longer. */
  renew(delivery: number, lease: Lease): Promise<boolean>;
  /**
   * Records what is going to be posted and marks the papers as shown in the place. `again` where the place has seen
   * more than `version` says: to be picked anew.
   */
  decide(
    delivery: number,
    lease: Lease,
    papers: readonly Decided[],
    version: number,
  ): Promise<'decided' | 'again' | 'lost'>;
  /** Records one part as posted, which papers its messages show, and under which numbers. */
  recordPost(
    delivery: number,
    lease: Lease,
    part: number,
    posted: readonly Posted[],
    list?: NumberedList,
  ): Promise<boolean>;
  /** Gives the claim back. */
  postpone(delivery: number, lease: Lease, postponement: Postponement): Promise<boolean>;
  /**
   * Records the outcome and moves the digest to its next time, both or neither. Papers on parts that cannot have
   * been posted count as not shown.
   */
  end(delivery: number, lease: Lease, ending: Ending): Promise<boolean>;
};

/** What became of digests. */
export type DeliveryHistory = {
  /** The newest first, those under way included. */
  list(digest: number, limit: number): Promise<readonly Delivery[]>;
  /** Forgets deliveries that ended before then; what places have seen stays known. Yields how many. */
  prune(before: Date): Promise<number>;
};
