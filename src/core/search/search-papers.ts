import type { PaperId } from '../papers/paper.ts';
import type { CorpusState, DocumentRef } from './corpus-state.ts';
import { createDescriber } from './describe-hit.ts';
import type { RankedPaper, Search, SearchOptions, SearchResult } from './hit.ts';
import { interpretWords } from './interpret-words.ts';
import { parseQuery } from './parse-query.ts';
import type { Query } from './query.ts';
import { type Ranking, rankPapers } from './rank-papers.ts';
import { describePaper } from './similar-papers.ts';
import { suggestCompletions } from './suggest-completions.ts';

const LIMIT = 10;
const ANYTHING: Query = {
  words: [],
  plain: true,
  required: [],
  excluded: [],
  ids: [],
  hasCode: false,
  hints: [],
};

/** The search over whatever state is the present one. */
export function createSearch(
  present: () => CorpusState,
  find: (id: PaperId) => DocumentRef | undefined,
): Omit<Search, 'size'> {
  const rank = (text: string, { limit = LIMIT, offset = 0, prefix = false }: SearchOptions = {}) => {
    const state = present();
    let query = parseQuery(text);
    const words = interpretWords(state, query.words, prefix);
    const ids = query.ids.length > 0 ? new Set(query.ids.filter((id) => find(id))) : undefined;
    let ranking = rankPapers(state, query, words, ids, offset + limit);
    const hints = [...query.hints, ...words.hints];
    if (ranking.total === 0 && query.required.some((clause) => !clause.field && clause.words.length > 1)) {
      query = withoutPhrases(query);
      ranking = rankPapers(state, query, words, ids, offset + limit);
      if (ranking.total > 0) hints.push('No paper has the phrase as you put it; searched for its words.');
    }
    return { state, ranking, words, hints };
  };

  const page = (
    state: CorpusState,
    ranking: Ranking,
    words: ReturnType<typeof interpretWords>,
    offset: number,
    verb: string,
  ) => ranking.best.slice(offset).map(createDescriber(state, words, verb));

  const search = (text: string, options: SearchOptions = {}): SearchResult => {
    const { state, ranking, words, hints } = rank(text, options);
    return { total: ranking.total, hits: page(state, ranking, words, options.offset ?? 0, 'matches'), hints };
  };

  const rankOnly = (text: string, options?: SearchOptions): readonly RankedPaper[] => {
    const { state, ranking } = rank(text, options);
    return ranking.best
      .slice(options?.offset ?? 0)
      .map(({ segment, document, score }) => ({ paper: state.segments[segment].papers[document], score }));
  };

  return {
    search,
    rank: rankOnly,
    similar(id, { limit = LIMIT, offset = 0 } = {}) {
      const state = present();
      const at = find(id);
      if (!at) return { total: 0, hits: [], hints: [] };
      const words = describePaper(state, at);
      const { total, best } = rankPapers(state, ANYTHING, words, undefined, offset + limit + 1);
      const others = best.filter((candidate) => candidate.id !== id).slice(0, offset + limit);
      return {
        total: Math.max(0, total - 1),
        hits: page(state, { total, best: others }, words, offset, 'shares'),
        hints: [],
      };
    },
    suggest(typed, limit) {
      return suggestCompletions(present(), typed, limit, (text, most) =>
        rankOnly(text, { limit: most, prefix: true }),
      );
    },
  };
}

/** The same query with its phrases no longer demanded. */
function withoutPhrases(query: Query): Query {
  return { ...query, plain: true, required: query.required.filter((clause) => clause.field !== undefined) };
}
