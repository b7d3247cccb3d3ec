import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Report } from './problem.ts';

/** The complete lines of a file that were read, to read on from there when more are appended. */
export type Mark = { readonly bytes: number; readonly lines: number; readonly digest: string };

export type FileText = {
  /** The text in pieces, without a byte order mark. Throws what the file system throws. */
  pieces(): AsyncGenerator<string>;
  /** How far complete lines went; known once all pieces were taken. */
  mark(): Mark;
};

const LINE_END = 10;
const PIECE = 64 * 1024;

/** A UTF-8 file as text from a mark on (its beginning by default). Bytes that are not UTF-8 are reported once and replaced. */
export function openText(
  path: string,
  report: Report,
  from: Mark = { bytes: 0, lines: 0, digest: '' },
): FileText {
  let complete = from;
  let reported = false;

  async function* pieces(): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: from.bytes > 0 });
    const seen = createHash('sha1');
    let bytes = 0;
    let lines = 0;
    for await (const chunk of chunksOf(path)) {
      const skipped = Math.min(chunk.length, Math.max(0, from.bytes - bytes));
      bytes += chunk.length;
      if (skipped > 0) seen.update(chunk.subarray(0, skipped));
      const fresh = chunk.subarray(skipped);
      if (fresh.length === 0) continue;
      const end = fresh.lastIndexOf(LINE_END) + 1;
      const text = decoder.decode(fresh, { stream: true });
      if (!reported && text.includes('\ufffd') && !fresh.includes('\ufffd')) {
        reported = true;
        const line = from.lines + lines + text.slice(0, text.indexOf('\ufffd')).split('\n').length;
        report({
          line,
          what: 'bytes that are not UTF-8',
          remedy: 'save the file as UTF-8; until then "\ufffd" stands for them',
        });
      }
      if (end > 0) {
        lines += countLines(fresh);
        keep(seen, fresh.subarray(0, end));
        complete = {
          bytes: bytes - fresh.length + end,
          lines: from.lines + lines,
          digest: seen.copy().digest('hex'),
        };
        seen.update(fresh.subarray(end));
      } else {
        seen.update(fresh);
      }
      yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  }

  return { pieces, mark: () => complete };
}

/** Whether the file still begins with all that was read up to the mark, and has more. */
export async function hasGrown(path: string, mark: Mark): Promise<boolean> {
  if (mark.bytes === 0) return false;
  const seen = createHash('sha1');
  let bytes = 0;
  for await (const chunk of chunksOf(path, mark.bytes)) {
    bytes += chunk.length;
    seen.update(chunk);
  }
  return bytes === mark.bytes && seen.digest('hex') === mark.digest;
}

async function* chunksOf(path: string, bytes?: number): AsyncGenerator<Buffer> {
  const stream = createReadStream(path, {
    highWaterMark: PIECE,
    ...(bytes === undefined ? {} : { end: bytes - 1 }),
  });
  for await (const chunk of stream) yield chunk as Buffer;
}

function keep(seen: Hash, bytes: Buffer): void {
  seen.update(bytes);
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) count += 1;
  return count;
}
