import type { Paper, PaperId } from '../../papers/paper.ts';
import { createIndex, type PaperIndex } from '../create-index.ts';
import type { SearchEngine } from '../engine.ts';
import { loadSegments, saveSegments } from './segment-file.ts';

/** Fewer papers are indexed again sooner than a file is worth. */
const LEAST_TO_SAVE = 1_000;

/** An index of these papers, as far as it was saved before. */
export type OpenedIndex = {
  readonly index: PaperIndex;
  /** Resolves when all papers are indexed and the file is up to date; searches see what is done so far. */
  readonly ready: Promise<void>;
  /** Writes the file again; for after changes. Never rejects: without the file the next start is only slower. */
  save(): Promise<void>;
};

/** What of a corpus an index needs. */
type Papers = { readonly papers: Iterable<Paper>; get(id: PaperId): Paper | undefined };

/**
 * Opens the index, from `file` where one was saved there; without a file nothing is kept. `report` is told why the file
 * could not be written.
 */
export async function openIndex(
  corpus: Papers,
  file?: string,
  report: (problem: string) => void = () => {},
): Promise<OpenedIndex> {
  const saved = file === undefined ? undefined : await loadSegments(file, (id) => corpus.get(id));
  const index = createIndex(saved);
  const put = [...corpus.papers].filter((paper) => !index.has(paper.id));
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    if (file === undefined || index.size < LEAST_TO_SAVE) return;
    try {
      await saveSegments(file, index.segments());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report(`${file}: the search index could not be saved, so the next start takes longer (${reason})`);
    }
  };
  const save = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  const ready = put.length === 0 ? Promise.resolve() : index.update({ put, removed: [] }).then(save);
  return { index, ready, save };
}

const PAPERS = 5;
const SUGGESTIONS = 25;

/** Searches for some papers' own words, so that the code is compiled before the first person asks. */
export function warmUp(search: SearchEngine, papers: readonly Paper[]): void {
  for (const { title, abstract } of papers.slice(0, PAPERS)) {
    search.search(title);
    search.search(abstract);
    search.suggest(title.slice(0, 8), SUGGESTIONS);
  }
}
