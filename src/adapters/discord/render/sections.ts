import type { Button, Card, CardFile, CardItem, Detail, Link } from '../../../core/chat/card.ts';
import { tellPlace, turnPages } from '../../../core/chat/pager.ts';
import { cleanLine, cleanMarked, cleanText } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { counted } from '../../../core/text/counted.ts';
import { LIMITS, weigh } from '../limits.ts';
import { attachFile, explainLargeFile } from './attach.ts';
import { writeBlock, writeLine, writeMarked } from './markdown.ts';
import { writeLink, writeShortLink } from './masked-link.ts';

/** A piece of a card that stays together: Markdown, and at most one row of buttons under it. */
export type Section = {
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly paper?: CardItem['paper'];
  /** Shown under the text. */
  readonly file?: CardFile;
  /** A line divides it from what is before it. */
  readonly divided?: true;
};

/**
 * A card as sections; the text of each paper takes at most `textLimit` characters as read. In a `dense` one the title
 * and the footer stand in the section of the first paper: two components less.
 */
export function cutIntoSections(card: Card, textLimit: number, dense = false): readonly Section[] {
  const items = card.items ?? [];
  const hasOnlyPaper = items.length === 1 && items[0]?.number === undefined;
  const title = writeLine(card.title, LIMITS.title);
  const [firstPart = '', ...moreParts] = writeParagraphs(card.text ?? '');
  const footer = writeLine(card.footer ?? '', LIMITS.footer);
  const place = card.pager === undefined ? '' : tellPlace(card.pager);
  const small = [card.subtitle?.text ?? '', place].filter((line) => line !== '').join('  ·  ');
  const heading = title === '' || hasOnlyPaper ? '' : `### ${title}`;
  const subtitle = writeLine(small, LIMITS.meta);
  const head = [heading, subtitle === '' ? '' : `-# ${subtitle}`, firstPart];
  const buttons = [
    ...turnPages(card.pager ?? {}),
    ...(card.filters ?? []).flatMap(({ choices }) => choices),
    ...(card.sections ?? []).flatMap(({ action }) => action ?? []),
    ...(card.buttons ?? []),
  ];
  const file = attachFile(card);
  const after = [
    ...(card.sections ?? []).map(({ heading, typed = '', text }) =>
      writeLine([heading, typed, text].filter((part) => part !== '').join(' · '), LIMITS.part),
    ),
    ...(card.details ?? []).map(writeMoment),
    writeLine(explainLargeFile(card) ?? '', LIMITS.part),
  ];
  const sections: Section[] = [
    { text: joinLines(head), buttons: [], divided: true },
    ...[...moreParts, ...packLines(after), ...writeBlocks(card.preformatted ?? '')].map((text) => ({
      text,
      buttons: [],
    })),
    ...(file === undefined ? [] : [{ text: '', buttons: [], file }]),
    ...items.map((item): Section => {
      const section = writeItem(item, textLimit);
      return hasOnlyPaper ? section : { ...section, divided: true };
    }),
    { text: footer === '' ? '' : `-# ${footer}`, buttons },
  ];
  const shown = sections.filter(({ text, buttons, file }) => text !== '' || buttons.length > 0 || file);
  return (dense ? condense(shown, items.length) : shown).flatMap(splitRows);
}

/** The sections with what is before the papers, and the footer, in the section of the first paper. */
function condense(sections: readonly Section[], papers: number): readonly Section[] {
  const first = sections.findIndex(({ paper }) => paper !== undefined);
  const [before, shown] = [sections.slice(0, first), sections.slice(first, first + papers)];
  const after = sections.slice(first + papers);
  const [paper, ...rest] = shown;
  if (paper === undefined || before.some(({ file }) => file)) return sections;
  const text = joinLines([...[...before, ...after].map((section) => section.text), paper.text]);
  if (weigh(text) > LIMITS.part) return sections;
  const rows = after.flatMap(({ buttons }) => (buttons.length === 0 ? [] : [{ text: '', buttons }]));
  return [{ ...paper, text }, ...rest, ...rows];
}

