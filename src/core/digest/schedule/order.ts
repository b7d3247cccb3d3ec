import { quote } from '../../text/quote.ts';
import { findStray, takeAddress, takeEnding } from './ending.ts';
import type { SchedulePiece } from './pieces.ts';
import type { Misreading } from './said.ts';
import { type ReadSchedule, readSchedule, type When, type WrittenSchedule } from './schedule.ts';

/** What somebody wants to have and when, out of one line: `ensembles fridays 8:30`. */
export type Order = ReadSchedule & {
  /** What is left of the line. */
  readonly topic: string;
  /** An e-mail address in the line. */
  readonly address?: string;
};

/**
 * Reads a line with a topic, and when it comes at its end; `fields` say of it by name. A word that may be of either kind and stands
 * alone (`sun`, `boston`) is asked about, unless a field says already what it would. Words in quotation marks are always of the topic.
 *
 * @param takeMore Takes other words off the end of what is left of a line, such as a layout; yields the rest.
 */
export function readOrder(
  line: string,
  fields: Omit<WrittenSchedule, 'ending'>,
  before: When,
  takeMore: (rest: string) => string = (rest) => rest,
): Order {
  const { text, address } = takeAddress(line);
  return { ...readText(text, fields, before, takeMore), ...(address === undefined ? {} : { address }) };
}

function readText(
  line: string,
  fields: Omit<WrittenSchedule, 'ending'>,
  before: When,
  takeMore: (rest: string) => string,
): Order {
  const { rest, pieces } = takePieces(line, takeMore);
  const [only, ...others] = pieces;
  if (only === undefined || others.length > 0 || only.clear)
    return readTopic(rest, { ...fields, ending: pieces }, before);
  const read = readTopic(takeMore(line.trim()), fields, before);
  const { time, days, zone } = read.said;
  const isSaid = only.kind === 'time' ? time : only.kind === 'zone' ? zone : days;
  return isSaid === undefined ? { ...read, troubles: [...read.troubles, askAbout(only)] } : read;
}

function takePieces(
  line: string,
  takeMore: (rest: string) => string,
): { readonly rest: string; readonly pieces: readonly SchedulePiece[] } {
  let rest = line;
  let pieces: readonly SchedulePiece[] = [];
  for (;;) {
    const found = takeEnding(rest);
    const left = takeMore(found.rest);
    pieces = [...found.pieces, ...pieces];
    if (left === rest.trim()) return { rest: left, pieces };
    rest = left;
  }
}

/** With a question about what stands in the topic and can hardly be of one. */
function readTopic(topic: string, written: WrittenSchedule, before: When): Order {
  const read = readSchedule(written, before);
  const stray = findStray(topic);
  if (stray === undefined) return { ...read, topic };
  return { ...read, topic, troubles: [...read.troubles, askAbout(stray)] };
}

/** Asks whether a piece says when, or is of the topic. */
function askAbout(piece: SchedulePiece): Misreading {
  const { typed } = piece;
  const about = piece.kind === 'time' ? 'at' : piece.kind === 'zone' ? 'zone' : 'days';
  const field = 'line';
  if (piece.kind === 'unclear')
    return { about: piece.about, problem: piece.problem, instead: piece.instead, typed, field };
  const asked = `Is ${quote(typed)} part of the topic, or`;
  switch (piece.kind) {
    case 'zone':
      return { about, typed, field, problem: `${asked} a time zone (${piece.zone})?`, instead: [piece.zone] };
    case 'time':
      return { about, typed, field, problem: `${asked} a time?`, instead: [typed] };
    default:
      return { about, typed, field, problem: `${asked} a day?`, instead: [typed] };
  }
}
