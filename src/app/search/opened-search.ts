import type { PaperChange, SearchEngine } from '../../core/search/engine.ts';
import { withFallback } from '../../core/search/fallback.ts';
import type { Health } from '../../core/text/health.ts';
import { entry } from '../../core/text/log-entry.ts';

/** The search over a corpus, as the library uses it. */
export type OpenedSearch = {
  readonly search: SearchEngine;
  /** Takes a change of the corpus sooner or later. */
  take(change: PaperChange): void;
  /** Resolves when all papers can be found, or with `false` when it is known that they cannot yet. */
  readonly ready: Promise<boolean>;
  /** Whether that takes a moment only. */
  readonly isQuick: boolean;
  /** Whether the server that it asks answers; absent where it asks none. */
  health?(): Promise<Health>;
  /** Resolves when answers stay the same. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** One search, and another that answers where the first cannot be reached; both are kept abreast of the corpus. */
export function openBoth(first: OpenedSearch, other: OpenedSearch): OpenedSearch {
  const { health } = first;
  return {
    search: withFallback(first.search, other.search),
    take(change) {
      other.take(change);
      first.take(change);
    },
    ready: Promise.all([first.ready, other.ready]).then((all) => all.every(Boolean)),
    isQuick: first.isQuick && other.isQuick,
    ...(health === undefined ? {} : { health: async () => standIn(await health()) }),
    async settled() {
      await Promise.all([first.settled(), other.settled()]);
    },
    async close() {
      await Promise.all([first.close(), other.close()]);
    },
  };
}

/** Searches are answered all the same. */
function standIn({ state, words }: Health): Health {
  return state === 'ok'
    ? { state, words }
    : { state: 'warn', words: entry`${words} This process searches its own index.` };
}
