import { z } from 'zod';
import { decodeText } from '../http/decode-text.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { CoolingDown, type Host } from '../rounds/ask-host.ts';
import { demandSuccess, type Fetcher, type Round, type RoundResult } from '../rounds/fetcher.ts';
import type { FetchedPaper } from '../rounds/memory.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { type ArxivRecord, datedById } from './arxiv-record.ts';
import { isAnnouncedBetween, newYorkDay } from './days.ts';
import { ExpiredToken, readHarvestPage } from './oai.ts';
import { type Announcement, readAnnouncement } from './rss.ts';
import { setOfCategory } from './sets.ts';

/** One request in three seconds over all machines of an operator: https://info.arxiv.org/help/api/tou.html */
export const arxivHost: Host = { name: 'arxiv.org', gap: 3_000 };

export type ArxivAddresses = { readonly rss: string; readonly oai: string };

const minute = 60_000;
const hour = 60 * minute;
const dayLong = 24 * hour;
/** A batch served again on another day is waited for so long before the harvest takes its place. */
const patience = 2 * hour;
/** What is older than this when it is first told of was not announced today; it is taken in with the date it has. */
const newFor = 30 * dayLong;

/** The announcement taken last: its day, the greatest id among the new, and their number; since when it came again. */
const memoSchema = z.object({
  day: z.string(),
  newest: z.string(),
  count: z.number(),
  staleSince: z.number().optional(),
});
type Memo = z.infer<typeof memoSchema>;

/**
 * A category of arXiv: its announcement of the day by RSS; the harvest (OAI-PMH) for days the bot was away, for a feed that is
 * cut and for one that stays yesterday's.
 */
export function createArxivFetcher(name: string, category: string, { rss, oai }: ArxivAddresses): Fetcher {
  return {
    name,
    every: 4 * hour,
    async fetch(round) {
      const { now, since, succeededAt } = round;
      const memo = memoSchema.safeParse(round.memo).data;
      const address = `${rss}/rss/${encodeURIComponent(category)}`;
      const announcement = readAnnouncement(textOf(await round.ask(address, arxivHost), true));
      if (isYesterdays(announcement, memo))
        return (await harvestInstead(round, memo, category, oai)) ?? staleResult(now, memo);
      const taken = await takeAnnouncement(round, announcement);
      const kept = memoOf(announcement, memo);
      const from = since ?? missedSince(succeededAt, announcement.day);
      if (from === undefined && !announcement.isCut) return result(taken.new, kept);
      const start = from ?? new Date(Date.parse(announcement.day) - dayLong);
      return complete(round, { category, oai, start, kept, isCut: announcement.isCut, isNew: taken.new > 0 });
    },
  };
}

function result(fresh: number, memo: Memo): RoundResult {
  return { state: fresh > 0 ? 'fresh' : 'quiet', memo };
}

function staleResult(now: Date, memo: Memo): RoundResult {
  return {
    state: 'stale',
    problem: 'arXiv serves the announcement of an earlier day again.',
    memo: { ...memo, staleSince: memo.staleSince ?? now.getTime() },
    nextTry: new Date(now.getTime() + 30 * minute),
  };
}

/** The harvest, once the feed has been stale for long; undefined before that, and where it has nothing new either. */
async function harvestInstead(
  round: Round,
  memo: Memo,
  category: string,
  oai: string,
): Promise<RoundResult | undefined> {
  if (memo.staleSince === undefined || round.now.getTime() - memo.staleSince < patience) return undefined;
  const harvested = await harvest(round, category, oai, new Date(Date.parse(memo.day) - dayLong));
  return harvested.new === 0 ? undefined : { state: 'fresh', memo };
}

async function complete(
  round: Round,
  part: {
    readonly category: string;
    readonly oai: string;
    readonly start: Date;
    readonly kept: Memo;
    readonly isCut: boolean;
    readonly isNew: boolean;
  },
): Promise<RoundResult> {
  const { category, oai, start, kept, isCut, isNew } = part;
  try {
    const harvested = await harvest(round, category, oai, start);
    if (!isCut || harvested.records > 0) return result(harvested.new + (isNew ? 1 : 0), kept);
  } catch (error) {
    // What the feed told is kept; the rest is asked for again, unless all of arXiv asks for a pause.
    if (!isCut || error instanceof CoolingDown) throw error;
  }
  return {
    state: 'partial',
    problem: 'The feed was cut at its limit, and the harvest does not have the rest yet.',
    memo: kept,
    nextTry: new Date(round.now.getTime() + hour),
  };
}

