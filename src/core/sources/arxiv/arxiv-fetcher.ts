import { RequestFailure } from '../http/request-failure.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { demandSuccess, type Fetcher, type Round, type RoundResult } from '../rounds/fetcher.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { afterBatch, dayBefore, firstMemo, isRepeated, type Memo, readMemo } from './batch.ts';
import { isAnnouncedBetween } from './days.ts';
import { arxivHost, dateOf, fieldsOf, type Harvested, harvest, textOf } from './harvest.ts';
import { type Announcement, readAnnouncement } from './rss.ts';

export type ArxivAddresses = { readonly rss: string; readonly oai: string };

const minute = 60_000;
const hour = 60 * minute;
/** A batch served again on another day is waited for so long before the harvest takes its place. */
const patience = 2 * hour;
/** A harvest that knows fewer of a feed's papers than this does not have the feed's day yet. */
const enough = 0.1;

/**
 * A category of arXiv: its announcement of the day by RSS; the harvest (OAI-PMH) for days the bot was away, for a feed that is
 * cut and for one that stays yesterday's, and once a day for what announcements do not tell, such as withdrawals.
 */
export function createArxivFetcher(name: string, category: string, { rss, oai }: ArxivAddresses): Fetcher {
  const from = { category, oai };
  return {
    name,
    every: 4 * hour,
    async fetch(round) {
      const { since, succeededAt } = round;
      const answer = await round.ask(`${rss}/rss/${encodeURIComponent(category)}`, arxivHost);
      const announcement = await readFeed(answer.status === 400 ? answer : demandSuccess(answer));
      const { day } = announcement;
      const memo = readMemo(round.memo) ?? firstMemo(day, succeededAt);
      const repeated = isRepeated(announcement, memo);
      if (repeated === 'again') return replace(round, from, memo, day);
      const news = await take(round, announcement, ['new', 'cross']);
      // Ids are given in the order of submission: a paper that was held back may have one from before.
      if (repeated === 'perhaps' && news.new === 0) return replace(round, from, memo, day);
      const start = earliest(since, missedSince(memo, announcement));
      if (start === undefined) return goOn(round, from, announcement, memo, news.new);
      return fill(round, from, announcement, { memo, start, news: news.new });
    },
  };
}

type From = { readonly category: string; readonly oai: string };

/** Nothing is missing. Once a day the harvest tells what changed; a failure costs only itself, and it is asked again. */
async function goOn(
  round: Round,
  from: From,
  announcement: Announcement,
  memo: Memo,
  news: number,
): Promise<RoundResult> {
  const { day } = announcement;
  const replaced = await take(round, announcement, ['replace', 'replace-cross']);
  const fresh = news + replaced.new;
  const taken = afterBatch({ ...memo, covered: coveredBy(announcement, memo) }, announcement);
  if (memo.harvested >= day || announcement.papers.length === 0) return result(fresh, taken);
  try {
    const harvested = await harvest(round, from, overlapping(memo));
    return result(fresh + harvested.new, { ...taken, harvested: day });
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return result(fresh, taken);
  }
}

/** Days are missing, or part of this one: the harvest has them. What it tells of a paper comes before a replacement does. */
async function fill(
  round: Round,
  from: From,
  announcement: Announcement,
  { memo, start, news }: { readonly memo: Memo; readonly start: Date; readonly news: number },
): Promise<RoundResult> {
  const { day, isCut } = announcement;
  let harvested: Harvested | undefined;
  try {
    harvested = await harvest(round, from, start);
  } catch (error) {
    // What the feed told is kept; the rest is asked for again, unless all of arXiv asks for a pause.
    if (!isCut || !isAbsent(error)) throw error;
  }
  const replaced = await take(round, announcement, ['replace', 'replace-cross']);
  const taken = afterBatch(memo, announcement);
  if (harvested === undefined || (isCut && !isOfThatDay(harvested, announcement)))
    return {
      state: 'partial',
      problem: 'The feed was cut at its limit, and the harvest does not have the rest yet.',
      memo: taken,
      nextTry: new Date(round.now.getTime() + hour),
    };
  const covered = isCut ? day : coveredBy(announcement, { ...memo, covered: dayBefore(day) });
  return result(news + harvested.new + replaced.new, { ...taken, covered, harvested: day });
}

/** What takes the place of an announcement that was taken before: for two hours nothing, then the harvest. */
async function replace(round: Round, from: From, memo: Memo, day: string): Promise<RoundResult> {
  if (memo.covered >= day && round.since === undefined) return result(0, memo);
  const now = round.now.getTime();
  const staleSince = memo.staleSince ?? now;
  const isLate = now - staleSince >= patience;
  if (isLate || round.since !== undefined) {
    const harvested = await harvest(round, from, earliest(round.since, overlapping(memo)) ?? round.now);
    const { staleSince: _, ...rest } = memo;
    if (harvested.new > 0) return result(harvested.new, { ...rest, covered: day, harvested: day });
  }
  return {
    state: 'stale',
    problem: 'arXiv is serving the announcement of an earlier day again.',
    memo: { ...memo, staleSince },
    nextTry: new Date(now + (isLate ? 45 : 30) * minute),
  };
}

function result(fresh: number, memo: Memo): RoundResult {
  return { state: fresh > 0 ? 'fresh' : 'quiet', memo };
}

/** The first day to harvest where announcements were missed, or where this one is cut. */
function missedSince(memo: Memo, { day, isCut }: Announcement): Date | undefined {
  const isComplete = memo.covered >= day || (!isCut && !isAnnouncedBetween(memo.covered, day));
  return isComplete ? undefined : overlapping(memo);
}

/** A day before what is known to be whole: what changes during a harvest may be skipped by it. */
function overlapping({ covered, harvested }: Memo): Date {
  return new Date(dayBefore(covered < harvested ? covered : harvested));
}

function earliest(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/** The day up to which nothing is missing once a whole announcement was taken; an empty one may be of a holiday, or too early. */
function coveredBy({ day, papers }: Announcement, { covered }: Memo): string {
  return papers.length === 0 || covered > day ? covered : day;
}

function isOfThatDay({ ids }: Harvested, { papers }: Announcement): boolean {
  return papers.filter(({ record }) => ids.has(record.arxivId)).length >= papers.length * enough;
}

function isAbsent(error: unknown): boolean {
  return error instanceof RequestFailure || error instanceof UnreadableAnswer;
}

/** Keeps what is announced for these reasons; what is announced once more is not new, whenever it is first told of. */
async function take(
  { keep }: Round,
  { papers }: Announcement,
  types: readonly Announcement['papers'][number]['type'][],
): Promise<{ readonly new: number }> {
  const fetched = await readFetchedPapers(
    papers
      .filter(({ type }) => types.includes(type))
      .map(({ record, type }) => {
        const came = type === 'new' || type === 'cross' ? undefined : dateOf(record);
        return {
          key: record.arxivId,
          fields: fieldsOf(record),
          version: record.version,
          isDateGuessed: true as const,
          ...(came === undefined ? {} : { came }),
        };
      }),
  );
  return keep(fetched);
}

/** arXiv tells of a category there is not with HTTP 400 and a feed that says so. */
async function readFeed(answer: Parameters<typeof textOf>[0]): Promise<Announcement> {
  const text = textOf(answer);
  if (answer.status === 400 && !text.includes('Feed error')) demandSuccess(answer);
  return readAnnouncement(text);
}
