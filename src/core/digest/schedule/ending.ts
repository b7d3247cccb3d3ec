import { quote } from '../../text/quote.ts';
import { isCronField, longestPiece, readPiece, type SchedulePiece } from './pieces.ts';
import { readTime } from './times.ts';
import { readZone } from './zones.ts';

/** A text taken apart: what stands before, as it was typed, and the pieces of a schedule at its end, in order. */
type Ending = { readonly rest: string; readonly pieces: readonly SchedulePiece[] };

/** Words that may stand among pieces and mean nothing of themselves; those of the second set begin what follows. */
const fillers = new Set(['and', 'the', 'in', 'of', '&', '-', '–', '—', '|', '·', ',', ';', 'from', 'by']);
const beginnings = new Set(['every', 'each', 'on', 'at', '@']);

type Word = { readonly raw: string; readonly start: number };

/** A word, or a phrase in quotation marks, whose words are never read. */
const wordPattern = /"[^"]*"|[“„][^“”„]*[“”]|\S+/gu;

/**
 * Takes the pieces of a schedule off the end of a line. Only its end is read: `friday night lights` stays whole. What looks like
 * a piece and is none is one of kind `unclear`.
 */
export function takeEnding(text: string): Ending {
  const words = splitWords(text);
  const pieces: SchedulePiece[] = [];
  let end = words.length;
  let at = end;
  while (at > 0) {
    const found = findLast(words, at);
    if (found !== undefined) {
      pieces.unshift(...found.pieces);
      at -= found.length;
      end = at;
      continue;
    }
    const word = words[at - 1]?.raw.toLowerCase() ?? '';
    if (pieces.length === 0 || !(fillers.has(word) || beginnings.has(word))) break;
    at -= 1;
  }
  const [first, ...others] = pieces;
  let begins = false;
  while (first !== undefined && isBeginning(words[end - 1]?.raw, first)) {
    begins = true;
    end -= 1;
  }
  const rest = text.slice(0, words[end]?.start ?? text.length).trim();
  if (first === undefined) return { rest: text.trim(), pieces };
  return {
    rest: rest.replace(/[\s,;:|·–—-]+$/u, ''),
    pieces: begins ? [{ ...first, clear: true }, ...others] : pieces,
  };
}

