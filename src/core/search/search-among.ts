import { isDeepStrictEqual } from 'node:util';
import type { Paper, PaperId } from '../papers/paper.ts';
import { createIndex, type PaperIndex } from './create-index.ts';
import type { SearchEngine } from './engine.ts';

/**
 * The same search over some papers alone, whether or not they are in the corpus. What was indexed under a name is kept for
 * the next time, which then costs what has changed since.
 */
export type SearchAmong = (name: string, papers: readonly Paper[]) => Promise<SearchEngine>;

type Kept = { readonly index: PaperIndex; readonly papers: Map<PaperId, Paper> };

/** Keeps the indexes of so many names, those last used. */
export function createSearchAmong(limit = 32): SearchAmong {
  const indexes = new Map<string, Kept>();
  return async (name, papers) => {
    const kept = indexes.get(name) ?? { index: createIndex(), papers: new Map() };
    indexes.delete(name);
    indexes.set(name, kept);
    const [oldest] = indexes.keys();
    if (indexes.size > limit && oldest !== undefined) indexes.delete(oldest);
    const wanted = new Map(papers.map((paper) => [paper.id, paper]));
    const put = [...wanted.values()].filter((paper) => !isDeepStrictEqual(kept.papers.get(paper.id), paper));
    const removed = [...kept.papers.keys()].filter((id) => !wanted.has(id));
    for (const id of removed) kept.papers.delete(id);
    for (const paper of put) kept.papers.set(paper.id, paper);
    try {
      await kept.index.update({ put, removed });
    } catch (error) {
      indexes.delete(name);
      throw error;
    }
    return kept.index;
  };
}
