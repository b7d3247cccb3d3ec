import type { Workspace } from '../../chat/channel.ts';
import type { AuthorEvidence } from '../../papers/authors/match-author.ts';
import type { NewsKind } from '../../papers/news/paper-news.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Destination, Digest, DigestOrigin, DigestPlan } from '../digests/digest.ts';

/** What can be followed; `saved` is what becomes of the papers that a person saved. */
export type FollowKind = 'author' | 'venue' | 'category' | 'citing' | 'saved';

/** Something that a person or a channel follows: one daily message, a digest of the layout `follows`, tells of all that goes to one place. */
export type Follow = {
  readonly id: number;
  /** The digest that tells of it. */
  readonly digest: number;
  readonly kind: FollowKind;
  /** What tells it from others of its kind in that place. */
  readonly key: string;
  /** As people read it: `Jane Smith`, `ICML`, `cs.LG`, the short title of a paper. */
  readonly label: string;
  /** Of an author: the ORCID, where it is known. */
  readonly orcid?: string;
  /** Of an author: what the papers tell from which the following began. */
  readonly seed: AuthorEvidence;
  readonly createdAt: Date;
};

export type NewFollow = Pick<Follow, 'kind' | 'key' | 'label' | 'orcid' | 'seed'>;

/**
 * Why a paper was told: `new` for one that is surely meant, `perhaps` for one that may be; `known` for one that was there when the
 * following began, and is never told.
 */
export type ToldKind = 'new' | 'perhaps' | 'known' | ToldNewsKind;
/** Of a saved paper: `withdrawn`, `version 3`. */
export type ToldNewsKind = NewsKind | `version ${string}`;

/** One thing told of one paper, once. */
export type Told = {
  readonly follow: number;
  readonly paper: PaperId;
  readonly kind: ToldKind;
  /** What the paper tells of who wrote it. */
  readonly evidence?: AuthorEvidence;
  /** What people said to whether it is meant. */
  readonly answer?: Answer;
};

export type Answer = 'yes' | 'no';

/** What is followed, and what was told of it. */
export type Follows = {
  /** Enters it, or yields the one that has its kind and key there; makes the message of a place that has none. */
  add(
    follow: NewFollow,
    known: readonly Omit<Told, 'follow'>[],
    plan: DigestPlan,
    origin: DigestOrigin,
  ): Promise<{ readonly follow: Follow; readonly message: Digest; readonly isNew: boolean }>;
  /** What is followed in a place, in the order it was begun; of a person of no workspace, in any. */
  list(destination: Destination): Promise<readonly Follow[]>;
  /** The message that tells of it; absent where nothing is followed. */
  message(destination: Destination): Promise<Digest | undefined>;
  /** What a digest tells of. */
  of(digest: number): Promise<readonly Follow[]>;
  /** How many of a workspace a service is asked about: papers by what cites them, people by their ORCIDs. */
  countAsked(home: Workspace): Promise<number>;
  /** Ends following; with the last one the message ends too. Yields whether there was one in that place. */
  remove(destination: Destination, id: number): Promise<boolean>;
  /** All that a digest has told, and what was answered, the earliest answer first. */
  told(digest: number): Promise<readonly Told[]>;
  /** What one delivery tells. */
  toldIn(delivery: number): Promise<readonly Told[]>;
  /** Keeps what somebody answered, with what the paper tells; told anew it takes the place of the earlier answer. */
  answer(told: Omit<Told, 'kind'> & Required<Pick<Told, 'answer'>>, at: Date): Promise<void>;
};
