import { readAuthorName } from '../../papers/authors/author-name.ts';
import {
  type AuthorEvidence,
  evidenceOf,
  type KnownAuthor,
  matchAuthor,
} from '../../papers/authors/match-author.ts';
import type { Follow, Told } from '../../store/follows/follow.ts';
import { findByOrcid } from './citing-news.ts';
import { compareAges } from './is-new.ts';
import type { Finder, News } from './news.ts';

/** The papers that are surely by somebody who is followed, and those that may be. */
export const findByAuthor: Finder = async (follow, ground) => {
  const { names, told, isOpen } = ground;
  const byOrcid = await findByOrcid(follow, ground);
  const theirs = new Set(byOrcid.map(({ paper }) => paper.id));
  const author = learnAuthor(follow, told);
  const found: News[] = [...byOrcid];
  const papers = new Set(names.mentionsOf(author.name).map(({ paper }) => paper));
  for (const paper of [...papers].filter(isOpen).toSorted(compareAges)) {
    const match = matchAuthor(author, paper, names);
    if (match === undefined || match.verdict === 'no') continue;
    const isSure = match.verdict === 'sure';
    // Who has an ORCID needs no guess by the name.
    if (theirs.has(paper.id) || (!isSure && follow.orcid !== undefined)) continue;
    found.push({
      follow,
      paper,
      kind: isSure ? 'new' : 'perhaps',
      reason: `${isSure ? 'By' : 'Perhaps by'} ${follow.label}`,
      evidence: evidenceOf(paper, match.at),
    });
  }
  return found;
};

/**
 * Who is followed, as far as is known by now: by the paper from which the following began, those told as surely theirs since and not
 * denied, and what people answered.
 */
export function learnAuthor(
  { label, seed }: Pick<Follow, 'label' | 'seed'>,
  told: readonly Told[],
): KnownAuthor {
  const theirs = told.filter(
    ({ kind, answer }) => answer === 'yes' || (kind === 'new' && answer === undefined),
  );
  return {
    name: readAuthorName(label),
    theirs: joinEvidence([seed, ...evidenceIn(theirs)]),
    others: joinEvidence(evidenceIn(told.filter(({ answer }) => answer === 'no'))),
  };
}

function evidenceIn(told: readonly Told[]): readonly AuthorEvidence[] {
  return told.flatMap(({ evidence }) => evidence ?? []);
}

/** All that several papers tell. */
export function joinEvidence(all: readonly AuthorEvidence[]): AuthorEvidence {
  return {
    categories: [...new Set(all.flatMap(({ categories }) => categories))],
    coauthors: [...new Set(all.flatMap(({ coauthors }) => coauthors))],
  };
}
