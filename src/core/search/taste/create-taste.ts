import { createBreather } from '../../async/time-slices.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { CorpusState, DocumentRef } from '../index/corpus-state.ts';
import { dictionarySize } from '../index/dictionary.ts';
import { findEvidence, learnWords, type SavedVector } from './evidence.ts';
import { measureNearness } from './measure.ts';
import { type CorpusReading, profileOf } from './profile.ts';
import type { Liking, TasteReader } from './taste.ts';
import { createVectorReader, type TermSpace, termSpaceOf } from './term-space.ts';

/** Reads taste by the papers of whatever state is the present one; others get their turn while it works. */
export function createTaste(
  present: () => CorpusState,
  find: (id: PaperId) => DocumentRef | undefined,
): TasteReader {
  /** Whatever changes meanwhile, `papers` stand where they stood when it was asked. */
  async function read(papers: readonly PaperId[]): Promise<{ reading: CorpusReading; space: TermSpace }> {
    const state = present();
    const latents = state.segments.map(({ latent }) => latent);
    const places = new Map(papers.map((id) => [id, find(id)]));
    const space = await termSpaceOf(state);
    const reading: CorpusReading = {
      state,
      latents,
      find: (id) => places.get(id),
      vectors: createVectorReader(state, space),
    };
    return { reading, space };
  }

  async function readVectors(
    papers: readonly Paper[],
    { find, vectors }: CorpusReading,
  ): Promise<readonly SavedVector[]> {
    const breathe = createBreather();
    const all: SavedVector[] = [];
    for (const paper of papers) {
      all.push({ paper, words: vectors.read(paper, find(paper.id)) });
      await breathe();
    }
    return all;
  }

  const idsOf = ({ saved, unwanted }: Liking) => [...saved, ...unwanted].map(({ id }) => id);

  return {
    async measure(likings, papers) {
      const documents = papers.map((id) => find(id));
      const { reading, space } = await read(likings.flatMap(idsOf));
      const breathe = createBreather();
      const profiles = [];
      for (const liking of likings) profiles.push(await profileOf(liking, reading, breathe));
      return measureNearness(profiles, documents, dictionarySize(space.terms), reading, breathe);
    },

    async explain({ saved }, papers) {
      const { reading, space } = await read([...saved, ...papers].map(({ id }) => id));
      const known = await readVectors(saved, reading);
      const asked = await readVectors(papers, reading);
      return asked.map((paper) => findEvidence(paper, known, space, reading.state.documents));
    },

    async words({ saved }) {
      const { reading, space } = await read(saved.map(({ id }) => id));
      return learnWords(await readVectors(saved, reading), space, reading.state.documents);
    },
  };
}
