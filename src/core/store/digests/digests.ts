import type { Channel, Member, MessageRef, Posted, Workspace } from '../../chat/channel.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';

/** Where a digest goes. A subscription is a digest whose destination is a person. */
export type Destination =
  | { readonly kind: 'channel'; readonly channel: Channel; readonly name?: string }
  | { readonly kind: 'direct'; readonly member: Member }
  | { readonly kind: 'mail'; readonly member: Member; readonly address: string };

/** What a person decides about a digest. */
export type DigestPlan = {
  readonly destination: Destination;
  /** A cron expression of five fields, told in `zone`. */
  readonly schedule: string;
  /** An IANA time zone. */
  readonly zone: string;
  /** A search query; '' for everything. */
  readonly topic: string;
  /** Papers in one digest, 1 to 10. */
  readonly count: number;
  readonly layout: 'cards' | 'compact' | 'recap';
  /** Opens a thread for discussion on Discord. */
  readonly thread: boolean;
  /** The role or group it pings on purpose: its id on the platform. */
  readonly pings?: string;
};

export type Digest = DigestPlan & {
  /** What people type: `/digest edit 3`. */
  readonly id: number;
  /** Whose digest it is: nobody elsewhere sees it. */
  readonly home: Workspace;
  readonly createdBy?: Member;
  readonly createdAt: Date;
  /** Its name in the configuration file, for one declared there. */
  readonly declaredAs?: string;
  /** Absent while it runs. */
  readonly paused?: { readonly since: Date; readonly reason: string };
  readonly nextDue: Date;
  /** When something was last posted. */
  readonly lastSent?: Date;
  /** Tries in a row that were refused, as gone or forbidden; passing trouble is not counted. */
  readonly refusals: number;
  /** Why the last try failed, in words; absent once something was posted. */
  readonly lastFailure?: string;
  /** Known only to whom it is sent: a link with it ends the digest without a login. */
  readonly secret: string;
};

/** Whose digest it is to be, and since when. */
export type DigestOrigin = Pick<
  Digest,
  'home' | 'createdBy' | 'createdAt' | 'declaredAs' | 'nextDue' | 'paused'
>;

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

/** A claim on a delivery: `holder` has it until then, and loses it to others afterwards. */
export type Lease = { readonly holder: string; readonly now: Date; readonly until: Date };

/** What a place has seen of digests: papers with the moment they were last shown. `version` grows with every decision. */
export type ShownInPlace = { readonly version: number; readonly papers: ReadonlyMap<PaperId, Date> };

/** A paper picked for a digest, on the part (message) with that number. */
export type Decided = { readonly paper: Paper; readonly why: string; readonly part: number };

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
 * Digests, subscriptions and what became of them. Methods that take a delivery and a holder yield false, and change
 * nothing, once another process has taken the delivery over or it has ended.
 */
export type Digests = {
  add(plan: DigestPlan, origin: DigestOrigin): Promise<Digest>;
  /** Takes effect at once; undefined where there is no such digest here. */
  change(home: Workspace, id: number, plan: DigestPlan, nextDue: Date): Promise<Digest | undefined>;
  pause(home: Workspace, id: number, reason: string, at: Date): Promise<Digest | undefined>;
  resume(home: Workspace, id: number, nextDue: Date): Promise<Digest | undefined>;
  /** What the place has seen stays known. Yields whether there was one. */
  remove(home: Workspace, id: number): Promise<boolean>;
  find(home: Workspace, id: number): Promise<Digest | undefined>;
  findBySecret(secret: string): Promise<Digest | undefined>;
  /** Digests of the workspace's channels, in the order they were made. */
  list(home: Workspace): Promise<readonly Digest[]>;
  /**
   * The person's subscriptions, in the order they were made; for a member of no workspace, as in a direct message on
   * Discord, those made in any: there the same person has the same id everywhere.
   */
  listOf(member: Member): Promise<readonly Digest[]>;
  /** Every digest there is, in the order they were made. */
  all(): Promise<readonly Digest[]>;
  /** The newest first, those under way included. */
  history(id: number, limit: number): Promise<readonly Delivery[]>;
  /** What the destination has seen in digests, whichever of them. */
  shown(destination: Destination): Promise<ShownInPlace>;
  /** Asks for one more delivery besides the schedule, even of a paused digest. */
  request(home: Workspace, id: number, at: Date): Promise<boolean>;

  /**
   * What is to be done now and held by nobody: workspaces take turns, the longest due first within each. With
   * `platforms`, what is posted on those alone, and mail.
   */
  due(now: Date, limit: number, platforms?: readonly string[]): Promise<readonly Due[]>;
  /** Begins or takes over the delivery; undefined where another has it, or it has ended, or the plan was changed. */
  claim(due: Due, lease: Lease): Promise<Claim | undefined>;
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
  /** Records one part as posted, and which papers its messages show. */
  recordPost(delivery: number, lease: Lease, part: number, posted: readonly Posted[]): Promise<boolean>;
  /** Gives the claim back. */
  postpone(delivery: number, lease: Lease, postponement: Postponement): Promise<boolean>;
  /**
   * Records the outcome and moves the digest to its next time, both or neither. Papers on parts that cannot have
   * been posted count as not shown.
   */
  end(delivery: number, lease: Lease, ending: Ending): Promise<boolean>;
  /** Records due times as missed, if the first is when the digest is due, and moves it on. */
  skip(digest: number, dues: readonly Date[], at: Date, remark: string, nextDue: Date): Promise<boolean>;

  /** Digests paused by `end` whose makers have not been told. */
  untold(limit: number): Promise<readonly Digest[]>;
  recordTold(id: number): Promise<void>;
  /** Forgets deliveries that ended before then; what places have seen stays known. Yields how many. */
  prune(before: Date): Promise<number>;
};

/** A mailbox that somebody wants digests in: used once it is confirmed by the code sent there. */
export type Address = {
  readonly member: Member;
  readonly address: string;
  readonly confirmedAt?: Date;
};

/** The mailboxes of people; one a person in a workspace. */
export type Addresses = {
  find(member: Member): Promise<Address | undefined>;
  /** Takes the place of an earlier address; a confirmed one stays in use until the new one is confirmed. */
  propose(member: Member, proposal: AddressProposal): Promise<void>;
  /** `wrong` five times in a row ends the proposal. */
  confirm(member: Member, codeHash: string, at: Date): Promise<Confirmation>;
  remove(member: Member): Promise<boolean>;
};

export type AddressProposal = {
  readonly address: string;
  /** The code itself is not kept. */
  readonly codeHash: string;
  readonly expires: Date;
};

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly address: string }
  | { readonly kind: 'wrong' | 'expired' | 'none' };
