import type { PaperChange, SearchEngine } from '../../core/search/engine.ts';
import { withFallback } from '../../core/search/fallback.ts';

/** The search over a corpus, as the library uses it. */
export type OpenedSearch = {
  readonly search: SearchEngine;
  /** Takes a change of the corpus sooner or later. */
  take(change: PaperChange): void;
  /** Resolves when all papers can be found, or it is known that they cannot yet. */
  readonly ready: Promise<void>;
  /** Whether that takes a moment only. */
  readonly isQuick: boolean;
  /** Resolves when answers stay the same. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** One search, and another that answers where the first cannot be reached; both are kept abreast of the corpus. */
export function openBoth(first: OpenedSearch, other: OpenedSearch): OpenedSearch {
  return {
    search: withFallback(first.search, other.search),
    take(change) {
      other.take(change);
      first.take(change);
    },
    ready: Promise.all([first.ready, other.ready]).then(() => undefined),
    isQuick: first.isQuick && other.isQuick,
    async settled() {
      await Promise.all([first.settled(), other.settled()]);
    },
    async close() {
      await Promise.all([first.close(), other.close()]);
    },
  };
}