/** The first day of a gap: announcements between the last good round and this one were missed. */
function missedSince(succeededAt: Date | undefined, day: string): Date | undefined {
  if (succeededAt === undefined) return undefined;
  const last = newYorkDay(succeededAt);
  return isAnnouncedBetween(last, day) ? new Date(Date.parse(last) - dayLong) : undefined;
}

/** Whether a feed of another day announces what was announced before: none of its new ids is greater than all known. */
function isYesterdays({ day, papers }: Announcement, memo: Memo | undefined): memo is Memo {
  if (memo === undefined || memo.day === day || memo.newest === '') return false;
  const fresh = newIds(papers);
  return fresh.length > 0 && fresh.every((id) => id <= memo.newest);
}

function newIds(papers: Announcement['papers']): readonly string[] {
  return papers.filter(({ type }) => type === 'new').map(({ record }) => record.arxivId);
}

function memoOf({ day, papers }: Announcement, before: Memo | undefined): Memo {
  const fresh = newIds(papers);
  const newest = fresh.reduce((greatest, id) => (id > greatest ? id : greatest), before?.newest ?? '');
  return { day, newest, count: fresh.length };
}

async function takeAnnouncement({ keep, now }: Round, { papers }: Announcement) {
  const fetched = await readFetchedPapers(
    papers.map(({ record, type }) => ({
      key: record.arxivId,
      fields: fieldsOf(record),
      isDateGuessed: true,
      ...(type === 'new' || type === 'cross' ? {} : oldDate(record, now)),
    })),
  );
  return keep(fetched);
}

/** Takes all records of the category that changed since then; begins once more where its token runs out meanwhile. */
async function harvest(
  round: Round,
  category: string,
  oai: string,
  from: Date,
): Promise<{ readonly new: number; readonly records: number }> {
  const first = {
    verb: 'ListRecords',
    metadataPrefix: 'arXiv',
    set: setOfCategory(category),
    from: from.toISOString().slice(0, 10),
  };
  const counts = { new: 0, records: 0 };
  let restarted = false;
  let query: Readonly<Record<string, string>> | undefined = first;
  while (query !== undefined) {
    const answer = await round.ask(`${oai}?${new URLSearchParams(query)}`, arxivHost);
    try {
      const page = readHarvestPage(textOf(answer));
      const { new: fresh } = await round.keep(await readHarvest(page.records, round.now));
      counts.new += fresh;
      counts.records += page.records.length;
      query = page.token === undefined ? undefined : { verb: 'ListRecords', resumptionToken: page.token };
    } catch (error) {
      if (!(error instanceof ExpiredToken)) throw error;
      if (restarted) throw new UnreadableAnswer(error.message);
      restarted = true;
      query = first;
    }
  }
  return counts;
}

function readHarvest(
  records: readonly { readonly record: ArxivRecord }[],
  now: Date,
): Promise<readonly FetchedPaper[]> {
  return readFetchedPapers(
    records.map(({ record }) => ({
      key: record.arxivId,
      fields: fieldsOf(record),
      ...oldDate(record, now),
    })),
  );
}

/** A paper that was there long before it was first told of came then, so that it is not new. */
function oldDate({ published, arxivId }: ArxivRecord, now: Date): { readonly came?: Date } {
  const date = published ?? datedById(arxivId);
  const at = date === undefined ? Number.NaN : Date.parse(date);
  return now.getTime() - at > newFor ? { came: new Date(at) } : {};
}

function fieldsOf(record: ArxivRecord): Readonly<Record<string, unknown>> {
  return { ...record, source: 'arXiv' };
}

/** The text of an answer; arXiv tells of a category there is not with HTTP 400 and a feed that says so. */
function textOf(answer: HttpAnswer, isFeed = false): string {
  const text = decodeText(answer.body, answer.header('content-type'));
  if (!isFeed || !text.includes('Feed error')) demandSuccess(answer);
  return text;
}
