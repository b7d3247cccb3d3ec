import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import lunr from 'lunr';
import { createBreather } from '../../async/time-slices.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { FIELDS } from './analysis.ts';
import { indexedText } from './indexed-text.ts';
import { prepareRemoval } from './remove-documents.ts';
import type { DocumentAcronym, Segment } from './segment.ts';

/**
 * A cache: the size of a header and a checksum of all that follows, then the header, one line of JSON that tells what
 * follows it, then the arrays as they are in memory, each at a multiple of 8 bytes. It is thrown away whenever it is
 * missing, damaged, or of another make.
 */
const MAKE = `paperboy-index 4 ${endianness()} lunr ${lunr.version} ${FIELDS.join()}`;
const ALIGNMENT = 8;
const PREAMBLE_BYTES = 8;

type ArrayName = keyof typeof ARRAYS;
const ARRAYS = {
  termBytes: Uint8Array,
  termStarts: Uint32Array,
  termShared: Uint8Array,
  documentFrequency: Uint32Array,
  listStart: Uint32Array,
  listDocuments: Uint32Array,
  listFrequencies: Uint8Array,
  lengths: Uint16Array,
  forwardStart: Uint32Array,
  forward: Uint32Array,
  wordBytes: Uint8Array,
  wordStarts: Uint32Array,
  wordShared: Uint8Array,
  wordTerm: Uint32Array,
  wordFrequency: Uint32Array,
  prints: Uint32Array,
} as const;

type Place = { readonly start: number; readonly length: number };
type SegmentHeader = {
  readonly ids: readonly PaperId[];
  readonly acronyms: readonly DocumentAcronym[];
  readonly places: Readonly<Record<ArrayName, Place>>;
};
type Header = { readonly make: string; readonly segments: readonly SegmentHeader[] };

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
  const header: Header = { make: MAKE, segments: headers };
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.concat([json, Buffer.alloc(-json.length & (ALIGNMENT - 1), ' ')]);
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  preamble.writeUInt32LE(padded.length);
  preamble.writeUInt32LE(checksum([padded, ...parts]), 4);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, [preamble, padded, ...parts], { mode: 0o600 });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function arraysOf(segment: Segment): Record<ArrayName, Uint8Array | Uint16Array | Uint32Array> {
  return {
    ...segment,
    // Copies: an update may change these while the file is written.
    documentFrequency: segment.documentFrequency.slice(),
    wordFrequency: segment.wordFrequency.slice(),
    termBytes: segment.terms.bytes,
    termStarts: segment.terms.starts,
    termShared: segment.terms.shared,
    wordBytes: segment.words.bytes,
    wordStarts: segment.words.starts,
    wordShared: segment.words.shared,
    prints: Uint32Array.from(segment.papers, printOf),
  };
}

/** Tells whether the indexed text of a paper is still the same. */
function printOf(paper: Paper): number {
  return FIELDS.reduce((sum, field) => crc32(indexedText(paper, field), (sum + 1) >>> 0), 0);
}

function checksum(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => crc32(part, sum), 0);
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
    const content = await readFile(file);
    const start = PREAMBLE_BYTES + content.readUInt32LE();
    if (content.readUInt32LE(4) !== crc32(content.subarray(PREAMBLE_BYTES))) return undefined;
    const header = JSON.parse(content.toString('utf8', PREAMBLE_BYTES, start)) as Header;
    if (header.make !== MAKE) return undefined;
    const segments: Segment[] = [];
    for (const segment of header.segments) {
      segments.push(await readSegment(segment, content.subarray(start), paperOf));
    }
    return segments;
  } catch {
    return undefined;
  }
}

const GONE: Paper = { id: '', recordIds: [], title: '', abstract: '', authors: [], url: '', categories: [] };

async function readSegment(
  { ids, acronyms, places }: SegmentHeader,
  body: Buffer,
  paperOf: (id: PaperId) => Paper | undefined,
): Promise<Segment> {
  const at = (name: ArrayName): number => body.byteOffset + places[name].start;
  const bytes = (name: ArrayName) => new Uint8Array(body.buffer, at(name), places[name].length);
  const words = (name: ArrayName) => new Uint32Array(body.buffer, at(name), places[name].length);
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
    lengths: new Uint16Array(body.buffer, at('lengths'), places.lengths.length),
    forwardStart: words('forwardStart'),
    forward: words('forward'),
    wordTerm: words('wordTerm'),
    wordFrequency: words('wordFrequency'),
  };
  const gone = [...papers.keys()].filter((document) => papers[document] === GONE);
  const remove = await prepareRemoval(segment, gone, createBreather());
  remove();
  return segment;
}