/** Reads a text that is a schedule and nothing else; each word that says nothing of one is unclear. */
export function readWholly(text: string): readonly SchedulePiece[] {
  const words = splitWords(text.replace(/["“”„]/gu, ' '));
  const pieces: SchedulePiece[] = [];
  for (let at = words.length; at > 0; ) {
    const found = findLast(words, at) ?? readWord(words[at - 1]?.raw ?? '');
    pieces.unshift(...found.pieces);
    at -= found.length;
  }
  return pieces;
}

type Found = { readonly pieces: readonly SchedulePiece[]; readonly length: number };

/** The longest piece that ends before the word at `end`. */
function findLast(words: readonly Word[], end: number): Found | undefined {
  const expression = findExpression(words, end);
  if (expression !== undefined) return expression;
  for (let length = Math.min(longestPiece, end); length > 0; length -= 1) {
    const span = words.slice(end - length, end).map(({ raw }) => raw);
    const piece = readPiece(span);
    if (piece !== undefined) return { pieces: [piece], length };
  }
  const parts = (words[end - 1]?.raw ?? '').split(/[,;+&]/u).filter((part) => part !== '');
  const list = parts.map((part) => readPiece([part]));
  return parts.length > 1 && list.every((piece) => piece !== undefined)
    ? { pieces: list, length: 1 }
    : (findHour(words, end) ?? findShortZone(words, end));
}

/** `9 am ET`: two letters are a zone right after a time, and much else elsewhere. */
function findShortZone(words: readonly Word[], end: number): Found | undefined {
  const zone = words[end - 1]?.raw ?? '';
  const before = [2, 1].some((length) => {
    const span = words.slice(Math.max(0, end - 1 - length), end - 1).map(({ raw }) => raw);
    return readPiece(span)?.kind === 'time';
  });
  const read = /^(?:[ECMP]T|Z)$/u.test(zone) && before ? readZone(zone) : undefined;
  if (read === undefined || 'problem' in read) return undefined;
  return { pieces: [{ kind: 'zone', ...read, typed: zone, clear: true }], length: 1 };
}

/** `fri 9`: a bare number is an hour right after a day. */
function findHour(words: readonly Word[], end: number): Found | undefined {
  const hour = words[end - 1]?.raw ?? '';
  const before = words[end - 2]?.raw;
  if (!/^\d{1,2}$/u.test(hour) || before === undefined || readPiece([before])?.kind !== 'days')
    return undefined;
  return findBareHour(hour);
}

function findBareHour(word: string): Found | undefined {
  const read = readTime(word);
  if (read === undefined || 'problem' in read) return undefined;
  return { pieces: [{ kind: 'time', time: read.time, typed: word, clear: true }], length: 1 };
}

/** A cron expression of another number of fields than five is told as one. */
function findExpression(words: readonly Word[], end: number): Found | undefined {
  let start = end;
  while (start > 0 && end - start < 10 && isCronField(words[start - 1]?.raw ?? '')) start -= 1;
  const span = words.slice(start, end).map(({ raw }) => raw);
  const length = span.length;
  if (length < 2 || length === 5 || !span.some((word) => /^[*?]/u.test(word))) return undefined;
  // Before five fields stands a word of the topic, unless it is one for seconds.
  if (length > 5 && !/^[0*]/u.test(span[length - 6] ?? '')) return undefined;
  const typed = span.join(' ');
  return {
    length,
    pieces: [
      {
        kind: 'unclear',
        about: 'days',
        problem: `A cron expression has five fields (minute, hour, day of the month, month, day of the week), and ${quote(typed)} has ${length}. Example: 0 9 * * 1-5`,
        instead: length === 6 ? [span.slice(1).join(' ')] : [],
        typed,
        clear: true,
      },
    ],
  };
}

/** One word of a text that must be a schedule. */
function readWord(word: string): Found {
  const plain = word.toLowerCase().replace(/[,;]+$/u, '');
  if (plain === '' || fillers.has(plain) || beginnings.has(plain)) return { pieces: [], length: 1 };
  const hours = plain.split(',').map(findBareHour);
  if (hours.every((hour) => hour !== undefined))
    return { pieces: hours.flatMap(({ pieces }) => pieces), length: 1 };
  const problem = `${quote(word, 40)} is not understood as a day or a time.`;
  return {
    pieces: [{ kind: 'unclear', about: 'days', problem, instead: [], typed: word, clear: true }],
    length: 1,
  };
}

function isBeginning(word: string | undefined, first: SchedulePiece): boolean {
  const plain = word?.toLowerCase() ?? '';
  return beginnings.has(plain) || (plain === 'in' && first.kind === 'zone');
}

/** The first thing in a text that can hardly be anything but a time or a zone, and stands where none is read. */
export function findStray(text: string): SchedulePiece | undefined {
  const words = splitWords(text).map(({ raw }) => raw);
  for (const at of words.keys()) {
    const spans = [2, 1].map((length) => readPiece(words.slice(at, at + length)));
    const expression = readPiece(words.slice(at, at + 5));
    const found = spans.find(isStray) ?? (expression?.kind === 'cron' ? expression : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `17:00`, `9 pm`, `Europe/Berlin`: of no other meaning anywhere. */
function isStray(piece: SchedulePiece | undefined): piece is SchedulePiece {
  if (piece === undefined || /\s\d+$/u.test(piece.typed)) return false;
  if (piece.kind === 'time') return /\d/u.test(piece.typed) && piece.clear;
  if (piece.kind === 'zone') return piece.typed.includes('/');
  return piece.kind === 'unclear' && piece.about === 'at' && /\d/u.test(piece.typed);
}

/** Takes an e-mail address out of a line, wherever it stands. */
export function takeAddress(text: string): { readonly text: string; readonly address?: string } {
  const word = splitWords(text).find(({ raw }) => isAddress(raw));
  if (word === undefined) return { text };
  const { raw, start } = word;
  const address = raw.replace(/[.,;]$/u, '');
  return {
    text: `${text.slice(0, start)}${text.slice(start + raw.length)}`.replace(/\s+/gu, ' ').trim(),
    address,
  };
}

/** Whether a word is an e-mail address; Slack writes it as a link, `<mailto:a@b.org|a@b.org>`. */
function isAddress(word: string): boolean {
  return /^(?:<mailto:)?[^\s@<>"]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:\|[^>]*>|>)?[.,;]?$/u.test(
    word,
  );
}

function splitWords(text: string): readonly Word[] {
  return [...text.matchAll(wordPattern)].map(({ 0: raw, index }) => ({ raw, start: index }));
}
