import type { Button, Card, CardItem, CommandLine } from '../chat/card.ts';

/**
 * The most papers on one page. A paper with its row of four buttons takes 6 of the 40 components that a message in
 * Discord may have, the row of Undo, Previous and Next takes 4, the frame around them 1: a sixth paper is one too many.
 */
export const largestPage = 5;

/** One page of a list that a command yields. */
export type PaperPage = {
  readonly title: string;
  /** The command that made the list; Next and Previous are the same with another page. */
  readonly line: CommandLine;
  readonly items: readonly CardItem[];
  /** 1-based. */
  readonly page: number;
  readonly pageSize: number;
  /** Length of the whole list. */
  readonly total: number;
  /** Said after the place in the list. */
  readonly notes?: readonly string[];
};

/** A page of papers with its place in the list, `1–5 of 23`, and buttons for the pages beside it. */
export function listPapers(list: PaperPage): Card {
  const first = (list.page - 1) * list.pageSize + 1;
  const last = first + list.items.length - 1;
  const buttons = turnPages(list.line, list.page, last < list.total);
  const place = list.total > list.items.length ? [`${first}–${last} of ${list.total}`] : [];
  const footer = [...place, ...(list.notes?.length ? [list.notes.join(' ')] : [])].join(' · ');
  return {
    title: list.title,
    items: list.items,
    ...(buttons.length === 0 ? {} : { buttons }),
    ...(footer === '' ? {} : { footer }),
  };
}

/** The page nearest to the one asked for that exists: 1 for an empty list. */
export function nearestPage(asked: number | undefined, pageSize: number, total: number): number {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return Number.isSafeInteger(asked) ? Math.min(Math.max(1, Number(asked)), pages) : 1;
}

/** The buttons of a page for those beside it. */
export function turnPages(line: CommandLine, page: number, goesOn: boolean): readonly Button[] {
  return [
    ...(page > 1 ? [turnTo(line, 'Previous', page - 1)] : []),
    ...(goesOn ? [turnTo(line, 'Next', page + 1)] : []),
  ];
}

function turnTo(line: CommandLine, label: string, page: number): Button {
  return { label, command: { ...line, page }, replaces: true };
}
