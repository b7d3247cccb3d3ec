import { type SearchEngine, SearchFailure } from '../../src/core/search/engine.ts';
import { entry } from '../../src/core/text/log-entry.ts';

/** A search engine that can be switched off: each method then rejects as where a remote one cannot be reached. */
export type FailingEngine = { readonly engine: SearchEngine; broken: boolean };

export function createFailingEngine(real: SearchEngine): FailingEngine {
  const failing = { broken: false };
  const reach = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
    failing.broken ? Promise.reject(new SearchFailure(entry`Nobody answers on port 9308.`)) : ask();
  const engine: SearchEngine = {
    get size() {
      return real.size;
    },
    search: (text, options) => reach(() => real.search(text, options)),
    rank: (text, options) => reach(() => real.rank(text, options)),
    similar: (id, options) => reach(() => real.similar(id, options)),
    suggest: (typed, limit) => reach(() => real.suggest(typed, limit)),
    holding: (groups, share) => reach(() => real.holding(groups, share)),
    vectors: (ids) => reach(async () => (await real.vectors?.(ids)) ?? new Map()),
    acronyms: (words) => reach(() => real.acronyms(words)),
    update: (change) => reach(() => real.update(change)),
  };
  return Object.assign(failing, { engine });
}
