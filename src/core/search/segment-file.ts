import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import lunr from 'lunr';
import type { Paper, PaperId } from '../papers/paper.ts';
import type { Acronym } from './acronyms.ts';
import { FIELDS } from './analysis.ts';
import type { Segment } from './segment.ts';

/**
 * A cache: one JSON line that tells what follows, then the arrays as they are in memory, each at a multiple of 8
 * bytes. It is thrown away whenever it is missing, damaged, or of another make.
 */
const MAKE = `paperboy-index 1 lunr ${lunr.version} ${FIELDS.join()}`;
const ALIGNMENT = 8;
const HEADER_SIZE_BYTES = 8;

type ArrayName = keyof typeof ARRAYS;
const ARRAYS = {
  termBytes: Uint8Array,
  termStarts: Uint32Array,
  documentFrequency: Uint32Array,
  listStart: Uint32Array,
  listDocuments: Uint32Array,
  listFrequencies: Uint8Array,
  lengths: Uint16Array,
  forwardStart: Uint32Array,
  forward: Uint32Array,
  wordBytes: Uint8Array,
  wordStarts: Uint32Array,
  wordTerm: Uint32Array,
  prints: Uint32Array,
} as const;

type Place = { readonly start: number; readonly length: number };
type SegmentHeader = {
  readonly ids: readonly PaperId[];
  readonly acronyms: readonly Acronym[];
  readonly places: Readonly<Record<ArrayName, Place>>;
};
type Header = { readonly make: string; readonly sum: number; readonly segments: readonly SegmentHeader[] };

/** Writes the segments to the file, in one step: a crash leaves the old file. */
export async function saveSegments(file: string, segments: readonly Segment[]): Promise<void> {
  const parts: Uint8Array[] = [];
  let end = 0;
  const place = (array: Uint8Array | Uint16Array | Uint32Array): Place => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const padding = new Uint8Array(-bytes.length & (ALIGNMENT - 1));
    const start = end;
    parts.push(bytes, padding);
    end += bytes.length + padding.length;
    return { start, length: array.length };
  };
  const headers = segments.map((segment): SegmentHeader => {
    const arrays = arraysOf(segment);
    const names = Object.keys(ARRAYS) as ArrayName[];
    const places = Object.fromEntries(names.map((name) => [name, place(arrays[name])])) as Record<
      ArrayName,
      Place
    >;
    return {
      ids: segment.papers.map((paper, i) => (segment.deleted[i] ? '' : paper.id)),
      acronyms: segment.acronyms,
      places,
    };
  });
  const header: Header = { make: MAKE, sum: checksum(parts), segments: headers };
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc(-json.length & (ALIGNMENT - 1), ' ')]);
  const size = Buffer.alloc(HEADER_SIZE_BYTES);
  size.writeUInt32LE(padded.length);
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, [size, padded, ...parts]);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function arraysOf(segment: Segment): Record<ArrayName, Uint8Array | Uint16Array | Uint32Array> {
  return {
    ...segment,
    termBytes: segment.terms.bytes,
    termStarts: segment.terms.starts,
    wordBytes: segment.words.bytes,
    wordStarts: segment.words.starts,
    prints: Uint32Array.from(segment.papers, printOf),
  };
}

/** Tells whether the indexed text of a paper is still the same. */
function printOf({ title, abstract, authors, venue, categories }: Paper): number {
  return crc32([title, abstract, authors.join(';'), venue, categories.join(' ')].join('\n'));
}

function checksum(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => crc32(part, sum), 0);
}

/**
 * Reads segments written before. Papers that are gone or have changed since count as deleted. Yields nothing where the
 * file cannot be used, for whatever reason: the papers are then indexed anew.
 */
export async function loadSegments(
  file: string,
  paperOf: (id: PaperId) => Paper | undefined,
): Promise<Segment[] | undefined> {
  try {
    const content = await readFile(file);
    const headerSize = content.readUInt32LE();
    const body = content.subarray(HEADER_SIZE_BYTES + headerSize);
    const header = JSON.parse(
      content.toString('utf8', HEADER_SIZE_BYTES, HEADER_SIZE_BYTES + headerSize),
    ) as Header;
    if (header.make !== MAKE || header.sum !== crc32(body)) return undefined;
    return header.segments.map((segment) => readSegment(segment, body, paperOf));
  } catch {
    return undefined;
  }
}

const GONE: Paper = { id: '', recordIds: [], title: '', abstract: '', authors: [], url: '', categories: [] };

function readSegment(
  { ids, acronyms, places }: SegmentHeader,
  body: Buffer,
  paperOf: (id: PaperId) => Paper | undefined,
): Segment {
  const at = (name: ArrayName): number => body.byteOffset + places[name].start;
  const bytes = (name: ArrayName) => new Uint8Array(body.buffer, at(name), places[name].length);
  const words = (name: ArrayName) => new Uint32Array(body.buffer, at(name), places[name].length);
  const prints = words('prints');
  const papers = ids.map((id, i) => {
    const paper = paperOf(id);
    return paper && printOf(paper) === prints[i] ? paper : GONE;
  });
  return {
    papers,
    acronyms,
    deleted: Uint8Array.from(papers, (paper) => (paper === GONE ? 1 : 0)),
    terms: { bytes: bytes('termBytes'), starts: words('termStarts') },
    words: { bytes: bytes('wordBytes'), starts: words('wordStarts') },
    documentFrequency: words('documentFrequency'),
    listStart: words('listStart'),
    listDocuments: words('listDocuments'),
    listFrequencies: bytes('listFrequencies'),
    lengths: new Uint16Array(body.buffer, at('lengths'), places.lengths.length),
    forwardStart: words('forwardStart'),
    forward: words('forward'),
    wordTerm: words('wordTerm'),
  };
}
