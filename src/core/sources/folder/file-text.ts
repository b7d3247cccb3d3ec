import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Report } from '../../papers/problem.ts';

/** The complete lines of a file that were read, to read on from there when more are appended. */
export type LinesRead = { readonly bytes: number; readonly lines: number; readonly hash: Hash };

export type FileText = {
  /** The text in pieces, without a byte order mark. Throws what the file system throws. */
  pieces(): AsyncGenerator<string>;
  /** To be asked for after all pieces were taken. */
  linesRead(): LinesRead;
};

const LINE_END = 10;
const PIECE = 64 * 1024;

/** A UTF-8 file as text behind the lines that were read (all of it by default). Bytes that are not UTF-8 are reported once and replaced. */
export function openText(path: string, report: Report, from?: LinesRead): FileText {
  const start = from?.bytes ?? 0;
  const hash = from?.hash.copy() ?? createHash('sha1');
  let complete = start;
  let lines = from?.lines ?? 0;
  let reported = false;

  async function* pieces(): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: start > 0 });
    let bytes = start;
    let pending: Buffer[] = [];
    for await (const fresh of chunksOf(path, { start })) {
      bytes += fresh.length;
      const end = fresh.lastIndexOf(LINE_END) + 1;
      const text = decoder.decode(fresh, { stream: true });
      if (!reported && text.includes('\ufffd') && !fresh.includes('\ufffd')) {
        reported = true;
        const line = lines + text.slice(0, text.indexOf('\ufffd')).split('\n').length;
        report({
          line,
          what: 'bytes that are not UTF-8',
          remedy: 'save the file as UTF-8; until then "\ufffd" stands for them',
        });
      }
      if (end > 0) {
        for (const part of pending) hash.update(part);
        hash.update(fresh.subarray(0, end));
        pending = [];
        lines += countLines(fresh);
        complete = bytes - fresh.length + end;
      }
      if (end < fresh.length) pending.push(fresh.subarray(end));
      yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  }

  return { pieces, linesRead: () => ({ bytes: complete, lines, hash }) };
}

/** Whether the file still begins with the lines that were read. */
export async function beginsWith(path: string, read: LinesRead): Promise<boolean> {
  if (read.bytes === 0) return false;
  const seen = createHash('sha1');
  let bytes = 0;
  for await (const chunk of chunksOf(path, { end: read.bytes - 1 })) {
    bytes += chunk.length;
    seen.update(chunk);
  }
  return bytes === read.bytes && seen.digest('hex') === read.hash.copy().digest('hex');
}

async function* chunksOf(path: string, range: { start?: number; end?: number }): AsyncGenerator<Buffer> {
  const stream = createReadStream(path, { highWaterMark: PIECE, ...range });
  for await (const chunk of stream) yield chunk as Buffer;
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) count += 1;
  return count;
}
