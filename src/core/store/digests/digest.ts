import type { Channel, Member, Workspace } from '../../chat/channel.ts';
import type { Lease } from './lease.ts';

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
  /** `follows`: no topic, but the news of what is followed; such a digest is no list's, and `Follows` makes and ends it. */
  readonly layout: 'cards' | 'compact' | 'recap' | 'follows';
  /** Opens a thread for discussion, where the platform has no threads of itself. */
  readonly thread: boolean;
  /** The role or group it pings on purpose: its id on the platform. */
  readonly pings?: string;
  /** Absent: what was saved decides what comes. */
  readonly taste?: 'off';
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
  /** When `nextDue` was put right, and why, in words; absent once it has come or the plan was changed. */
  readonly moved?: { readonly at: Date; readonly why: string };
  /** When something was last posted. */
  readonly lastSent?: Date;
  /** Tries in a row that were refused, as gone or forbidden; passing trouble is not counted. */
  readonly refusals: number;
  /** Why the last try failed, in words; absent once something was posted, or, where no place refused it, there was nothing to. */
  readonly lastFailure?: string;
  /** Known only to whom it is sent: a link with it ends the digest without a login. */
  readonly secret: string;
};

/** Whose digest it is to be, and since when. */
export type DigestOrigin = Pick<
  Digest,
  'home' | 'createdBy' | 'createdAt' | 'declaredAs' | 'nextDue' | 'paused'
>;

/** Digests and subscriptions: what people decide about them. */
export type Digests = {
  add(plan: DigestPlan, origin: DigestOrigin): Promise<Digest>;
  /** Takes effect at once; undefined where there is no such digest here. */
  change(home: Workspace, id: number, plan: DigestPlan, nextDue: Date): Promise<Digest | undefined>;
  /** `untold` has whoever made it told. */
  pause(home: Workspace, id: number, reason: string, at: Date, told?: 'untold'): Promise<Digest | undefined>;
  resume(home: Workspace, id: number, nextDue: Date): Promise<Digest | undefined>;
  /** What the place has seen stays known. Yields whether there was one. */
  remove(home: Workspace, id: number): Promise<boolean>;
  /** None of the layout `follows`, as in `list` and `listOf`. */
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
  /** Those of the configuration file, in the same order. */
  declared(): Promise<readonly Digest[]>;
  /** Digests paused by `end`, or as `untold`, whose creators have not been told. */
  untold(limit: number): Promise<readonly Digest[]>;
  /** Claims it to tell the creator, or keeps that claim for longer; false where another process has it, or it is told. */
  claimTelling(id: number, lease: Lease): Promise<boolean>;
  /** That the creator knows of the pause of that moment. */
  recordTold(id: number, pausedAt: Date): Promise<void>;
};
