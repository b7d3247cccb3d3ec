import type { Paper } from '../paper.ts';
import { type AuthorName, nameKey, readAuthorName } from './author-name.ts';
import { compareNames, type NameLikeness } from './compare-names.ts';
import type { NameUsage } from './name-usage.ts';

/** What is known of somebody beside the name, from papers that are theirs. */
export type AuthorEvidence = {
  readonly categories: readonly string[];
  /** Keyname and initial: `smith j`. */
  readonly coauthors: readonly string[];
};

/** Whom a paper may be by. */
export type KnownAuthor = {
  readonly name: AuthorName;
  /** Of papers that are certainly theirs. */
  readonly theirs: AuthorEvidence;
  /** Of papers that are somebody else's of that name. */
  readonly others: AuthorEvidence;
};

/** Whether a paper is by somebody: for sure, perhaps (about every second time), or not as far as can be told. */
export type Verdict = 'sure' | 'perhaps' | 'no';

/** The verdict, and by which of its rules. */
export type AuthorMatch = {
  readonly verdict: Verdict;
  readonly by: 'number' | 'middle' | 'rare' | 'coauthor' | 'category' | 'name' | 'contradiction';
  /** The name's place among the paper's authors, from 0. */
  readonly at: number;
};

export const noEvidence: AuthorEvidence = { categories: [], coauthors: [] };

/** Papers of more authors say nothing of who works with whom. */
const mostAuthors = 50;

/** Whether a paper is by that person; undefined where nobody on it has a name that could be theirs. */
export function matchAuthor(
  known: KnownAuthor,
  paper: Pick<Paper, 'authors' | 'categories'>,
  usage: NameUsage,
): AuthorMatch | undefined {
  let best: AuthorMatch | undefined;
  for (const [at, printed] of paper.authors.entries()) {
    const name = readAuthorName(printed);
    const likeness = compareNames(known.name, name);
    if (likeness.kind === 'other') continue;
    const judged = judge(known, name, likeness, evidenceOf(paper, at), usage);
    const match = { ...judged, at };
    if (best === undefined || rank[match.verdict] > rank[best.verdict]) best = match;
  }
  return best;
}

const rank: Readonly<Record<Verdict, number>> = { no: 0, perhaps: 1, sure: 2 };

/** What a paper tells of its author at that place. */
export function evidenceOf(
  { authors, categories }: Pick<Paper, 'authors' | 'categories'>,
  author: number,
): AuthorEvidence {
  const others = authors.length > mostAuthors ? [] : authors.filter((_, at) => at !== author);
  return { categories, coauthors: others.map((one) => nameKey(readAuthorName(one))) };
}

function judge(
  { name: wanted, theirs, others }: KnownAuthor,
  name: AuthorName,
  { kind, hasMiddle }: NameLikeness,
  evidence: AuthorEvidence,
  usage: NameUsage,
): Pick<AuthorMatch, 'verdict' | 'by'> {
  if (wanted.number !== undefined && wanted.number === name.number) return { verdict: 'sure', by: 'number' };
  const sharesCoauthor = share(theirs.coauthors, evidence.coauthors);
  const sharesCategory = share(theirs.categories, evidence.categories);
  if (!sharesCoauthor && share(others.coauthors, evidence.coauthors))
    return { verdict: 'no', by: 'contradiction' };
  const by = sharesCoauthor ? 'coauthor' : sharesCategory ? 'category' : 'name';
  const isShared = by !== 'name';
  const isCommon = usage.isCommon(name) || usage.isCommon(wanted);
  if (kind === 'same') {
    if (wanted.isGroup) return { verdict: 'sure', by: 'name' };
    if (hasMiddle) return { verdict: 'sure', by: 'middle' };
    if (isShared) return { verdict: 'sure', by };
    // One name alone tells little of who it is.
    if (!isCommon && wanted.given.length > 0) return { verdict: 'sure', by: 'rare' };
    return { verdict: 'perhaps', by };
  }
  if (kind === 'short') return { verdict: isShared ? 'perhaps' : 'no', by };
  if (isCommon) return { verdict: sharesCoauthor ? 'perhaps' : 'no', by };
  if (isShared && usage.firstNames(wanted) <= 1) return { verdict: 'sure', by };
  return { verdict: isShared ? 'perhaps' : 'no', by };
}

function share(known: readonly string[], others: readonly string[]): boolean {
  return known.some((one) => others.includes(one));
}
