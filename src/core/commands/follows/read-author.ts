import { joinEvidence } from '../../digest/follows/author-news.ts';
import { type AuthorName, readAuthorName } from '../../papers/authors/author-name.ts';
import { compareNames } from '../../papers/authors/compare-names.ts';
import { type AuthorEvidence, evidenceOf, noEvidence } from '../../papers/authors/match-author.ts';
import { indexNames } from '../../papers/authors/name-index.ts';
import type { Corpus } from '../../papers/corpus.ts';
import { givenFirst } from '../../papers/names.ts';
import type { Paper } from '../../papers/paper.ts';

/** Somebody to be followed, by a name that was typed or from a paper of theirs. */
export type NamedAuthor = {
  readonly name: AuthorName;
  /** As papers print it, where one here does. */
  readonly printed: string;
  /** Whether a paper here has that name. */
  readonly isKnown: boolean;
  readonly seed: AuthorEvidence;
  /** The paper from which they are followed. */
  readonly from?: Paper;
  /** Papers here under that name that may be somebody else's: the newest first. */
  readonly unsure: readonly Paper[];
};

const orcidPattern =
  /\(?\s*(?:orcid(?: id)?:?\s*)?(?:https?:\/\/orcid\.org\/)?\b(\d{4}-\d{4}-\d{4}-\d{3}[\dX])\b\s*\)?/iu;
/** Nothing in a name, and much in what is no name. */
const foreign = /[<>@#*_`|{}[\]\\:]/u;
/** Names that are written without spaces are whole in two to twelve signs. */
const unspaced = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}・·]{2,12}$/u;

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

/** Whether the last digit is what the others make it. https://support.orcid.org/hc/en-us/articles/360006897674 */
export function isOrcid(orcid: string): boolean {
  const digits = orcid.replace(/-/gu, '');
  const total = [...digits.slice(0, -1)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (total % 11)) % 11;
  return digits.at(-1) === (check === 10 ? 'X' : String(check));
}

/** Whether somebody may be called that. */
export function isName({ surname }: AuthorName, typed: string): boolean {
  return surname !== '' && !foreign.test(typed);
}

/** Whether a name says who is meant: more than a surname, or all that somebody is called here. */
export function isWholeName({ isGroup, given }: AuthorName, typed: string): boolean {
  return isGroup || given.length > 0 || unspaced.test(typed);
}

/** The author at that 1-based place of a paper. */
export function authorOf(paper: Paper, place: number): NamedAuthor | undefined {
  const printed = paper.authors[place - 1];
  if (printed === undefined) return undefined;
  const name = readAuthorName(printed);
  return { name, printed, isKnown: true, seed: evidenceOf(paper, place - 1), from: paper, unsure: [] };
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
  const printed = last?.paper.authors[last.at] ?? givenFirst(typed);
  const isKnown = last !== undefined;
  if (names.isCommon(name) || name.given[0]?.isInitial === true)
    return { name, printed, isKnown, seed: noEvidence, unsure: newest.map(({ paper }) => paper) };
  return {
    name,
    printed,
    isKnown,
    seed: joinEvidence(newest.map(({ paper, at }) => evidenceOf(paper, at))),
    unsure: [],
  };
}

/** A name that was typed with the family first, as papers here print it: `Béla Kovács` for Kovács Béla. */
export async function findTurned(typed: string, corpus: Pick<Corpus, 'papers'>): Promise<string | undefined> {
  const [family, ...given] = typed.split(' ');
  if (given.length === 0) return undefined;
  const { isKnown, printed } = await authorNamed([...given, family].join(' '), corpus);
  return isKnown ? printed : undefined;
}

function ageOf({ published = '', came = '' }: Paper): string {
  return published || came;
}
