import { itemOfPaper } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { writeAge, writeOrdinal } from '../../cards/plain-words.ts';
import type { Card } from '../../chat/card.ts';
import type { Workspace } from '../../chat/channel.ts';
import { daysBetween, daysSinceDate } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import { counted } from '../../text/counted.ts';
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

/** `last saved here yesterday · 12 upvotes, 3 days ago`, or `2nd on its page of daily papers`. */
function explainPlace(paper: Paper, now: Date, saves: readonly Date[]): string {
  const { upvotes = 0, position, published } = paper;
  const parts: string[] = [];
  const last = saves.reduce<Date | undefined>(
    (best, at) => (best !== undefined && best > at ? best : at),
    undefined,
  );
  if (last !== undefined) {
    parts.push(`last saved here ${writeAge(Math.floor(daysBetween(last, now)))}`);
  }
  if (upvotes > 0) {
    const votes = counted(upvotes, 'upvote');
    parts.push(
      `${votes}, ${published === undefined ? 'date unknown' : writeAge(Math.floor(daysSinceDate(published, now)))}`,
    );
  }
  if (parts.length === 0 && position !== undefined)
    parts.push(`${writeOrdinal(position)} on its page of daily papers`);
  return parts.join(' · ');
}
