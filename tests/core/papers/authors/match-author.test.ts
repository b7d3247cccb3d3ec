import { describe, expect, it } from 'vitest';
import { readAuthorName } from '../../../../src/core/papers/authors/author-name.ts';
import {
  type AuthorEvidence,
  evidenceOf,
  matchAuthor,
  noEvidence,
  type Verdict,
} from '../../../../src/core/papers/authors/match-author.ts';
import { indexNames } from '../../../../src/core/papers/authors/name-index.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { paperNamed } from '../../store/things.ts';

type Signed = Pick<Paper, 'authors' | 'categories'>;

/** Who is followed, whose name a paper bears, and what is known to be shared. */
type Case = readonly [
  followed: string,
  printed: string,
  shared: 'nothing' | 'category' | 'coauthor' | 'stranger',
  verdict: Verdict | 'nobody',
];

const theirs: AuthorEvidence = { categories: ['cs.CL'], coauthors: ['lovelace a'] };
const others: AuthorEvidence = { categories: ['cs.CL'], coauthors: ['turing a'] };
const coauthors = {
  nothing: 'Kai Nobody',
  category: 'Kai Nobody',
  coauthor: 'Ada Lovelace',
  stranger: 'Alan Turing',
};

async function judge(
  [followed, printed, shared]: readonly [string, string, Case[2], ...unknown[]],
  corpus: readonly Signed[] = [],
): Promise<Case[3]> {
  const name = readAuthorName(followed);
  const papers = corpus.map((paper) => paper as Paper);
  const usage = await indexNames(papers);
  const paper: Signed = {
    authors: [coauthors[shared], printed],
    categories: [shared === 'category' ? 'cs.CL' : 'q-bio.GN'],
  };
  return matchAuthor({ name, theirs, others }, paper, usage)?.verdict ?? 'nobody';
}

const cases: readonly Case[] = [
  // The name itself, rare and common.
  ['Thierry Declerck', 'Thierry Declerck', 'nothing', 'sure'],
  ['Wei Wang', 'Wei Wang', 'nothing', 'perhaps'],
  ['Wei Wang', 'Wei Wang', 'category', 'sure'],
  ['Wei Wang', 'Wei Wang', 'coauthor', 'sure'],
  ['Wei Wang', 'Wei Wang', 'stranger', 'no'],
  ['Wei Wang', 'Wen Wang', 'coauthor', 'nobody'],
  // Middle names come and go, and contradict.
  ['Zebulon Q. Declerck', 'Zebulon Declerck', 'nothing', 'sure'],
  ['Jane Q. Smith', 'Jane Quentin Smith', 'nothing', 'sure'],
  ['Jane Q. Smith', 'Jane Smith', 'nothing', 'perhaps'],
  ['Jane Q. Smith', 'Jane Smith', 'category', 'sure'],
  ['Jane Q. Smith', 'Jane R. Smith', 'coauthor', 'nobody'],
  ['J. R. R. Tolkien', 'J.R.R. Tolkien', 'category', 'sure'],
  // Initials.
  ['Thierry Declerck', 'T. Declerck', 'category', 'sure'],
  ['Thierry Declerck', 'T. Declerck', 'nothing', 'no'],
  ['Wei Wang', 'W. Wang', 'category', 'no'],
  ['Wei Wang', 'W. Wang', 'coauthor', 'perhaps'],
  ['Thierry Declerck', 'H. Declerck', 'coauthor', 'nobody'],
  // Short forms.
  ['Rob Declerck', 'Robert Declerck', 'coauthor', 'perhaps'],
  ['Rob Declerck', 'Robert Declerck', 'nothing', 'no'],
  ['Gregory Declerck', 'Greg Declerck', 'category', 'perhaps'],
  // Particles.
  ['Antal van den Bosch', 'Antal Van Den Bosch', 'nothing', 'sure'],
  ['Antal van den Bosch', 'Antal Vandenbosch', 'nothing', 'sure'],
  ['Antal van den Bosch', 'Antal Bosch', 'coauthor', 'perhaps'],
  ['Antal van den Bosch', 'Antal Bosch', 'nothing', 'no'],
  // Suffixes.
  ['Martin Zuurbier Jr.', 'Martin Zuurbier Jr', 'nothing', 'sure'],
  ['Martin Zuurbier Jr.', 'Martin Zuurbier III', 'coauthor', 'nobody'],
  ['Ana Zuurbier 3rd', 'Ana Zuurbier III', 'nothing', 'sure'],
  // Diacritics, and letters spelt out.
  ['Olivier Hénaff', 'Olivier Henaff', 'nothing', 'sure'],
  ['Łukasz Kidziński', 'Lukasz Kidzinski', 'nothing', 'sure'],
  ['Jörg Schlötterer', 'Joerg Schloetterer', 'nothing', 'sure'],
  ['Hinrich Schütze', 'Hinrich Schuetze', 'nothing', 'sure'],
  // Hyphens and spaces in given names.
  ['Yun-Hsuan Declerck', 'Yunhsuan Declerck', 'nothing', 'sure'],
  ['Yun-Hsuan Declerck', 'Yun Hsuan Declerck', 'nothing', 'sure'],
  ['Yun-Hsuan Declerck', 'Y.-H. Declerck', 'category', 'sure'],
  ['Yun-Hsuan Sung', 'Yun-Chen Sung', 'coauthor', 'nobody'],
  // A keyname of two words, with and without its hyphen; Hungarian names as arXiv parts and prints them.
  ['Gabriel García Márquez', 'Gabriel Garcia-Marquez', 'nothing', 'sure'],
  ['Anna Szörényi', 'Anna Szorenyi', 'nothing', 'sure'],
  // Groups, whole or not at all, and people of one name.
  ['Gemma Team', 'Gemma Team', 'nothing', 'sure'],
  ['Gemma Team', 'Qwen Team', 'coauthor', 'nobody'],
  ['The N4U consortium', 'The N4U Consortium', 'nothing', 'sure'],
  ['Suryanto', 'Suryanto', 'nothing', 'perhaps'],
  ['Suryanto', 'Suryanto', 'coauthor', 'sure'],
  // Numbers of DBLP.
  ['Wei Wang 0001', 'Wei Wang 0001', 'nothing', 'sure'],
  ['Wei Wang 0001', 'Wei Wang 0002', 'coauthor', 'nobody'],
  ['Wei Wang 0001', 'Wei Wang', 'nothing', 'perhaps'],
];

