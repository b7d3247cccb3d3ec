import type { PaperId } from '../papers/paper.ts';
import { demandsAnything } from './accept-documents.ts';
import type { CorpusState, DocumentRef } from './corpus-state.ts';
import { createDescriber } from './describe-hit.ts';
import type { RankedPaper, Search, SearchOptions, SearchResult } from './hit.ts';
import { type Interpretation, interpretWords } from './interpret-words.ts';
import { parseQuery } from './parse-query.ts';
import type { Query } from './query.ts';
import { quoteTyped } from './quote-typed.ts';
import { type Ranking, rankPapers } from './rank-papers.ts';
import { resolveIds } from './resolve-ids.ts';
import { describePaper } from './similar-papers.ts';
import { suggestCompletions } from './suggest-completions.ts';

const LIMIT = 10;
const ANYTHING: Query = { words: [], plain: true, required: [], excluded: [], ids: [], hints: [] };

type Answer = {
  readonly state: CorpusState;
  readonly words: Interpretation;
  readonly ranking: Ranking;
  readonly hints: readonly string[];
};

/** The search over whatever state is the present one. */
export function createSearch(
  present: () => CorpusState,
  find: (id: PaperId) => DocumentRef | undefined,
): Omit<Search, 'size'> {
  const answer = (text: string, { limit, offset, prefix }: Required<SearchOptions>): Answer => {
    const state = present();
    const parsed = parseQuery(text);
    const words = interpretWords(state, parsed.words, prefix);
    const query = withReplacedWords(parsed, words.replaced);
    const { ids, unknown } = resolveIds(state, find, query.ids);
    const rank = (asked: Query): Ranking =>
      rankPapers(state, asked, words, asked.ids.length > 0 ? ids : undefined, offset + limit);
    const hints = [...query.hints, ...words.hints];
    if (unknown.length > 0) hints.push(`No paper here has the id ${quoteFew(unknown)}.`);
    let ranking = rank(query);
    if (ranking.total === 0 && query.required.some((clause) => !clause.field)) {
      ranking = rank(withoutPhrases(query));
      if (ranking.total > 0) hints.push('No paper has the phrase as you put it; searched for its words.');
    }
    if (ranking.total === 0 && hints.length === 0 && demandsAnything(query))
      hints.push('No paper fulfils all of that; leave out a condition.');
    return { state, words, ranking, hints };
  };

  const show = ({ state, words, ranking, hints }: Answer, offset: number, verb: string): SearchResult => ({
    total: ranking.total,
    hits: ranking.best.slice(offset).map(createDescriber(state, words, verb)),
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
      return show(answer(text, asked), asked.offset, 'matches');
    },
    similar(id, options = {}) {
      const { limit, offset } = completeOptions(options);
      const state = present();
      const at = find(id);
      if (!at) return { total: 0, hits: [], hints: [] };
      const words = describePaper(state, at);
      const { total, best } = rankPapers(state, ANYTHING, words, undefined, offset + limit + 1);
      const others = best.filter((candidate) => candidate.id !== id).slice(0, offset + limit);
      const ranking = { total: Math.max(0, total - 1), best: others };
      return show({ state, words, ranking, hints: [] }, offset, 'shares');
    },
    suggest(typed, limit) {
      return suggestCompletions(present(), typed, countOf(limit, 0), (text, most) =>
        rank(text, { limit: most, prefix: true }),
      );
    },
  };
}

function completeOptions({ limit, offset, prefix = false }: SearchOptions): Required<SearchOptions> {
  return { limit: countOf(limit, LIMIT), offset: countOf(offset, 0), prefix };
}

/** A whole number from 0 up. */
function countOf(value: number | undefined, otherwise: number): number {
  if (value === undefined || Number.isNaN(value)) return otherwise;
  return Math.max(0, Math.floor(value));
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

/** The same query with its phrases no longer demanded. */
function withoutPhrases(query: Query): Query {
  return { ...query, plain: true, required: query.required.filter((clause) => clause.field !== undefined) };
}

function quoteFew(texts: readonly string[]): string {
  const few = texts.slice(0, 3).map(quoteTyped);
  return `${few.join(', ')}${texts.length > few.length ? ' and others' : ''}`;
}
