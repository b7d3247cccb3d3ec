import { itemOfPaper } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import { writeAge, writeOrdinal } from '../../cards/plain-words.ts';
import type { Channel } from '../../chat/channel.ts';
import { daysBetween, daysSinceDate } from '../../papers/calendar.ts';
import type { Paper } from '../../papers/paper.ts';
import { countSavesSince, groupSaves, type SaveTimes } from '../../papers/popularity.ts';
import { StoreFailure } from '../../store/store.ts';
import type { Command, Services } from '../command.ts';
import { findPaper } from '../known-paper.ts';
import { rankTrending, trendingFormula } from './trending-papers.ts';

/** `/papers trending`: the papers people look at now. */
export const trending = {
  name: 'papers',
  verb: 'trending',
  description: 'List the papers people look at now: saved here, upvoted elsewhere',
  explanation: trendingFormula,
  private: true,
  examples: () => [''],
  async run({ line, channel }, services) {
    const { corpus, pageSize, now, typed } = services;
    const at = now();
    const { saves, note } = await readSaves(channel, at, services);
    const gone = await findGonePapers(saves, services);
    const papers = await rankTrending(
      gone.length === 0 ? corpus.papers : [...corpus.papers, ...gone],
      at,
      saves,
    );
    if (papers.length === 0) {
      return [
        {
          title: 'Nothing is trending here',
          text: `Nobody here saved a paper lately, and none came with upvotes or with a place on a page of daily papers. ${typed('papers', 'new')} lists the newest.`,
          buttons: [{ label: 'Newest papers', command: { name: 'papers', verb: 'new', text: '' } }],
        },
      ];
    }
    const page = nearestPage(line.page, pageSize, papers.length);
    const offset = (page - 1) * pageSize;
    return [
      listPapers({
        title: 'Trending papers',
        line: { ...line, text: '' },
        items: papers
          .slice(offset, offset + pageSize)
          .map(({ paper }, index) =>
            itemOfPaper(paper, offset + index + 1, explainPlace(paper, at, saves.get(paper.id) ?? [])),
          ),
        page,
        pageSize,
        total: papers.length,
        ...(note === undefined ? {} : { notes: [note] }),
      }),
    ];
  },
} satisfies Command;

/** When each paper was saved in the workspace of late; direct messages without a workspace are no place of many. */
async function readSaves(
  { platform, workspace }: Channel,
  now: Date,
  { store }: Services,
): Promise<{ readonly saves: SaveTimes; readonly note?: string }> {
  if (workspace === '') return { saves: new Map() };
  try {
    return { saves: groupSaves(await store.saveCounts.since({ platform, workspace }, countSavesSince(now))) };
  } catch (error) {
    if (error instanceof StoreFailure)
      return { saves: new Map(), note: 'What people saved here cannot be counted just now.' };
    throw error;
  }
}

/** The saved papers that left the corpus. */
async function findGonePapers(saves: SaveTimes, services: Services): Promise<readonly Paper[]> {
  const gone: Paper[] = [];
  for (const id of saves.keys()) {
    if (services.corpus.get(id) !== undefined) continue;
    const paper = await findPaper(id, services);
    if (paper !== undefined) gone.push(paper);
  }
  return gone;
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
    const votes = `${upvotes.toLocaleString('en-GB')} upvote${upvotes === 1 ? '' : 's'}`;
    parts.push(
      `${votes}, ${published === undefined ? 'date not known' : writeAge(Math.floor(daysSinceDate(published, now)))}`,
    );
  }
  if (parts.length === 0 && position !== undefined)
    parts.push(`${writeOrdinal(position)} on its page of daily papers`);
  return parts.join(' · ');
}
