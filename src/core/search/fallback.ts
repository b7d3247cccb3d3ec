import { type SearchEngine, SearchFailure } from './engine.ts';

/** Asks one engine, and where it cannot be reached another; what only the other knows comes from there. */
export function withFallback(first: SearchEngine, other: SearchEngine): SearchEngine {
  const ask = async <Answer>(question: (engine: SearchEngine) => Promise<Answer>): Promise<Answer> => {
    try {
      return await question(first);
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      return question(other);
    }
  };
  const { vectors, taste } = first;
  return {
    get size() {
      return first.size;
    },
    search: (text, options) => ask((engine) => engine.search(text, options)),
    rank: (text, options) => ask((engine) => engine.rank(text, options)),
    similar: (id, options) => ask((engine) => engine.similar(id, options)),
    suggest: (typed, limit) => ask((engine) => engine.suggest(typed, limit)),
    holding: (groups, share) => ask((engine) => engine.holding(groups, share)),
    acronyms: (words) => ask((engine) => engine.acronyms(words)),
    ...pick('vectors', vectors ?? other.vectors),
    ...pick('taste', taste ?? other.taste),
    async update(change) {
      await other.update(change);
      await first.update(change);
    },
  };
}

function pick<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in Name]?: Value });
}
