import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { Report } from '../../papers/problem.ts';
import { findEncoding } from './encoding.ts';

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

/**
 * A file as text behind the lines that were read (all of it by default), in the encoding that it has. One that is guessed is
 * reported; so are, once, bytes that are broken, which are replaced.
 */
export function openText(path: string, report: Report, from?: LinesRead): FileText {
  const start = from?.bytes ?? 0;
  const hash = from?.hash.copy() ?? createHash('sha1');
  let complete = start;
  let lines = from?.lines ?? 0;
  let reported = false;

  async function* pieces(): AsyncGenerator<string> {
    const encoding = start > 0 ? undefined : await findEncoding(path);
    const decode = createDecoder(encoding?.name ?? 'utf-8', start === 0);
    if (encoding?.guessedFrom !== undefined) {
      report({
        line: encoding.guessedFrom,
        what: 'this is not UTF-8, and is read as Windows-1252',
        remedy: 'save the file as UTF-8 where letters come out wrong',
      });
    }
    const isUtf8 = (encoding?.name ?? 'utf-8') === 'utf-8';
    let isAfterReturn = false;
    /** Line ends of old Macs too. */
    const withLineEnds = (text: string): string => {
      if (!isAfterReturn && !text.includes('\r')) return text;
      const whole = isAfterReturn ? `\r${text}` : text;
      isAfterReturn = whole.endsWith('\r');
      return (isAfterReturn ? whole.slice(0, -1) : whole).replace(/\r(?!\n)/g, '\n');
    };
    let bytes = start;
    let pending: Buffer[] = [];
    for await (const fresh of chunksOf(path, { start })) {
      bytes += fresh.length;
      const end = fresh.lastIndexOf(LINE_END) + 1;
      const text = decode(fresh);
      if (isUtf8 && !reported && text.includes('\ufffd') && !fresh.includes('\ufffd')) {
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
      yield withLineEnds(text);
    }
    const rest = `${withLineEnds(decode(undefined))}${isAfterReturn ? '\n' : ''}`;
    if (rest !== '') yield rest;
  }

  return { pieces, linesRead: () => ({ bytes: complete, lines, hash }) };
}

/** Decodes bytes as they come, and what is left of them at the end (nothing given). A byte order mark is left out at the beginning. */
function createDecoder(name: string, isBeginning: boolean): (bytes: Buffer | undefined) => string {
  if (name === 'utf-8') {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: !isBeginning });
    return (bytes) => (bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }));
  }
  const decoder = iconv.getDecoder(name);
  return (bytes) => (bytes === undefined ? (decoder.end() ?? '') : decoder.write(bytes));
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
