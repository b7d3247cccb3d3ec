import type { Paper, PaperId } from '../papers/paper.ts';
import type { SearchEngine } from './engine.ts';
import { createPaperIndex, type IndexOptions } from './index/paper-index.ts';
import type { Segment } from './index/segment.ts';
import { saveSegments } from './index/segment-file.ts';
import { keepTrained, type TrainingOptions } from './latent/keep-trained.ts';
import type { LatentModel } from './latent/latent-model.ts';
import { createSearch } from './search-papers.ts';
import { alone, type IndexedPapers, type IndexSharing, loadSharedIndex } from './shared-index.ts';
import { createTaste } from './taste/create-taste.ts';

/** The engine inside this process: papers indexed with Lunr, ranked by our own formula. Never rejects for want of itself. */
export type LunrEngine = SearchEngine & {
  has(id: PaperId): boolean;
  /** The segments as they are, to be saved. */
  segments(): readonly Segment[];
  /** What the latent vectors of its papers were made by. */
  model(): LatentModel | undefined;
  /** Resolves when its model is trained as it has to be; searches, and changes of many papers, do not wait for that. */
  trained(): Promise<void>;
  /** Ends what goes on in the background; searches are answered still. */
  close(): void;
};

export type EngineOptions = IndexOptions & TrainingOptions;

/** An engine over these segments; none for an empty one. */
export function createLunrEngine(segments: readonly Segment[] = [], options: EngineOptions = {}): LunrEngine {
  const index = createPaperIndex(segments, options);
  const training = keepTrained(index, options);
  const { search, rank, similar, suggest, holding, acronyms, vectors } = createSearch(
    index.state,
    index.find,
  );
  return {
    get size() {
      return index.state().documents;
    },
    search: async (text, asked) => search(text, asked),
    rank: async (text, asked) => rank(text, asked),
    similar: async (id, asked) => similar(id, asked),
    suggest: async (typed, limit) => suggest(typed, limit),
    holding: async (groups, share) => holding(groups, share),
    acronyms: async (words) => acronyms(words),
    vectors: async (ids) => vectors(ids),
    taste: createTaste(index.state, index.find),
    async update(change) {
      await index.update(change);
      await training.refresh();
    },
    has: (id) => index.find(id) !== undefined,
    segments: () => index.state().segments,
    model: () => index.state().segments[0]?.latent?.model,
    trained: training.trained,
    close: training.close,
  };
}

/** Fewer papers are indexed again sooner than a file is worth. */
const LEAST_TO_SAVE = 1_000;

/** An engine over these papers, as far as its index was saved before. */
export type OpenedEngine = {
  /** To be closed when it is no longer needed. */
  readonly engine: LunrEngine;
  /** Resolves when all papers are indexed and in the file; searches see what is done so far. What trains goes on, and is in the file after that. */
  readonly ready: Promise<void>;
  /** Writes the file again; for after changes. Never rejects: without the file the next start is only slower. */
  save(): Promise<void>;
};

/**
 * Opens the engine, from `file` where its index was saved there; without a file nothing is kept. `report` is told why the file
 * could not be written, or why papers on related topics cannot be found as they should. Of processes that share the file one builds
 * it, and the others wait for that.
 */
export async function openLunrEngine(
  corpus: IndexedPapers,
  file?: string,
  report: (problem: string) => void = () => {},
  sharing: IndexSharing = alone,
): Promise<OpenedEngine> {
  const { claim, few } = sharing;
  const saved = file === undefined ? undefined : await loadSharedIndex(corpus, file, sharing);
  let isBuilder = saved?.isBuilder ?? false;
  const engine = createLunrEngine(saved?.segments, { report, onTrained: () => save() });
  const put = [...corpus.papers].filter((paper) => !engine.has(paper.id));
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    // Whoever else is at it saves the same.
    if (file === undefined || engine.size < LEAST_TO_SAVE || (engine.size > few && !claim.take())) return;
    try {
      await saveSegments(file, engine.segments());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report(`${file}: the search index could not be saved, so the next start takes longer (${reason})`);
    } finally {
      if (!isBuilder) claim.release();
    }
  };
  const save = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  const model = engine.model();
  const ready = engine.update({ put, removed: [] }).then(async () => {
    if (put.length > 0 || engine.model() !== model) await save();
  });
  // Until what is learnt of the papers is in the file too.
  void ready
    .then(engine.trained, () => {})
    .finally(() => {
      isBuilder = false;
      claim.release();
    });
  return { engine, ready, save };
}

const PAPERS = 5;
const SUGGESTIONS = 25;

/** Searches for some papers' own words, so that the code is compiled before the first person asks. */
export async function warmUp(engine: SearchEngine, papers: readonly Paper[]): Promise<void> {
  for (const { title, abstract } of papers.slice(0, PAPERS)) {
    await engine.search(title);
    await engine.search(abstract);
    await engine.suggest(title.slice(0, 8), SUGGESTIONS);
  }
}
