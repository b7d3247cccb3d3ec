import type { Paper } from '../../../papers/paper.ts';
import { answerQuery, type QueryAnswer, understandQuery } from '../../answer-query.ts';
import type { SearchOptions } from '../../engine.ts';
import { parseQuery } from '../../query/parse-query.ts';
import type { Query } from '../../query/query.ts';
import type { Candidate } from '../../ranking/best-candidates.ts';
import { isParted } from '../../ranking/rank-papers.ts';
import { WEIGHTS } from '../../ranking/weights.ts';
import { learnNearWords } from '../learning/near-words.ts';
import type { Vocabulary } from '../learning/vocabulary.ts';
import { findBeginning, findIntroducing, findNamed } from '../learning/witnesses.ts';
import { countQueryWords, countWords, termsOf } from '../learning/word-counts.ts';
import type { PaperTable } from '../tables/table.ts';
import { findCandidates } from './candidates.ts';
import { type FewPapers, indexFew } from './few-papers.ts';

/** A query answered by the server and ranked here: the answer, and its page of papers. */
export type AskedQuery = {
  readonly answer: QueryAnswer;
  readonly page: readonly Candidate[];
  readonly few: FewPapers;
};

const MOST_WORDS_TO_CORRECT = 12;
const LEAST_LETTERS_TO_COMPLETE = 4;
/** Whoever types waits for no more than a tenth of a second. */
const CLOSELY_WHILE_TYPING = 60;
/** Deeper than this nobody pages; each costs the server memory. */
const MOST_RANKED = 10_000;

/** Asks the server for candidates, and ranks the first of them as the own index does. */
export async function askQuery(
  table: PaperTable,
  papers: number,
  text: string,
  options: Required<SearchOptions>,
): Promise<AskedQuery> {
  const { offset, limit, prefix } = options;
  const parsed = parseQuery(text);
  const known = await learnQuery(table, papers, parsed, prefix);
  const understood = understandQuery(known.state, parsed, prefix);
  const closely = prefix ? CLOSELY_WHILE_TYPING : WEIGHTS.candidates;
  const most = Math.min(MOST_RANKED, Math.max(closely, offset + limit));
  const found = await findCandidates(table, understood, most);
  const close = found.papers.slice(0, closely);
  const few = await known.with(close);
  const answered = answerQuery(few.state, few.find, text, { limit: few.state.documents, offset: 0, prefix });
  const { ranking, words } = answered;
  // All that were found are here: what is counted here is exact.
  const isWhole = found.total + found.more <= close.length;
  const listed = isWhole ? ranking.best : ranking.best.slice(0, Math.max(close.length, 1));
  const counted = isWhole
    ? ranking
    : {
        ...ranking,
        total: found.total,
        more: found.more,
        parted: isParted(listed, words.asked, found.total),
      };
  const rest = isWhole ? [] : restOf(found.papers, listed, few);
  const shown = rest.slice(Math.max(0, offset - listed.length), Math.max(0, offset + limit - listed.length));
  const all = await few.with(shown);
  const least = listed.at(-1)?.score ?? 0;
  const page = [
    ...listed.slice(offset, offset + limit),
    ...shown.map((paper): Candidate => {
      const at = all.find(paper.id) ?? { segment: 0, document: 0 };
      const place = listed.length + rest.indexOf(paper) + 1;
      return { ...at, id: paper.id, words: 0, rank: 0, score: (least * listed.length) / place };
    }),
  ];
  return { answer: { ...answered, state: all.state, ranking: counted }, page, few: all };
}

/** What was found and is not ranked here, in the order of the server. */
function restOf(found: readonly Paper[], listed: readonly Candidate[], few: FewPapers): readonly Paper[] {
  const ranked = new Set(listed.map(({ segment, document }) => few.state.segments[segment].papers[document]));
  return found.filter((paper) => !ranked.has(paper));
}

/** Learns of all papers what it takes to understand a query. */
async function learnQuery(
  table: PaperTable,
  papers: number,
  parsed: Query,
  prefix: boolean,
): Promise<FewPapers> {
  const clauses = [...parsed.required, ...parsed.excluded].map(({ words }) => words);
  const names = new Set(parsed.required.flatMap(({ field, words }) => (field === 'authors' ? words : [])));
  const { words } = parsed;
  const [counts, introducing, averageLength] = await Promise.all([
    countQueryWords(table, [words, ...clauses]),
    findIntroducing(table, words),
    table.averageLength(),
  ]);
  const isMissing = (word: string): boolean => !termsOf(word).some((term) => counts.terms.has(term));
  const isShort = words.length <= MOST_WORDS_TO_CORRECT;
  const beginnings = words.filter((word, at) => {
    if (prefix && at === words.length - 1) return true;
    return isShort && word.length >= LEAST_LETTERS_TO_COMPLETE && isMissing(word);
  });
  const rare = isShort ? words.filter((word) => counts.terms.has(word) && !counts.words.has(word)) : [];
  const [near, beginning, named] = await Promise.all([
    learnNearWords(table, isShort ? words : [], counts, names),
    findBeginning(table, beginnings),
    findNamed(table, rare, words),
  ]);
  const begun = await countWords(table, new Set(beginning.words.flatMap(termsOf)), new Set(beginning.words));
  const vocabulary: Vocabulary = {
    papers,
    averageLength,
    terms: new Map([...counts.terms, ...near.terms, ...begun.terms]),
    words: new Map([...counts.words, ...near.words, ...begun.words]),
    phrases: counts.phrases,
  };
  return indexFew(vocabulary, [...introducing, ...beginning.papers, ...named]);
}