/** Discord shows each reader a moment by their own clocks. https://docs.discord.com/developers/reference#message-formatting */
function writeMoment({ label, at, words, isLocal }: Detail): string {
  const seconds = Math.floor((at?.getTime() ?? Number.NaN) / 1000);
  const told = `${writeLine(label, LIMITS.meta)}: ${writeLine(words, LIMITS.meta)}`;
  return isLocal || !Number.isSafeInteger(seconds) ? told : `${told} · your time: <t:${seconds}:f>`;
}

function writeItem(item: CardItem, textLimit: number): Section {
  const title = { text: cleanLine(item.heading), marks: [] };
  const heading = writeLink(title, item.url ?? '', LIMITS.heading, LIMITS.heading * 2);
  const first = item.number === undefined ? `### ${heading}` : `**${item.number}.** ${heading}`;
  const meta = writeFacts(item);
  const why = writeLine([item.note, item.endnote?.text].filter(Boolean).join(' · '), LIMITS.why);
  const last = [why, ...writeLinks(item.links ?? [])].filter((part) => part !== '').join(' · ');
  const before = writeLine(item.before ?? '', LIMITS.why);
  // A message has room for four buttons of each of five papers.
  const most = item.number === undefined ? LIMITS.buttonsInRow : 4;
  const around = [
    joinLines([before, first]),
    meta === '' ? '' : `-# ${meta}`,
    last === '' ? '' : `-# ${last}`,
  ] as const;
  const room = LIMITS.text - LIMITS.buttonsInRow * LIMITS.label - weigh(joinLines(around)) - 2;
  const text = item.text === undefined ? '' : writeMarked(cleanMarked(item.text), textLimit, room);
  return {
    text: joinLines([around[0], around[1], text, around[2]]),
    buttons: [item.action, ...(item.buttons ?? [])].flatMap((button) => button ?? []).slice(0, most),
    paper: item.paper,
  };
}

function writeFacts({ reason = '', facts }: CardItem): string {
  const written = facts.map(({ text, url }) =>
    url === undefined ? writeLine(text, LIMITS.meta) : writeShortLink(text, url),
  );
  return [writeLine(reason, LIMITS.why), ...written].filter((part) => part !== '').join(' · ');
}

/** The first links, and how many more there are. */
function writeLinks(links: readonly Link[]): readonly string[] {
  const left = links.length - LIMITS.links;
  const written = links.slice(0, LIMITS.links).map(({ label, url }) => writeShortLink(label, url));
  return left > 0 ? [...written, counted(left, 'more link')] : written;
}

/** A section with more buttons than a row takes, and the further rows as sections of their own. */
function splitRows(section: Section): readonly Section[] {
  const { buttons } = section;
  if (buttons.length <= LIMITS.buttonsInRow) return [section];
  const rest: Section = { text: '', buttons: buttons.slice(LIMITS.buttonsInRow) };
  return [{ ...section, buttons: buttons.slice(0, LIMITS.buttonsInRow) }, ...splitRows(rest)];
}

function joinLines(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}

/** The paragraphs of a text as Markdown, in parts that fit; past the last part it ends in an ellipsis. */
function writeParagraphs(text: string): readonly string[] {
  return packLines(splitLines(text).map((line) => writeLine(line, LIMITS.part, LIMITS.part)));
}

function writeBlocks(text: string): readonly string[] {
  const lines = cleanText(text).replaceAll('\t', '  ').split('\n');
  const parts = packLines(lines.map((line) => clipText(line.trimEnd(), LIMITS.part)));
  return text.trim() === '' ? [] : parts.map(writeBlock);
}

/** The lines of a text, each clean; empty ones come at most one at a time, and none at the end. */
function splitLines(text: string): readonly string[] {
  const lines = cleanText(text).split('\n').map(cleanLine);
  const kept = lines.filter((line, at) => line !== '' || (at > 0 && lines[at - 1] !== ''));
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept;
}

/** Lines in groups of a weight of at most `LIMITS.part`; what is past the last group is told by an ellipsis. */
function packLines(lines: readonly string[]): readonly string[] {
  const groups: string[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last !== undefined && weigh(`${last}\n${line}`) <= LIMITS.part) {
      groups[groups.length - 1] = `${last}\n${line}`;
    } else if (groups.length < LIMITS.parts) {
      groups.push(line);
    } else {
      return [...groups.slice(0, -1), `${last}\n…`];
    }
  }
  return groups.map((group) => group.replace(/^\n+|\s+$/gu, '')).filter((group) => group !== '');
}
