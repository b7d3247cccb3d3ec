import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';

/** In what a file is written. `guessedFrom`: the line on which it was seen not to be UTF-8. */
export type Encoding = { readonly name: string; readonly guessedFrom?: number };

const UTF_8: Encoding = { name: 'utf-8' };
/** How much of a file may declare its encoding, in bytes. */
const HEAD = 1024;
/** A larger file is taken for UTF-8 without being read twice. */
const LONGEST_LOOK = 256 * 1024 * 1024;
const DECLARED = [
  /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i,
  /^\s*%*\s*(?:this file was created with jabref[^\n]*\n%*\s*)?encoding:\s*([\w.:-]+)/i,
  /-\*-.*\bcoding:\s*([\w.:-]+).*-\*-/i,
  /@comment\s*\{\s*x-kbibtex-encoding\s*=\s*([\w.:-]+)/i,
];

/** The encoding of a file: by its byte order mark, by what it declares, UTF-8 where all of it is, and else Windows-1252. */
export async function findEncoding(path: string): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const lenient = new TextDecoder('utf-8');
  let head: Buffer | undefined;
  let bytes = 0;
  let lines = 1;
  let firstWrong: number | undefined;
  let letters = 0;
  let wrong = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) {
    const read = chunk as Buffer;
    if (head === undefined) {
      head = read.subarray(0, HEAD);
      const known = markedEncoding(head) ?? declaredEncoding(head);
      if (known !== undefined) return { name: known };
    }
    bytes += read.length;
    if (bytes > LONGEST_LOOK) return UTF_8;
    if (firstWrong === undefined) {
      try {
        strict.decode(read, { stream: true });
        lines += read.filter((byte) => byte === 10).length;
        lenient.decode(read, { stream: true });
        continue;
      } catch {
        firstWrong = lines;
      }
    }
    const text = lenient.decode(read, { stream: true });
    if (wrong === 0) firstWrong += countOf(text.slice(0, Math.max(0, text.indexOf('\ufffd'))), /\n/g);
    wrong += countOf(text, /\ufffd/g);
    letters += countOf(text, /[^\p{ASCII}\ufffd]/gu);
  }
  // A few broken bytes among good ones are broken UTF-8, and no other encoding.
  return firstWrong === undefined || letters > wrong
    ? UTF_8
    : { name: 'windows-1252', guessedFrom: firstWrong };
}

function markedEncoding(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const unmarked = unmarkedEncoding(head);
  if (unmarked !== undefined) return unmarked;
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : undefined;
}

/** UTF-16 without its mark: text that begins in ASCII has a zero in every second byte. */
function unmarkedEncoding(head: Buffer): string | undefined {
  const start = head.subarray(0, 16);
  if (start.length < 16) return undefined;
  const zeros = (rest: number) => start.every((byte, at) => (byte === 0) === (at % 2 === rest));
  return zeros(1) ? 'utf-16le' : zeros(0) ? 'utf-16be' : undefined;
}

/** As browsers do, Latin-1 is read as Windows-1252, which has more. */
function declaredEncoding(head: Buffer): string | undefined {
  const text = head.toString('latin1');
  const [name] = DECLARED.flatMap((pattern) => pattern.exec(text)?.[1] ?? []);
  if (name === undefined || /^utf-?8$/i.test(name) || !iconv.encodingExists(name)) return undefined;
  return /^(?:iso-?_?8859-?_?1|latin-?1|(?:us-)?ascii|cp1252)$/i.test(name) ? 'windows-1252' : name;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
