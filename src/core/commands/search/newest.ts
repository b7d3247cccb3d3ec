import { itemOfPaper } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { countPapers, writeDate } from '../../cards/plain-words.ts';
import type { Button, Card } from '../../chat/card.ts';
import type { Member } from '../../chat/channel.ts';
import { writeDay } from '../../digest/schedule/schedule-words.ts';
import { dateIn, millisecondsADay } from '../../papers/calendar.ts';
import { readDate } from '../../papers/dates.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { addedByHand } from '../../sources/added-by-hand.ts';
import { howToSwitchOn, nameSource } from '../../sources/state-words.ts';
import { writeNumber } from '../../text/counted.ts';
import { quote } from '../../text/quote.ts';
import type { Command, Request, Services } from '../command.ts';
import { type Arrival, type Arrivals, gatherArrivals } from './arrivals.ts';

/** `/papers new [date]`: what came on a day, source by source; where nothing ever came, the papers there are by date. */
export const newest = {
  name: 'papers',
  verb: 'new',
  description: 'List the newest papers, day by day',
  argument: {
    name: 'date',
    description: 'A day such as 2026-08-28, or yesterday',
    required: false,
    kind: 'text',
  },
  explanation:
    'A paper is listed on the day (UTC) a source first had it; a paper from a file on the day it was published.',
  private: true,
  repeatable: true,
  examples: ({ corpus }) => ['', ...nameNewestDay(corpus.papers)],
  async run({ line, text, member }, services) {
    const { corpus, sources, store, now } = services;
    if (corpus.papers.length === 0) return [explainEmpty(services)];
    const asked = text.trim();
    if (asked !== '') {
      const day = readDay(asked, now());
      return [
        day === undefined
          ? explainNoDay(asked, services)
          : await showDay(day, line.page, await gatherArrivals(day, services), member, services),
      ];
    }
    const names = [...sources.map(({ name }) => name), addedByHand];
    const { before: last } = await store.keptPapers.nearestDays(names, endOfTime);
    const arrivals = last === undefined ? undefined : await gatherArrivals(last, services);
    return [
      last === undefined || arrivals === undefined || arrivals.papers.length === 0
        ? listByDate(line, services)
        : await showDay(last, line.page, arrivals, member, services),
    ];
  },
} satisfies Command;

const endOfTime = '9999-12-31';

/** The day that a person means: `2026-08-28`, `28 August 2026`, `today`, `yesterday`. */
function readDay(text: string, now: Date): string | undefined {
  const word = text.toLowerCase();
  if (word === 'today') return dateIn('UTC', now);
  if (word === 'yesterday') return dateIn('UTC', new Date(now.getTime() - millisecondsADay));
  const day = readDate(text);
  return day?.length === endOfTime.length ? day : undefined;
}

function nameNewestDay(papers: readonly Paper[]): readonly string[] {
  const days = papers.flatMap(({ came, published = '' }) => (came ?? published).slice(0, endOfTime.length));
  const last = days.reduce((best, day) => (day.length === endOfTime.length && day > best ? day : best), '');
  return last === '' ? [] : [last];
}

function listByDate(line: Request['line'], { corpus, pageSize }: Services): Card {
  const papers = sortNewestFirst(corpus.papers);
  const page = nearestPage(line.page, pageSize, papers.length);
  const offset = (page - 1) * pageSize;
  return listPapers({
    title: 'The newest papers',
    order: 'newest first',
    line: { ...line, text: '' },
    items: papers
      .slice(offset, offset + pageSize)
      .map((paper, index) => itemOfPaper(paper, offset + index + 1)),
    page,
    pageSize,
    total: papers.length,
  });
}

