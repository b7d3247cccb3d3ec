import { z } from 'zod';
import { decodeText } from '../http/decode-text.ts';
import type { Host } from '../rounds/ask-host.ts';
import { demandSuccess, type Fetcher, type Round } from '../rounds/fetcher.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { readDailyPapers } from './daily-papers.ts';

/** 500 requests in five minutes for whoever has no account: https://huggingface.co/docs/hub/rate-limits */
const huggingFaceHost: Host = { name: 'huggingface.co', gap: 600 };

const hour = 60 * 60_000;
const dayLong = 24 * hour;
/** Papers on a page of a day. */
const pageSize = 50;
const mostPages = 20;
/** Two equal answers so far apart, after the day is over, say that it has settled. */
const settledAfter = 3 * hour;
/** Upvotes go on for so many days after a paper's. */
const upvotedFor = 4;
/** Days asked for at most after a long absence. */
const mostDays = 60;
/** What is older than this when it is first told of is no news. */
const newsFor = 30 * dayLong;

/** Of each day not settled yet, or whose upvotes still count: how it looked, and when that was first seen. */
const memoSchema = z.object({
  days: z.record(z.string(), z.object({ ids: z.string(), at: z.number(), settled: z.boolean() })),
});
type Day = z.infer<typeof memoSchema>['days'][string];

/** The daily papers of Hugging Face, day by day until each has settled. */
export function createHuggingFaceFetcher(address: string): Fetcher {
  return {
    name: 'huggingface',
    every: 2 * hour,
    async fetch(round) {
      const known = memoSchema.safeParse(round.memo).data?.days ?? {};
      const days: Record<string, Day> = {};
      let fresh = 0;
      const problems: string[] = [];
      for (const day of wantedDays(round, known)) {
        const found = await fetchDay(round, address, day);
        fresh += found.new;
        problems.push(...found.problems);
        days[day] = judge(day, found.ids, known[day], round.now);
      }
      return {
        state: fresh > 0 ? 'fresh' : 'quiet',
        ...(problems[0] === undefined ? {} : { problem: `Of the daily papers, ${problems[0]}.` }),
        memo: { days },
      };
    },
  };
}

/**
 * From the first day that has not settled or whose upvotes still count, or since when all is wanted, to today; at first yesterday
 * and today.
 */
function wantedDays(
  { now, since, succeededAt }: Round,
  known: Readonly<Record<string, Day>>,
): readonly string[] {
  const today = now.getTime();
  const open = Object.entries(known)
    .filter(([day, { settled }]) => !settled || Date.parse(day) >= today - upvotedFor * dayLong)
    .map(([day]) => Date.parse(day));
  const begin = Math.min(...open, (succeededAt?.getTime() ?? today) - dayLong, since?.getTime() ?? today);
  const days: string[] = [];
  for (let at = Math.max(begin, today - mostDays * dayLong); at < today; at += dayLong) days.push(dayOf(at));
  return [...new Set([...days, dayOf(today)])];
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

async function fetchDay({ ask, keep, now }: Round, address: string, day: string) {
  const ids: string[] = [];
  const problems: string[] = [];
  let fresh = 0;
  // A day long gone is no news: its papers came then.
  const came = now.getTime() - Date.parse(day) > newsFor ? { came: new Date(day) } : {};
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ date: day, p: String(page), limit: String(pageSize) });
    const answer = demandSuccess(await ask(`${address}/api/daily_papers?${query}`, huggingFaceHost));
    const found = readDailyPapers(decodeText(answer.body, answer.header('content-type')));
    const known = new Set(ids);
    const records = found.records.filter(({ key }) => !known.has(key));
    problems.push(...found.problems);
    fresh += (await keep(await readFetchedPapers(records.map((record) => ({ ...record, ...came }))))).new;
    ids.push(...records.map(({ key }) => key));
    // The service may give fewer a page than asked for: only an empty one is past the last.
    if (records.length === 0) break;
  }
  return { new: fresh, ids, problems };
}

/** A day has settled once it is over and has looked the same for some hours. */
function judge(day: string, found: readonly string[], before: Day | undefined, now: Date): Day {
  const ids = [...found].sort().join(' ');
  const at = before?.ids === ids ? before.at : now.getTime();
  const isOver = now.getTime() >= Date.parse(day) + dayLong;
  return { ids, at, settled: isOver && now.getTime() - at >= settledAfter };
}
