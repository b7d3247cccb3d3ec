import type { PaperId } from '../papers/paper.ts';
import { answerQuery, completeOptions, countOf, showAnswer } from './answer-query.ts';
import type { Holders, RankedPaper, SearchOptions, SearchResult, Suggestion } from './engine.ts';
import { acronymsAmong } from './index/acronym-table.ts';
import type { CorpusState, DocumentRef } from './index/corpus-state.ts';
import { findHolders } from './index/find-holders.ts';
import { vectorOfPaper } from './latent/query-vector.ts';
import { suggestCompletions } from './results/suggest-completions.ts';
import { describeSimilar } from './similar/describe-similar.ts';
import { findSimilar } from './similar/find-similar.ts';
import type { Acronym } from './text/acronyms.ts';

/** What finds nothing. */
export const NOTHING: SearchResult = { total: 0, more: 0, parted: false, words: 0, hits: [], hints: [] };

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
  const rank = (text: string, options: SearchOptions = {}): readonly RankedPaper[] => {
    const asked = completeOptions(options);
    const { state, ranking } = answerQuery(present(), find, text, asked);
    return ranking.best
      .slice(asked.offset)
      .map(({ segment, document, score }) => ({ paper: state.segments[segment].papers[document], score }));
  };

  return {
    rank,
    search(text, options = {}) {
      const asked = completeOptions(options);
      const answered = answerQuery(present(), find, text, asked);
      return showAnswer(answered, answered.ranking.best.slice(asked.offset));
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
