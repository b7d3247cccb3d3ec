import type { types } from '@slack/bolt';
import type { CardItem, Detail } from '../../../core/chat/card.ts';
import { cleanLine, cleanMarked } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { type MarkedText, splitMarked } from '../../../core/text/marked-text.ts';
import { LIMITS } from '../limits.ts';

/** Between the facts of a line. */
const BETWEEN = '  ·  ';
/** Draws nothing, and keeps a sign from being one of Slack's: no escape exists for `*`, `_`, `~`, a backquote and `:word:`. */
const JOINER = '\u2060';

/** Text that Slack formats; what it would find by itself, addresses and `@here`, stays text (`verbatim`). */
export function mrkdwn(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/**
 * Text as mrkdwn that shows exactly that text: docs.slack.dev/messaging/formatting-message-text#escaping for `&`, `<` and `>`. A sign
 * of ours never pairs with one of its own, for none of those stands before a space or a stop.
 */
export function escapeMrkdwn(text: string): string {
  return escapeEntities(
    text
      .replace(/[*_~`]/gu, (sign) => `${sign}${JOINER}`)
      .replace(/:(?=[^\s:]+:)/gu, `:${JOINER}`)
      .replace(/^(?=\s*>)/gmu, JOINER),
  );
}

/** The three characters that Slack reads as its own in every text but plain ones. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text in bold, unless it has a `*` of its own, which would end that early; nothing where there is none. */
export function writeBold(text: string, write: (text: string) => string = escapeMrkdwn): string {
  return text === '' || text.includes('*') ? write(text) : `*${write(text)}*`;
}

/** One line of marked text, its marks in bold where Slack draws bold: at whole words. */
export function writeMarked(marked: MarkedText, limit: number = LIMITS.marks): string {
  return splitMarked(atWholeWords(cleanMarked(marked), limit))
    .map(({ text, strong }) => (strong ? writeBold(text) : escapeMrkdwn(text)))
    .join('');
}

/** Where a `*` begins bold text, and where one ends it. */
const OPENS = /(?:^|[\s(["=+-])$/u;
const CLOSES = /^(?:$|[\s.,;:!?)\]"=+%/-])/u;

/** The first marks, each of whole words; one that Slack would show as stars is left out. */
function atWholeWords({ text, marks }: MarkedText, limit: number): MarkedText {
  const kept: { start: number; end: number }[] = [];
  for (const mark of marks.slice(0, limit)) {
    const before = /[\p{L}\p{N}\p{M}_]*$/u.exec(text.slice(0, mark.start))?.[0].length ?? 0;
    const after = /^[\p{L}\p{N}\p{M}_]*/u.exec(text.slice(mark.end))?.[0].length ?? 0;
    const start = mark.start - before;
    const end = mark.end + after;
    const inside = text.slice(start, end);
    const last = kept.at(-1);
    if (last !== undefined && start < last.end) continue;
    if (inside.trim() !== inside || !OPENS.test(text.slice(0, start)) || !CLOSES.test(text.slice(end)))
      continue;
    kept.push({ start, end });
  }
  return { text, marks: kept };
}

/** A linked text, or the text alone where the address is none that Slack takes. */
export function writeLink(text: string, url: string | undefined): string {
  const address = url === undefined ? undefined : writeAddress(url);
  return address === undefined || text === '' ? escapeMrkdwn(text) : `<${address}|${escapeMrkdwn(text)}>`;
}

function writeAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const address = href.replace(/[|<>*`~]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return address.length <= LIMITS.url ? address.replaceAll('&', '&amp;') : undefined;
}

/** Text in a fixed-width font, in which only the entities are read. */
export function writeCode(text: string): string {
  return `\`${escapeEntities(text.replaceAll('`', "'"))}\``;
}

/** The reason in bold, then the facts, as many as fit. */
export function writeFacts({ reason = '', facts }: Pick<CardItem, 'reason' | 'facts'>): string {
  let written = writeBold(clipText(cleanLine(reason), LIMITS.why));
  let wasTag = false;
  for (const { text, url, isBold, isTag } of facts) {
    const short = clipText(cleanLine(text), LIMITS.fact);
    if (short === '') continue;
    const link = (label: string) => writeLink(label, url);
    const one = isTag ? writeCode(short) : isBold ? writeBold(short, link) : link(short);
    const between = written === '' ? '' : isTag && wasTag ? '  ' : BETWEEN;
    if (written.length + between.length + one.length > LIMITS.context) break;
    written += between + one;
    wasTag = isTag === true;
  }
  return written;
}

/** The facts in words, for notifications and screen readers. */
export function tellFacts({ reason = '', facts }: Pick<CardItem, 'reason' | 'facts'>): string {
  return [reason, ...facts.map(({ text }) => text)].map(cleanLine).filter(Boolean).join(' · ');
}

/**
 * A detail as a field: what is said, and by the reader's own clocks where they may show another time.
 * docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function writeDetail({ label, words, at, isLocal }: Detail): string {
  const said = escapeMrkdwn(clipText(cleanLine(words), LIMITS.why));
  const seconds = Math.floor((at?.getTime() ?? Number.NaN) / 1000);
  const told = `${writeBold(clipText(cleanLine(label), LIMITS.why))}\n${said}`;
  if (isLocal || at === undefined || !Number.isSafeInteger(seconds)) return told;
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `${told}\nyour time: <!date^${seconds}^{date_short_pretty} at {time}|${fallback}>`;
}

/** A small grey line; none where there is nothing to say. */
export function drawSmall(written: string): readonly types.ContextBlock[] {
  return written === '' ? [] : [{ type: 'context', elements: [mrkdwn(written)] }];
}

/** A text that Slack shows whole: without `expand` it may fold even a short one behind “See more”. */
export function writeSection(text: string): types.SectionBlock {
  return { type: 'section', text: mrkdwn(text), expand: true };
}