describe('whether a paper is by somebody who is followed', () => {
  it.each(cases)('takes %s and %s, who share %s, for: %s', async (...one) => {
    expect(await judge(one)).toBe(one[3]);
  });

  it('takes a rare surname for common where the papers here show it to be', async () => {
    const firstNames = ['Thierry', 'Tom', 'Tina', 'Theo', 'Tessa'];
    const corpus = firstNames.map((first) => ({ authors: [`${first} Declerck`], categories: [] }));
    const name = ['Thierry Declerck', 'Thierry Declerck', 'nothing'] as const;
    expect(await judge(name)).toBe('sure');
    expect(await judge(name, corpus)).toBe('perhaps');
  });

  it('takes an initial for nobody surely where two first names are known under it', async () => {
    const corpus = ['Thierry', 'Tom'].map((first) => ({ authors: [`${first} Declerck`], categories: [] }));
    const name = ['Thierry Declerck', 'T. Declerck', 'category'] as const;
    expect(await judge(name, corpus)).toBe('perhaps');
  });

  it('takes the likeliest of two namesakes on one paper', async () => {
    const usage = await indexNames([]);
    const known = { name: readAuthorName('Wei Wang'), theirs: noEvidence, others: noEvidence };
    const paper = { authors: ['W. Wang', 'Wei Wang'], categories: [] };
    expect(matchAuthor(known, paper, usage)).toMatchObject({ verdict: 'perhaps', at: 1 });
  });

  it('finds each of these names under the other, whoever is looked for', async () => {
    const alike = cases.filter(([, , , verdict]) => verdict !== 'nobody');
    const papers = alike.flatMap(([one, two]) =>
      [one, two].map((name) => paperNamed(name, { authors: [name] })),
    );
    const { mentionsOf } = await indexNames(papers);
    for (const [one, two] of alike)
      for (const [name, other] of [
        [one, two],
        [two, one],
      ] as const)
        expect(mentionsOf(readAuthorName(name)).map(({ paper }) => paper.id)).toContain(other);
  });

  it('learns coauthors by keyname and initial, and none from a paper of a crowd', () => {
    const paper = { authors: ['Ada Lovelace', 'Wei Wang', 'Antal van den Bosch'], categories: ['cs.CL'] };
    expect(evidenceOf(paper, 1)).toEqual({ categories: ['cs.CL'], coauthors: ['lovelace a', 'bosch a'] });
    const crowd = {
      authors: Array.from({ length: 51 }, (_, at) => `Author Nr${at}`),
      categories: ['hep-ex'],
    };
    expect(evidenceOf(crowd, 0)).toEqual({ categories: ['hep-ex'], coauthors: [] });
  });
});
