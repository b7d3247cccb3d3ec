import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import lunr from 'lunr';
import { createBreather } from '../../async/time-slices.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import type { LatentModel } from '../latent/latent-model.ts';
import { FIELDS } from './analysis.ts';
import {
  type ArrayPlace,
  type ArrayReader,
  type NumberArray,
  readArrays,
  writeArrays,
} from './array-file.ts';
import { indexedText } from './indexed-text.ts';
import { prepareRemoval } from './remove-documents.ts';
import type { DocumentAcronym, Segment } from './segment.ts';

/** The file is a cache: it is thrown away whenever it is missing, damaged, or of another make. */
const MAKE = `paperboy-index 7 ${endianness()} lunr ${lunr.version} ${FIELDS.join()}`;

type Places = Readonly<Record<string, ArrayPlace>>;
type SegmentHeader = {
  readonly ids: readonly PaperId[];
  readonly acronyms: readonly DocumentAcronym[];
  readonly places: Places;
};
type ModelHeader = {
  readonly dimensions: number;
  readonly trained: LatentModel['trained'];
  readonly places: Places;
};
type Header = {
  readonly make: string;
  readonly segments: readonly SegmentHeader[];
  readonly model?: ModelHeader | undefined;
};

/** Writes the segments to the file, with the latent model they have in common. */
export async function saveSegments(file: string, segments: readonly Segment[]): Promise<void> {
  await writeArrays(file, (place): Header => {
    const placeAll = (arrays: Readonly<Record<string, NumberArray>>): Places =>
      Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, place(array)]));
    const model = segments[0]?.latent?.model;
    return {
      make: MAKE,
      segments: segments.map((segment) => ({
        ids: segment.papers.map((paper, i) => (segment.deleted[i] ? '' : paper.id)),
        acronyms: segment.acronyms,
        places: placeAll(arraysOf(segment)),
      })),
      model: model && {
        dimensions: model.vectors.dimensions,
        trained: model.trained,
        places: placeAll(arraysOfModel(model)),
      },
    };
  });
}

function arraysOf(segment: Segment): Record<string, NumberArray> {
  const { terms, words, latent } = segment;
  return {
    termBytes: terms.bytes,
    termStarts: terms.starts,
    termShared: terms.shared,
    // Copies: an update may change these while the file is written.
    documentFrequency: segment.documentFrequency.slice(),
    wordFrequency: segment.wordFrequency.slice(),
    listStart: segment.listStart,
    listDocuments: segment.listDocuments,
    listFrequencies: segment.listFrequencies,
    listEndings: segment.listEndings,
    lengths: segment.lengths,
    forwardStart: segment.forwardStart,
    forward: segment.forward,
    wordBytes: words.bytes,
    wordStarts: words.starts,
    wordShared: words.shared,
    wordTerm: segment.wordTerm,
    prints: Uint32Array.from(segment.papers, printOf),
    ...(latent && { vectors: latent.papers.numbers, vectorScales: latent.papers.scales }),
  };
}

function arraysOfModel({ terms, weights, vectors }: LatentModel): Record<string, NumberArray> {
  return {
    termBytes: terms.bytes,
    termStarts: terms.starts,
    termShared: terms.shared,
    weights,
    vectors: vectors.numbers,
    vectorScales: vectors.scales,
  };
}

/** Tells whether the indexed text of a paper is still the same. */
function printOf(paper: Paper): number {
  return FIELDS.reduce((sum, field) => crc32(indexedText(paper, field), (sum + 1) >>> 0), 0);
}

/**
 * Reads segments written before. Papers that are gone or have changed since are taken out (words that only they wrote
 * may still serve as corrections where their stem is in use). Yields nothing where the file cannot be used, for
 * whatever reason: the papers are then indexed anew.
 */
export async function loadSegments(
  file: string,
  paperOf: (id: PaperId) => Paper | undefined,
): Promise<Segment[] | undefined> {
  try {
    const read = await readArrays(file);
    const header = read?.header as Header | undefined;
    if (!read || header?.make !== MAKE) return undefined;
    const model = header.model && readModel(header.model, read.at);
    const segments: Segment[] = [];
    for (const segment of header.segments) segments.push(await readSegment(segment, model, read.at, paperOf));
    return segments;
  } catch {
    return undefined;
  }
}

function readModel({ dimensions, trained, places }: ModelHeader, at: ArrayReader): LatentModel {
  return {
    terms: {
      bytes: at(Uint8Array, places.termBytes),
      starts: at(Uint32Array, places.termStarts),
      shared: at(Uint8Array, places.termShared),
    },
    weights: at(Float32Array, places.weights),
    vectors: {
      dimensions,
      numbers: at(Int8Array, places.vectors),
      scales: at(Float32Array, places.vectorScales),
    },
    trained,
  };
}

const GONE: Paper = { id: '', recordIds: [], title: '', abstract: '', authors: [], url: '', categories: [] };

async function readSegment(
  { ids, acronyms, places }: SegmentHeader,
  model: LatentModel | undefined,
  at: ArrayReader,
  paperOf: (id: PaperId) => Paper | undefined,
): Promise<Segment> {
  const bytes = (name: string) => at(Uint8Array, places[name]);
  const words = (name: string) => at(Uint32Array, places[name]);
  const prints = words('prints');
  const papers = ids.map((id, i) => {
    const paper = id === '' ? undefined : paperOf(id);
    return paper && printOf(paper) === prints[i] ? paper : GONE;
  });
  const segment: Segment = {
    papers,
    acronyms,
    deleted: Uint8Array.from(ids, (id) => (id === '' ? 1 : 0)),
    terms: { bytes: bytes('termBytes'), starts: words('termStarts'), shared: bytes('termShared') },
    words: { bytes: bytes('wordBytes'), starts: words('wordStarts'), shared: bytes('wordShared') },
    documentFrequency: words('documentFrequency'),
    listStart: words('listStart'),
    listDocuments: words('listDocuments'),
    listFrequencies: bytes('listFrequencies'),
    listEndings: at(Uint16Array, places.listEndings),
    lengths: at(Uint16Array, places.lengths),
    forwardStart: words('forwardStart'),
    forward: words('forward'),
    wordTerm: words('wordTerm'),
    wordFrequency: words('wordFrequency'),
    latent: model && {
      model,
      papers: {
        dimensions: model.vectors.dimensions,
        numbers: at(Int8Array, places.vectors),
        scales: at(Float32Array, places.vectorScales),
      },
    },
  };
  const gone = [...papers.keys()].filter((document) => papers[document] === GONE);
  const remove = await prepareRemoval(segment, gone, createBreather());
  remove();
  return segment;
}
