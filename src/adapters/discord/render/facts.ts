import type { CardItem, Fact } from '../../../core/chat/card.ts';
import { cleanLine, cleanMarked } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import type { MarkedText } from '../../../core/text/marked-text.ts';
import { LIMITS, weigh } from '../limits.ts';
import { writeMarked } from './markdown.ts';
import { writeShortLink } from './masked-link.ts';

const between = '  ·  ';

/** The reason in bold and the facts, in one small line; '' for none. */
export function writeFacts({ reason = '', facts }: Pick<CardItem, 'reason' | 'facts'>): string {
  const all: readonly Fact[] = [{ text: reason, isBold: true }, ...facts];
  const told = all.filter(({ text }) => cleanLine(text) !== '');
  let line = '';
  for (const [at, fact] of told.entries()) {
    const before = at === 0 ? '' : fact.isTag && told[at - 1]?.isTag ? '  ' : between;
    const longer = `${line}${before}${writeFact(fact)}`;
    if (weigh(longer) > LIMITS.facts) return writeSmall(`${line}${between}…`);
    line = longer;
  }
  return writeSmall(line);
}

function writeFact({ text, url, isBold, isTag }: Fact): string {
  if (url !== undefined) return writeShortLink(text, url);
  if (isTag) return writeCode(text);
  return writeBold(text, isBold === true, LIMITS.fact);
}

/** A marked text as a small line; '' for none. */
export function writeSmallLine(marked: MarkedText): string {
  return writeSmall(joinCounts(writeMarked(cleanMarked(marked), LIMITS.meta, LIMITS.meta * 2)));
}

function writeSmall(markdown: string): string {
  return markdown === '' ? '' : `-# ${markdown}`;
}

/** One line in bold, or not. */
export function writeBold(text: string, isBold: boolean, limit: number): string {
  const clean = cleanLine(text);
  const marks = isBold ? [{ start: 0, end: clean.length }] : [];
  return joinCounts(writeMarked({ text: clean, marks }, limit, limit * 2));
}

/** A few words as code, which nothing in them can end; square brackets in it would reach into a link before it. */
export function writeCode(text: string): string {
  const clean = clipText(cleanLine(text), LIMITS.fact)
    .replaceAll('`', '‵')
    .replaceAll('[', '(')
    .replaceAll(']', ')');
  return clean === '' ? '' : `\`${clean}\``;
}

/** A sign stays on the line of its number, and `et` on that of `al.` */
function joinCounts(text: string): string {
  return text.replace(/(🔖|▲) (?=\d)|\bet (?=al\.)/gu, (found) => found.replace(' ', '\u00A0'));
}
