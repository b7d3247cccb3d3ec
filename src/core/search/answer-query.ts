import type { PaperId } from '../papers/paper.ts';
import { quote } from '../text/quote.ts';
import type { SearchOptions, SearchResult } from './engine.ts';
import { isProse } from './index/analysis.ts';
import type { CorpusState, DocumentRef } from './index/corpus-state.ts';
import { cleanQuery } from './query/clean-query.ts';
import { otherFormsOf } from './query/compounds.ts';
import { type Interpretation, interpretWords } from './query/interpret-words.ts';
import { parseQuery } from './query/parse-query.ts';
import { type Clause, demandsAnything, type Query } from './query/query.ts';
import { resolveIds } from './query/resolve-ids.ts';
import type { Candidate } from './ranking/best-candidates.ts';
import { countBits, type Ranking, rankPapers } from './ranking/rank-papers.ts';
import { createDescriber } from './results/describe-hit.ts';
import { describeNothing } from './results/describe-nothing.ts';
import { wordsOf } from './text/words.ts';

const LIMIT = 10;

/** What was typed, as the corpus has it: what papers must be, and the words to rank them by. */
export type UnderstoodQuery = { readonly query: Query; readonly words: Interpretation };

/** A query answered, with nothing to show of it. */
export type QueryAnswer = {
  readonly text: string;
  readonly state: CorpusState;
  readonly words: Interpretation;
  readonly ranking: Ranking;
  readonly hints: readonly string[];
};

/** Looks up in a corpus what was parsed; the last word may be the beginning of one. */
export function understandQuery(state: CorpusState, parsed: Query, prefix: boolean): UnderstoodQuery {
  const words = interpretWords(state, parsed.words, prefix, namesIn(parsed));
  return { query: withOtherForms(state, withReplacedWords(parsed, words.replaced)), words };
}

/** Answers a query of the papers of one state. Never throws. */
export function answerQuery(
  state: CorpusState,
  find: (id: PaperId) => DocumentRef | undefined,
  text: string,
  { limit, offset, prefix }: Required<SearchOptions>,
): QueryAnswer {
  const { query, words } = understandQuery(state, parseQuery(text), prefix);
  const { ids, unknown } = resolveIds(state, find, query.ids);
  const rank = (asked: Query): Ranking =>
    rankPapers(state, asked, words, asked.ids.length > 0 ? ids : undefined, offset + limit);
  const hints = [...query.hints, ...words.hints];
  if (unknown.length > 0) hints.push(`No paper here has the id ${quoteFew(unknown)}.`);
  let ranking = rank(query);
  if (isEmpty(ranking) && demandsPhrase(query)) {
    ranking = rank(withoutPhrases(query));
    if (!isEmpty(ranking)) hints.push('No paper has that exact phrase; searched for its words.');
  }
  if (isEmpty(ranking) && hints.length === 0 && demandsAnything(query)) hints.push(describeNothing(query));
  return { text, state, words, ranking, hints: [...new Set(hints)] };
}

/** An answer with what to show of some of its papers. */
export function showAnswer(
  { text, state, words, ranking, hints }: QueryAnswer,
  shown: readonly Candidate[],
): SearchResult {
  const meant = offerWords(cleanQuery(text), words.offered);
  return {
    total: ranking.total,
    more: ranking.more,
    parted: ranking.parted,
    words: countBits(words.asked),
    hits: shown.map(createDescriber(state, words)),
    hints,
    ...(meant === undefined ? {} : { meant }),
  };
}

/** The options with what holds where they are not told. */
export function completeOptions({ limit, offset, prefix = false }: SearchOptions): Required<SearchOptions> {
  return { limit: countOf(limit, LIMIT), offset: countOf(offset, 0), prefix };
}

function isEmpty({ total, more }: Ranking): boolean {
  return total + more === 0;
}

/** A whole number from 0 up. */
export function countOf(value: number | undefined, otherwise: number): number {
  if (value === undefined || Number.isNaN(value)) return otherwise;
  return Math.max(0, Math.floor(value));
}

/** The words of names of authors, but for those that are asked for elsewhere too. */
function namesIn({ required, loose }: Query): ReadonlySet<string> {
  const others = new Set(loose.map(({ text }) => text));
  const names = required.flatMap(({ field, words }) => (field === 'authors' ? words : []));
  return new Set(names.filter((word) => !others.has(word)));
}

/** The text with what may be meant by words that no paper has; undefined where there is nothing to offer. */
function offerWords(text: string, offered: ReadonlyMap<string, string>): string | undefined {
  if (offered.size === 0) return undefined;
  let meant = '';
  let from = 0;
  for (const { text: word, start, end } of wordsOf(text)) {
    const other = offered.get(word);
    if (other === undefined) continue;
    meant += text.slice(from, start) + other;
    from = end;
  }
  return meant + text.slice(from);
}

/** Clauses in which a word that no paper has stands for another; one that was completed demands nothing any more. */
function withReplacedWords(query: Query, replaced: Interpretation['replaced']): Query {
  if (replaced.size === 0) return query;
  const possible = query.required.filter(
    ({ words }) => !words.some((word) => replaced.has(word) && replaced.get(word) === undefined),
  );
  const required = possible.map((clause) => ({
    ...clause,
    words: clause.words.map((word) => replaced.get(word) ?? word),
  }));
  return { ...query, required };
}

/** Clauses of prose with the other forms of their compounds. */
function withOtherForms(state: CorpusState, query: Query): Query {
  const complete = (clause: Clause): Clause =>
    clause.field === undefined || isProse(clause.field)
      ? { ...clause, otherForms: otherFormsOf(state, clause.words) }
      : clause;
  return { ...query, required: query.required.map(complete), excluded: query.excluded.map(complete) };
}

/** Whether it demands a phrase that is in no field. */
export function demandsPhrase({ required }: Query): boolean {
  return required.some(({ field }) => field === undefined);
}

/** The same query with its phrases no longer demanded. */
export function withoutPhrases(query: Query): Query {
  return { ...query, plain: true, required: query.required.filter((clause) => clause.field !== undefined) };
}

function quoteFew(texts: readonly string[]): string {
  const few = texts.slice(0, 3).map((text) => quote(text, 40));
  return `${few.join(', ')}${texts.length > few.length ? ' and others' : ''}`;
}