async function showDay(
  day: string,
  asked: number | undefined,
  arrivals: Arrivals,
  member: Member,
  services: Services,
): Promise<Card> {
  const { papers } = arrivals;
  const date = writeDay(new Date(day), 'UTC');
  const others = turnDays(day, arrivals);
  if (papers.length === 0) return explainNothing(date, others, services);
  const { pageSize } = services;
  const page = nearestPage(asked, pageSize, papers.length);
  const offset = (page - 1) * pageSize;
  const shown = papers.slice(offset, offset + pageSize);
  const here = await services.store.addedPapers.among(
    member,
    shown.map(({ paper }) => paper.id),
  );
  const came = papers.some(({ sources }) => sources.length > 0);
  const card = listPapers({
    title: came
      ? `${countPapers(papers.length)} came on ${date}`
      : `${countPapers(papers.length)} of ${date}`,
    line: { name: 'papers', verb: 'new', text: day },
    items: shown.map((arrival, index) => describeArrival(arrival, offset + index + 1, here, services)),
    page,
    pageSize,
    total: papers.length,
    isCounted: true,
    buttons: others,
  });
  return came ? { ...card, text: countBySource(papers, services) } : card;
}

/** Only where a member of this workspace added a paper is that said of it. */
function describeArrival(
  { paper, sources }: Arrival,
  number: number,
  here: ReadonlySet<PaperId>,
  services: Services,
) {
  const tellers = sources.filter((name) => name !== addedByHand).map((name) => nameTeller(name, services));
  const reasons = [
    ...(tellers.length === 0 ? [] : [`from ${tellers.join(' and ')}`]),
    ...(sources.includes(addedByHand) ? [here.has(paper.id) ? 'added by a member' : 'added by hand'] : []),
  ];
  return itemOfPaper(paper, number, reasons.length === 0 ? undefined : reasons.join(' · '));
}

/** `huggingface: 12 · arxiv:cs.LG: 230`; a paper of two counts for both. */
function countBySource(papers: readonly Arrival[], services: Services): string {
  const counts = new Map<string, number>();
  for (const { sources } of papers) for (const name of sources) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ofFiles = papers.filter(({ sources }) => sources.length === 0).length;
  return [
    ...[...counts].map(([name, count]) => `${nameTeller(name, services)}: ${writeNumber(count)}`),
    ...(ofFiles === 0 ? [] : [`files, published on this day: ${ofFiles}`]),
  ].join(' · ');
}

function nameTeller(name: string, { sources }: Services): string {
  if (name === addedByHand) return 'added by hand';
  return nameSource(sources.find((source) => source.name === name) ?? { name });
}

/** Buttons for the days before and after on which something came. */
function turnDays(day: string, { before, after }: Arrivals): readonly Button[] {
  const turn = (other: string | undefined, next: 1 | -1, label: string): readonly Button[] => {
    if (other === undefined) return [];
    const isNext = Date.parse(other) - Date.parse(day) === next * millisecondsADay;
    const command = { name: 'papers', verb: 'new', text: other };
    return [{ label: isNext ? label : writeDate(other), command, replaces: true }];
  };
  return [...turn(before, -1, 'Yesterday'), ...turn(after, 1, 'Tomorrow')];
}

function explainNothing(date: string, buttons: readonly Button[], { sources, typed }: Services): Card {
  return {
    title: `Nothing came on ${date}`,
    text:
      sources.length === 0
        ? howToSwitchOn
        : `Most sources have nothing on weekends and holidays. ${typed('papers', 'sources')} shows how each is doing.`,
    ...(buttons.length === 0 ? {} : { buttons }),
  };
}

function explainNoDay(text: string, { typed, now }: Services): Card {
  const today = dateIn('UTC', now());
  return {
    title: `${quote(text)} is not a day`,
    text: `Write a date, as in ${typed('papers', 'new', today)}, or ${typed('papers', 'new', 'yesterday')}; ${typed('papers', 'new')} shows the last day with new papers.`,
  };
}

function explainEmpty({ sources, typed }: Services): Card {
  return {
    title: 'There are no papers here yet',
    text:
      sources.length === 0
        ? howToSwitchOn
        : `The first arrive within minutes of the start. ${typed('papers', 'sources')} shows how each source is doing.`,
  };
}

const sorted = new WeakMap<readonly Paper[], readonly Paper[]>();

/** By published date, then by place on the page they come from; papers without a date last. */
export function sortNewestFirst(papers: readonly Paper[]): readonly Paper[] {
  const known = sorted.get(papers);
  if (known !== undefined) return known;
  const result = [...papers].sort(
    (a, b) =>
      compare(b.published ?? '', a.published ?? '') ||
      (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER) ||
      compare(a.id, b.id),
  );
  sorted.set(papers, result);
  return result;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
