import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * A file of arrays: the size of a header and a checksum of all that follows, then the header, one line of JSON that tells what
 * follows it, then the arrays as they are in memory, each at a multiple of 8 bytes.
 */
const ALIGNMENT = 8;
const PREAMBLE_BYTES = 8;

export type NumberArray = Uint8Array | Int8Array | Uint16Array | Uint32Array | Float32Array;

/** Where an array stands in the file. */
export type ArrayPlace = { readonly start: number; readonly length: number };

/** Writes a file of the arrays that `describe` places and the header it yields, in one step: a crash leaves the old file. */
export async function writeArrays(
  file: string,
  describe: (place: (array: NumberArray) => ArrayPlace) => unknown,
): Promise<void> {
  const parts: Uint8Array[] = [];
  let end = 0;
  const header = describe((array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const padding = new Uint8Array(-bytes.length & (ALIGNMENT - 1));
    const start = end;
    parts.push(bytes, padding);
    end += bytes.length + padding.length;
    return { start, length: array.length };
  });
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

function checksum(parts: readonly Uint8Array[]): number {
  // zlib takes some empty arrays for the beginning of another sum.
  return parts.reduce((sum, part) => (part.length > 0 ? crc32(part, sum) : sum), 0);
}

type ArrayKind<A extends NumberArray> = new (buffer: ArrayBufferLike, start: number, length: number) => A;

/** The array of this kind at a place of the file read. */
export type ArrayReader = <A extends NumberArray>(kind: ArrayKind<A>, place: ArrayPlace) => A;

/** Reads such a file; rejects or yields nothing where it is missing or damaged. The arrays lie in what was read. */
export async function readArrays(
  file: string,
): Promise<{ readonly header: unknown; readonly at: ArrayReader } | undefined> {
  const content = await readWhole(file);
  const start = PREAMBLE_BYTES + content.readUInt32LE();
  if (content.readUInt32LE(4) !== checksum(inPortions(content.subarray(PREAMBLE_BYTES)))) return undefined;
  const body = content.byteOffset + start;
  return {
    header: JSON.parse(content.toString('utf8', PREAMBLE_BYTES, start)) as unknown,
    at: (kind, place) => new kind(content.buffer, body + place.start, place.length),
  };
}

/** Bytes read at once: Node reads no file of 2 GiB or more in one go. */
const PORTION = 2 ** 30;

function inPortions(bytes: Uint8Array): readonly Uint8Array[] {
  const portions: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PORTION) portions.push(bytes.subarray(at, at + PORTION));
  return portions;
}

/** The whole file in memory of its own. */
async function readWhole(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const content = Buffer.allocUnsafeSlow((await handle.stat()).size);
    let end = 0;
    while (end < content.length) {
      const { bytesRead } = await handle.read(content, end, Math.min(PORTION, content.length - end));
      if (bytesRead === 0) break;
      end += bytesRead;
    }
    return content.subarray(0, end);
  } finally {
    await handle.close();
  }
}
