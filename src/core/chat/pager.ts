import { capitalise } from '../text/capitalise.ts';
import type { Button, Card, Pager } from './card.ts';

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

/** A list drawn again because a button on it is from an earlier version and cannot be read any more. */
export function drawnAgain([first, ...others]: readonly Card[]): readonly Card[] {
  if (first === undefined) return [];
  const text = ['This list is from before. Here it is again.', first.text].filter(Boolean).join('\n');
  return [{ ...first, text }, ...others];
}
