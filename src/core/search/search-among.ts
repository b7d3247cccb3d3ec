import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { SearchEngine } from './engine.ts';
import { createLunrEngine, type LunrEngine } from './lunr-engine.ts';

/**
 * The same search over some papers alone, whether or not they are in the corpus. What was indexed under a name is kept for
 * the next time, which then costs what has changed since.
 */
export type SearchAmong = (name: string, papers: readonly Paper[]) => Promise<SearchEngine>;

type Kept = {
  readonly engine: LunrEngine;
  readonly papers: Map<PaperId, Paper>;
  /** Resolves when the engine has these papers. */
  updated: Promise<void>;
};

/** Keeps the engines of so many names, those last used. */
export function createSearchAmong(limit = 32): SearchAmong {
  const engines = new LRUCache<string, Kept>({ max: limit, dispose: ({ engine }) => engine.close() });
  return async (name, papers) => {
    const kept = engines.get(name) ?? {
      engine: createLunrEngine(),
      papers: new Map(),
      updated: Promise.resolve(),
    };
    engines.set(name, kept);
    const wanted = new Map(papers.map((paper) => [paper.id, paper]));
    const put = [...wanted.values()].filter((paper) => !isDeepStrictEqual(kept.papers.get(paper.id), paper));
    const removed = [...kept.papers.keys()].filter((id) => !wanted.has(id));
    for (const id of removed) kept.papers.delete(id);
    for (const paper of put) kept.papers.set(paper.id, paper);
    // An update without a change would train anew.
    if (put.length + removed.length > 0) kept.updated = kept.engine.update({ put, removed });
    try {
      await kept.updated;
    } catch (error) {
      engines.delete(name);
      throw error;
    }
    return kept.engine;
  };
}
