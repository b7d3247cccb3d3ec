import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipMarked } from '../../../core/text/clip-text.ts';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { INVITE } from '../invite.ts';
import { weigh } from '../limits.ts';

/**
 * Text as Discord Markdown that shows exactly that text: no emphasis, code, spoiler, link, mention, emoji code, quote,
 * heading or list, but for the address that adds the bot to a server. Discord takes a backslash before any sign that is no
 * letter, digit or space.
 */
export function escapeMarkdown(text: string): string {
  return text
    .split(LINKED)
    .map((part, at) => (at % 2 === 0 ? escapeSigns(part) : part))
    .join('');
}

const LINKED = new RegExp(`(${INVITE.source})`, 'u');

function escapeSigns(text: string): string {
  return (
    text
      // With a bare `](`, a link that stands before the text would reach into it, escaped brackets or not.
      .replace(/[\\*_~`|[\]<@]|(?<=\])\(|:(?=\/\/)|:(?=[\w+-]+:)/gu, '\\$&')
      .replace(/^(\s*)([-+>#])/gmu, '$1\\$2')
      .replace(/^(\s*\d+)([.)])/gmu, '$1\\$2')
  );
}

/** One line of plain text as Markdown: at most `limit` characters as read, `room` as written. */
export function writeLine(text: string, limit: number, room: number = limit * 2): string {
  return writeMarked({ text: cleanLine(text), marks: [] }, limit, room);
}

/** Marked text as Markdown, what is marked in bold: at most `limit` characters as read, `room` as written. */
export function writeMarked(marked: MarkedText, limit: number, room: number): string {
  return fitMarked(marked, limit, room, writeRuns);
}

/** Marked text as Markdown, whole. */
export function writeRuns(marked: MarkedText): string {
  return emphasiseMarked(marked, (run, at) =>
    at === 0 ? escapeMarkdown(run) : escapeMarkdown(`x${run}`).slice(1),
  );
}

/** What `write` makes of the beginning of a text that `cut` yields: at most `limit` characters as read, a weight of `room` as written. */
export function fitMarked(
  marked: MarkedText,
  limit: number,
  room: number,
  write: (marked: MarkedText) => string,
  cut: (marked: MarkedText, limit: number) => MarkedText = clipMarked,
): string {
  let length = Math.min(limit, room);
  while (length > 0) {
    const written = write(cut(marked, length));
    const weight = weigh(written);
    if (weight <= room) return written;
    length = Math.floor((Math.min(length, room) * room) / weight) - 1;
  }
  return '';
}

/** What is marked in bold; each run is written by `write`, as it is unless told. */
export function emphasiseMarked(
  marked: MarkedText,
  write: (run: string, at: number) => string = (run) => run,
): string {
  return splitMarked(marked)
    .map(({ text, strong }, at) =>
      strong && text.trim() !== '' ? emphasise(write(text, at)) : write(text, at),
    )
    .join('');
}

/** Bold, with the spaces at its ends outside: Discord shows the stars otherwise. */
function emphasise(written: string): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(written) ?? [];
  return `${before}**${inside}**${after}`;
}

/** Text in a fixed-width block that nothing in it can end. */
export function writeBlock(text: string): string {
  return `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``;
}
