import type { AuthorEvidence } from '../../papers/authors/match-author.ts';
import type { NameIndex } from '../../papers/authors/name-index.ts';
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
  /** All papers, the newest first. */
  readonly newest: readonly Paper[];
  readonly names: NameIndex;
  /** What was told of this and answered. */
  readonly told: readonly Told[];
  /** Whether a paper may be news to who follows this, and was not told yet. */
  isOpen(paper: Paper): boolean;
  readonly now: Date;
  /** The paper as it is known here, where it is. */
  known(paper: Paper): Paper;
  /** Absent where nobody outside may be asked. */
  readonly works?: ListedWorks;
};

/** Finds what is to be told of one thing followed, told already or not. */
export type Finder = (follow: Follow, ground: Ground) => Promise<readonly News[]>;

/** How each kind is found. */
export type Finders = Readonly<Record<FollowKind, Finder>>;
