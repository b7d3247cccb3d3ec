import type { Paper } from '../../../papers/paper.ts';
import { proseTerm } from '../../index/analysis.ts';
import { writtenWords } from '../../index/indexed-text.ts';
import { WEIGHTS } from '../../ranking/weights.ts';
import { findSimilar, type SimilarPapers } from '../../similar/find-similar.ts';
import { tellingWordsOf } from '../../similar/telling-words.ts';
import { countWords, termsOf } from '../learning/word-counts.ts';
import type { PaperTable } from '../tables/table.ts';
import { anyOf, counting, inFields } from '../wire/full-text.ts';
import { tokenOf } from '../wire/tokens.ts';
import { type FewPapers, indexFew } from './few-papers.ts';

/** Papers like one, and what they were found among. */
export type LikePapers = SimilarPapers & { readonly few: FewPapers };

/** Finds the papers most like one by its telling words, of those that the server finds by them. */
export async function findLike(table: PaperTable, papers: number, paper: Paper): Promise<LikePapers> {
  const terms = new Set([...writtenWords(paper)].flatMap(termsOf));
  const [counts, averageLength] = await Promise.all([
    countWords(table, terms, new Set()),
    table.averageLength(),
  ]);
  const alone = await indexFew(
    { papers, averageLength, terms: counts.terms, words: new Map(), phrases: new Map() },
    [paper],
  );
  const place = alone.find(paper.id);
  const words = place ? tellingWordsOf(alone.state, place) : [];
  if (words.length === 0) return { words: [], best: [], few: alone };
  const match = anyOf(
    words.map(({ word }) => inFields(['title', 'abstract'], counting(tokenOf(proseTerm(word)), 1))),
  );
  const found = await table.find(match, {}, 'words', WEIGHTS.candidates + 1);
  const few = await alone.with(found.papers);
  const at = few.find(paper.id);
  const similar = at ? findSimilar(few.state, at) : { words: [], best: [] };
  return { ...similar, few };
}
