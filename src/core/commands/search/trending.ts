import { tellLateSavers } from '../../cards/facts.ts';
import { itemOfPaper } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { writeOrdinal } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import type { Workspace } from '../../chat/channel.ts';
import { daysBetween, daysSinceDate } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Command, Services } from '../command.ts';
import { trendingFormula } from './trending-papers.ts';

/** `/papers trending`: the papers people look at now. */
export const trending = {
  name: 'papers',
  verb: 'trending',
  description: 'List the papers people look at now: saved here or upvoted elsewhere',
  explanation: trendingFormula,
  private: true,
  repeatable: true,
  examples: () => [''],
  run: async ({ line, channel }, services) => [(await showTrending(channel, line.page, services)).card],
} satisfies Command;

/** A page of what trends in a workspace; `complete` unless the saves there could not be read. */
export async function showTrending(
  { platform, workspace }: Workspace,
  asked: number | undefined,
  { trending: ranking, pageSize, now, typed }: Pick<Services, 'trending' | 'pageSize' | 'now' | 'typed'>,
): Promise<{ readonly card: Card; readonly complete: boolean }> {
  const at = now();
  const { total, take, savesOf, complete } = await ranking.in({ platform, workspace }, at);
  if (total === 0) {
    const card: Card = {
      title: 'Nothing is trending here',
      text: `Nobody here saved a paper lately, and none came with upvotes or with a place on a page of daily papers. ${typed('papers', 'new')} lists the newest.`,
      buttons: [{ label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } }],
    };
    return { card, complete };
  }
  const page = nearestPage(asked, pageSize, total);
  const offset = (page - 1) * pageSize;
  const card = listPapers({
    title: 'Trending papers',
    order: 'this week’s saves first, then upvotes',
    line: { name: 'papers', verb: 'trending', text: '' },
    items: take(offset, pageSize).map((paper, index) =>
      itemOfPaper(paper, offset + index + 1, explainPlace(paper, at, savesOf(paper.id))),
    ),
    page,
    pageSize,
    total,
    ...(complete ? {} : { notes: ['Saves cannot be counted at the moment.'] }),
  });
  return { card, complete };
}

/** Why it trends, the first that is true: `5 saved it this week`, `▲ 41 on daily papers`, `2nd on daily papers`. */
function explainPlace(paper: Paper, now: Date, saves: readonly Date[]): string | undefined {
  const { upvotes = 0, position, published } = paper;
  const within = (days: number) => saves.filter((at) => daysBetween(at, now) < days).length;
  if (within(7) > 1) return tellLateSavers(within(7), 'this week');
  if (within(14) > 1) return tellLateSavers(within(14), 'in two weeks');
  const isNew = published !== undefined && daysSinceDate(published, now) < newFor;
  if (isNew && (upvotes > 0 || position !== undefined)) return 'New on daily papers';
  if (upvotes > 0) return `▲\u00A0${upvotes} on daily papers`;
  // What one person saved stands above what is higher on the page: that place is not why.
  const isWhy = position !== undefined && (saves.length === 0 || position <= farDown);
  return isWhy ? `${writeOrdinal(position)} on daily papers` : undefined;
}

/** A place further down a page says nothing for a paper that somebody saved. */
const farDown = 10;

/** So many days a paper is called new. */
const newFor = 2;
