import type { PaperId } from '../papers/paper.ts';
import { quote } from '../text/quote.ts';
import type { Holders, RankedPaper, SearchOptions, SearchResult, Suggestion } from './engine.ts';
import { acronymsAmong } from './index/acronym-table.ts';
import { isProse } from './index/analysis.ts';
import type { CorpusState, DocumentRef } from './index/corpus-state.ts';
import { findHolders } from './index/find-holders.ts';
import { vectorOfPaper } from './latent/query-vector.ts';
import { cleanQuery } from './query/clean-query.ts';
import { otherFormsOf } from './query/compounds.ts';
import { type Interpretation, interpretWords } from './query/interpret-words.ts';
import { parseQuery } from './query/parse-query.ts';
import { type Clause, demandsAnything, type Query } from './query/query.ts';
import { resolveIds } from './query/resolve-ids.ts';
import { countBits, type Ranking, rankPapers } from './ranking/rank-papers.ts';
import { createDescriber } from './results/describe-hit.ts';
import { describeNothing } from './results/describe-nothing.ts';
import { suggestCompletions } from './results/suggest-completions.ts';
import { describeSimilar } from './similar/describe-similar.ts';
import { findSimilar } from './similar/find-similar.ts';
import type { Acronym } from './text/acronyms.ts';
import { wordsOf } from './text/words.ts';

const LIMIT = 10;
const NOTHING: SearchResult = { total: 0, more: 0, parted: false, words: 0, hits: [], hints: [] };

type Answer = {
  readonly state: CorpusState;
  readonly words: Interpretation;
  readonly ranking: Ranking;
  readonly hints: readonly string[];
};

/** What a `SearchEngine` of the same names promises, at once; nothing throws. */
export type PaperSearch = {
  search(text: string, options?: SearchOptions): SearchResult;
  rank(text: string, options?: SearchOptions): readonly RankedPaper[];
  similar(id: PaperId, options?: SearchOptions): SearchResult;
  suggest(typed: string, limit: number): readonly Suggestion[];
  holding(groups: readonly (readonly string[])[], share: number): Holders;
  acronyms(words: readonly string[]): readonly Acronym[];
  vectors(ids: readonly PaperId[]): ReadonlyMap<PaperId, Float64Array>;
};

/** The search over whatever state is the present one. */
export function createSearch(
  present: () => CorpusState,
  find: (id: PaperId) => DocumentRef | undefined,
): PaperSearch {
  const answer = (text: string, { limit, offset, prefix }: Required<SearchOptions>): Answer => {
    const state = present();
    const parsed = parseQuery(text);
    const words = interpretWords(state, parsed.words, prefix, namesIn(parsed));
    const query = withOtherForms(state, withReplacedWords(parsed, words.replaced));
    const { ids, unknown } = resolveIds(state, find, query.ids);
    const rank = (asked: Query): Ranking =>
      rankPapers(state, asked, words, asked.ids.length > 0 ? ids : undefined, offset + limit);
    const hints = [...query.hints, ...words.hints];
    if (unknown.length > 0) hints.push(`No paper here has the id ${quoteFew(unknown)}.`);
    let ranking = rank(query);
    if (isEmpty(ranking) && query.required.some((clause) => !clause.field)) {
      ranking = rank(withoutPhrases(query));
      if (!isEmpty(ranking)) hints.push('No paper has that exact phrase; searched for its words.');
    }
    if (isEmpty(ranking) && hints.length === 0 && demandsAnything(query)) hints.push(describeNothing(query));
    return { state, words, ranking, hints: [...new Set(hints)] };
  };

  const show = ({ state, words, ranking, hints }: Answer, offset: number): SearchResult => ({
    total: ranking.total,
    more: ranking.more,
    parted: ranking.parted,
    words: countBits(words.asked),
    hits: ranking.best.slice(offset).map(createDescriber(state, words)),
    hints,
  });

  const rank = (text: string, options: SearchOptions = {}): readonly RankedPaper[] => {
    const asked = completeOptions(options);
    const { state, ranking } = answer(text, asked);
    return ranking.best
      .slice(asked.offset)
      .map(({ segment, document, score }) => ({ paper: state.segments[segment].papers[document], score }));
  };

  return {
    rank,
    search(text, options = {}) {
      const asked = completeOptions(options);
      const answered = answer(text, asked);
      const meant = offerWords(cleanQuery(text), answered.words.offered);
      return { ...show(answered, asked.offset), ...(meant === undefined ? {} : { meant }) };
    },
    similar(id, options = {}) {
      const { limit, offset } = completeOptions(options);
      const state = present();
      const at = find(id);
      if (!at) return NOTHING;
      const { words, best } = findSimilar(state, at);
      const hits = best.slice(offset, offset + limit).map(describeSimilar(state, at, words));
      return { ...NOTHING, total: best.length, hits };
    },
    suggest(typed, limit) {
      return suggestCompletions(present(), typed, countOf(limit, 0), (text, most) =>
        rank(text, { limit: most, prefix: true }),
      );
    },
    holding: (groups, share) => findHolders(present(), groups, share),
    acronyms: (words) => acronymsAmong(present().segments, words),
    vectors(ids) {
      const state = present();
      return new Map(
        ids.flatMap((id): [PaperId, Float64Array][] => {
          const at = find(id);
          const vector = at && vectorOfPaper(state, at);
          return vector ? [[id, vector]] : [];
        }),
      );
    },
  };
}

function completeOptions({ limit, offset, prefix = false }: SearchOptions): Required<SearchOptions> {
  return { limit: countOf(limit, LIMIT), offset: countOf(offset, 0), prefix };
}

function isEmpty({ total, more }: Ranking): boolean {
  return total + more === 0;
}

/** A whole number from 0 up. */
function countOf(value: number | undefined, otherwise: number): number {
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

/** The same query with its phrases no longer demanded. */
function withoutPhrases(query: Query): Query {
  return { ...query, plain: true, required: query.required.filter((clause) => clause.field !== undefined) };
}

function quoteFew(texts: readonly string[]): string {
  const few = texts.slice(0, 3).map((text) => quote(text, 40));
  return `${few.join(', ')}${texts.length > few.length ? ' and others' : ''}`;
}
