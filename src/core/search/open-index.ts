import type { Paper, PaperId } from '../papers/paper.ts';
import { createIndex, type PaperIndex } from './create-index.ts';
import { loadSegments, saveSegments } from './segment-file.ts';

/** Fewer papers are indexed again sooner than a file is worth. */
const LEAST_TO_SAVE = 1_000;

/** An index of these papers, as far as it was saved before. */
export type OpenedIndex = {
  readonly index: PaperIndex;
  /** Resolves when all papers are indexed and the file is up to date; searches see what is done so far. */
  readonly ready: Promise<void>;
  /** Writes the file again; for after changes. A file that cannot be written is only slower next time. */
  save(): Promise<void>;
};

/** What of a corpus an index needs. */
type Papers = { readonly papers: Iterable<Paper>; get(id: PaperId): Paper | undefined };

/** Opens the index, from `file` where one was saved there; without a file nothing is kept. */
export async function openIndex(corpus: Papers, file?: string): Promise<OpenedIndex> {
  const saved = file === undefined ? undefined : await loadSegments(file, (id) => corpus.get(id));
  const index = createIndex(saved);
  const put = [...corpus.papers].filter((paper) => !index.has(paper.id));
  const save = async (): Promise<void> => {
    if (file !== undefined && index.size >= LEAST_TO_SAVE) await saveSegments(file, index.segments());
  };
  const ready = put.length === 0 ? Promise.resolve() : index.update({ put, removed: [] }).then(save);
  return { index, ready, save };
}
