import type { Channel, Member } from '../chat/contract.ts';
import type { PaperId } from '../papers/paper.ts';
import type { Workspace } from './store.ts';

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
  /** Failures in a row, and the last one in words. */
  readonly failures: number;
  readonly lastFailure?: string;
};

/** What became of one digest at one due time. */
export type Outcome = 'sent' | 'empty' | 'missed' | 'failed';

/** One digest at one due time: claimed by one process at a time, with exactly one outcome in the end. */
export type Delivery = {
  readonly id: number;
  readonly digest: number;
  readonly due: Date;
  readonly startedAt: Date;
  readonly outcome?: Outcome;
  readonly endedAt?: Date;
  /** In words: why it failed, or was late. */
  readonly remark?: string;
  /** Decided before anything is sent, so that a second try posts the same papers; in the order of the digest. */
  readonly papers: readonly PaperId[];
};
