import { createHash } from 'node:crypto';
import { z } from 'zod';
import { newYorkDay } from './days.ts';
import type { Announcement } from './rss.ts';

/** What is remembered of a category between two rounds; days are New York's. */
const memoSchema = z.object({
  /** Of the announcement taken last that held anything: its day, the greatest id among the new, and what tells it from others. */
  day: z.string(),
  newest: z.string(),
  batch: z.string(),
  /** Up to this day nothing is missing. */
  covered: z.string(),
  /** The day of the last harvest. */
  harvested: z.string(),
  /** Since when an earlier announcement is served again. */
  staleSince: z.number().optional(),
});
export type Memo = z.infer<typeof memoSchema>;

/** What the last round left; undefined before the first. */
export function readMemo(memo: unknown): Memo | undefined {
  return memoSchema.safeParse(memo).data;
}

/** The memo of a first round: of nothing, with nothing missing before its day but what the last good round left. */
export function firstMemo(day: string, succeededAt: Date | undefined): Memo {
  const covered = succeededAt === undefined ? dayBefore(day) : newYorkDay(succeededAt);
  const harvested = succeededAt === undefined ? day : covered;
  return { day: '', newest: '', batch: '', covered, harvested };
}

/**
 * Whether an announcement of another day is one taken before: `again`, where it is the same in all; `perhaps`, where none of its
 * new ids is greater than those known.
 */
export function isRepeated({ day, papers }: Announcement, memo: Memo): 'no' | 'perhaps' | 'again' {
  if (memo.day === day || memo.day === '' || papers.length === 0) return 'no';
  if (batchOf(papers) === memo.batch) return 'again';
  const fresh = newIds(papers);
  return fresh.length > 0 && memo.newest !== '' && fresh.every((id) => id <= memo.newest) ? 'perhaps' : 'no';
}

/** The memo once an announcement was taken; one that is empty says nothing of its day. */
export function afterBatch(memo: Memo, { day, papers }: Announcement): Memo {
  const { staleSince: _, ...rest } = memo;
  if (papers.length === 0) return rest;
  const newest = newIds(papers).reduce((greatest, id) => (id > greatest ? id : greatest), memo.newest);
  return { ...rest, day, newest, batch: batchOf(papers) };
}

/** The day before one. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 24 * 60 * 60_000).toISOString().slice(0, 10);
}

function newIds(papers: Announcement['papers']): readonly string[] {
  return papers.filter(({ type }) => type === 'new').map(({ record }) => record.arxivId);
}

function batchOf(papers: Announcement['papers']): string {
  const told = papers.map(({ type, record }) => `${record.arxivId} ${type}`).sort();
  return createHash('sha256').update(told.join('\n')).digest('hex').slice(0, 16);
}
