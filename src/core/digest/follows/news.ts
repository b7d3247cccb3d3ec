import type { Breathe } from '../../async/time-slices.ts';
import type { AuthorEvidence } from '../../papers/authors/match-author.ts';
import type { NameUsage } from '../../papers/authors/name-usage.ts';
import type { Paper } from '../../papers/paper.ts';
import type { ListedWorks } from '../../sources/look-up/listed-works.ts';
import type { Follow, FollowKind, Told, ToldKind } from '../../store/follows/follow.ts';

/** Something to be told of a paper to whoever follows what it is about. */
export type News = {
  readonly follow: Follow;
  readonly paper: Paper;
  readonly kind: ToldKind;
  /** In words that stand before the paper: `By Jane Smith`. */
  readonly reason: string;
  /** Of a paper by somebody: what it tells of its author. */
  readonly evidence?: AuthorEvidence;
};

/** What there is to look through for one who follows. */
export type Ground = {
  /** Those that may be news, the newest first. */
  readonly papers: readonly Paper[];
  /** What was told of this and answered. */
  readonly told: readonly Told[];
  readonly usage: NameUsage;
  readonly now: Date;
  /** The paper as it is known here, where it is. */
  known(paper: Paper): Paper;
  /** Absent where nobody outside may be asked. */
  readonly works?: ListedWorks;
  readonly breathe: Breathe;
};

/** Finds what is to be told of one thing followed, told already or not. */
export type Finder = (follow: Follow, ground: Ground) => Promise<readonly News[]>;

/** How each kind is found. */
export type Finders = Readonly<Record<FollowKind, Finder>>;
