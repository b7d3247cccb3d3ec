import { capitalise } from '../text/capitalise.ts';
import type { Button, Pager } from './card.ts';

/** `1–5, best match first`, `6–10 of 37, newest first`; the order alone, `Best match first`, where one page holds all. */
export function tellPlace({ first, last, total, isCounted, isParted, order = '' }: Pager): string {
  if (first === 1 && last === total) return capitalise(order);
  const place = first === last ? String(first) : `${first}–${last}`;
  return [isCounted || isParted ? place : `${place} of ${total}`, order].filter(Boolean).join(', ');
}

/** The buttons for the pages beside this one. */
export function turnPages({ previous, next }: Pick<Pager, 'previous' | 'next'>): readonly Button[] {
  return [
    ...(previous === undefined ? [] : [{ label: 'Previous', command: previous, replaces: true } as const]),
    ...(next === undefined ? [] : [{ label: 'Next', command: next, replaces: true } as const]),
  ];
}
