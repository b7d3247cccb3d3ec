import { joinEvidence } from '../../digest/follows/author-news.ts';
import { type AuthorName, readAuthorName } from '../../papers/authors/author-name.ts';
import { compareNames } from '../../papers/authors/compare-names.ts';
import { type AuthorEvidence, evidenceOf, noEvidence } from '../../papers/authors/match-author.ts';
import { indexNames } from '../../papers/authors/name-index.ts';
import type { Corpus } from '../../papers/corpus.ts';
import type { Paper } from '../../papers/paper.ts';

/** Somebody to be followed, by a name that was typed or from a paper of theirs. */
export type NamedAuthor = {
  readonly name: AuthorName;
  /** As papers print it, where one here does. */
  readonly printed: string;
  readonly seed: AuthorEvidence;
  /** The paper from which they are followed. */
  readonly from?: Paper;
  /** Papers here under that name that may be somebody else's: the newest first. */
  readonly unsure: readonly Paper[];
};

const orcidPattern = /(?:https?:\/\/orcid\.org\/)?\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b/iu;

/** The name without quotes and the ORCID beside it. */
export function takeOrcid(text: string): { readonly name: string; readonly orcid?: string } {
  const orcid = orcidPattern.exec(text)?.[1]?.toUpperCase();
  const name = text
    .replace(orcidPattern, ' ')
    .replace(/["“”„]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return { name, ...(orcid === undefined ? {} : { orcid }) };
}

/** The author at that 1-based place of a paper. */
export function authorOf(paper: Paper, place: number): NamedAuthor | undefined {
  const printed = paper.authors[place - 1];
  if (printed === undefined) return undefined;
  const name = readAuthorName(printed);
  return { name, printed, seed: evidenceOf(paper, place - 1), from: paper, unsure: [] };
}

/** Who bears a typed name here: with what all their papers tell where the name is rare, and the papers to choose from where it is not. */
export async function authorNamed(typed: string, { papers }: Pick<Corpus, 'papers'>): Promise<NamedAuthor> {
  const name = readAuthorName(typed);
  const names = await indexNames(papers);
  const found = names.mentionsOf(name).filter(({ paper, at }) => {
    return compareNames(name, readAuthorName(paper.authors[at] ?? '')).kind === 'same';
  });
  const newest = found.toSorted((one, two) => ageOf(two.paper).localeCompare(ageOf(one.paper)));
  const [last] = newest;
  const printed = last?.paper.authors[last.at] ?? typed;
  if (names.isCommon(name) || name.given[0]?.isInitial === true)
    return { name, printed, seed: noEvidence, unsure: newest.map(({ paper }) => paper) };
  return {
    name,
    printed,
    seed: joinEvidence(newest.map(({ paper, at }) => evidenceOf(paper, at))),
    unsure: [],
  };
}

function ageOf({ published = '', came = '' }: Paper): string {
  return published || came;
}
