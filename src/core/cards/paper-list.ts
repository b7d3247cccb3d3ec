import type { Button, Card, CardItem, CommandLine, Pager } from '../chat/card.ts';

/** The most papers on one page: in Discord each takes 4 of the 40 components of a message, and one of the five buttons of a row. */
export const largestPage = 5;

/** One page of a list that a command yields. */
export type PaperPage = {
  readonly title: string;
  /** The title tells how many papers there are. */
  readonly isCounted?: true;
  /** It tells how many fulfil the query, and a heading among the papers how many others there are. */
  readonly isParted?: true;
  /** The command that made the list; Next and Previous are the same with another page. */
  readonly line: CommandLine;
  readonly items: readonly CardItem[];
  /** 1-based. */
  readonly page: number;
  readonly pageSize: number;
  /** Length of the whole list. */
  readonly total: number;
  /** `best match first`. */
  readonly order?: string;
  /** Said under the title. */
  readonly notes?: readonly string[];
  readonly buttons?: readonly Button[];
};

/** A page of papers with its place in the list, and the pages beside it. */
export function listPapers(list: PaperPage): Card {
  const { title, isCounted, isParted, line, items, page, pageSize, total, order } = list;
  const { notes = [], buttons = [] } = list;
  const first = (page - 1) * pageSize + 1;
  const last = first + items.length - 1;
  return {
    title,
    ...(notes.length === 0 ? {} : { subtitle: { text: notes.join(' '), marks: [] } }),
    items,
    pager: {
      ...{ first, last, total },
      ...(isCounted && { isCounted }),
      ...(isParted && { isParted }),
      ...(order !== undefined && { order }),
      ...turnFrom(line, page, last < total),
    },
    ...(buttons.length === 0 ? {} : { buttons }),
    redraw: turnTo(line, page),
  };
}

/** The page nearest to the one asked for that exists: 1 for an empty list. */
export function nearestPage(asked: number | undefined, pageSize: number, total: number): number {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return Number.isSafeInteger(asked) ? Math.min(Math.max(1, Number(asked)), pages) : 1;
}

/** The commands of a page for those beside it. */
export function turnFrom(line: CommandLine, page: number, goesOn: boolean): Pick<Pager, 'previous' | 'next'> {
  return {
    ...(page > 1 ? { previous: turnTo(line, page - 1) } : {}),
    ...(goesOn ? { next: turnTo(line, page + 1) } : {}),
  };
}

function turnTo({ page: _, ...line }: CommandLine, page: number): CommandLine {
  return page > 1 ? { ...line, page } : line;
}
