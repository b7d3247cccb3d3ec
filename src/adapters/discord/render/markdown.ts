import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipMarked, clipText } from '../../../core/text/clip-text.ts';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { LIMITS } from '../limits.ts';

/**
 * Text as Discord Markdown that shows exactly that text: no emphasis, code, spoiler, link, mention, emoji code, quote,
 * heading or list. Discord takes a backslash before any sign that is no letter, digit or space.
 */
export function escapeMarkdown(text: string): string {
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
  let length = Math.min(limit, room);
  while (length > 0) {
    const written = escapeMarked(clipMarked(marked, length));
    if (written.length <= room) return written;
    length = Math.floor((Math.min(length, room) * room) / written.length) - 1;
  }
  return '';
}

function escapeMarked(marked: MarkedText): string {
  return splitMarked(marked)
    .map(({ text, strong }, at) => {
      const escaped = at === 0 ? escapeMarkdown(text) : escapeMarkdown(`x${text}`).slice(1);
      return strong && text.trim() !== '' ? emphasise(escaped) : escaped;
    })
    .join('');
}

/** Bold, with the spaces at its ends outside: Discord shows the stars otherwise. */
function emphasise(escaped: string): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(escaped) ?? [];
  return `${before}**${inside}**${after}`;
}

/**
 * A linked heading; without its link where the address is none that Discord takes, or where the text holds an address
 * itself, which Discord does not link.
 */
export function writeLink(marked: MarkedText, url: string, limit: number, room: number): string {
  const address = safeAddress(url);
  const { text } = marked;
  if (address === undefined || text.includes('://') || text.trim() === '')
    return writeMarked(marked, limit, room);
  const frame = `[](${address})`.length;
  return `[${writeMarked(withPlainBrackets(clipMarked(marked, limit)), limit, room - frame)}](${address})`;
}

/** A short link: `[Code](https://…)`; its label alone where the address is none that Discord takes. */
export function writeShortLink(label: string, url: string): string {
  const text = clipText(cleanLine(label), LIMITS.linkLabel);
  return writeLink({ text, marks: [] }, url, LIMITS.linkLabel, 1000);
}

/** Round brackets for square ones that would end the link early: all but plain pairs. */
function withPlainBrackets(marked: MarkedText): MarkedText {
  const rest = marked.text.replace(/\[[^[\]]*\]/gu, '');
  if (!/[[\]]/u.test(rest)) return marked;
  return { ...marked, text: marked.text.replaceAll('[', '(').replaceAll(']', ')') };
}

/** An http(s) address that can stand in round brackets; undefined for any other, and for a very long one. */
export function safeAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href, username } = new URL(url);
  if (!/^https?:$/u.test(protocol) || username !== '') return undefined;
  const address = href.replace(
    /[()<>[\]\\|`*"'\s]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return address.length <= LIMITS.url ? address : undefined;
}

/** Text in a fixed-width block that nothing in it can end. */
export function writeBlock(text: string): string {
  return `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``;
}
