import { itemOfPaper } from '../cards/paper-item.ts';
import { listPapers, nearestPage } from '../cards/paper-list.ts';
import { writeAge, writeOrdinal } from '../cards/plain-words.ts';
import type { Paper } from '../papers/paper.ts';
import type { Command } from './command.ts';
import { ageInDays, rankTrending, trendingFormula } from './trending-papers.ts';

/** `/papers trending`: the papers people look at now. */
export const trending = {
  name: 'papers',
  verb: 'trending',
  description: 'List the papers people look at now',
  explanation: trendingFormula,
  private: true,
  examples: () => [''],
  run({ line }, { corpus, pageSize, now, typed }) {
    const at = now();
    const papers = rankTrending(corpus.papers, at);
    if (papers.length === 0) {
      return [
        {
          title: 'Nothing is trending here',
          text: `No paper here came with upvotes or with a place on a page of daily papers. ${typed('papers', 'new')} lists the newest.`,
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
          .map((paper, index) => itemOfPaper(paper, offset + index + 1, explainPlace(paper, at))),
        page,
        pageSize,
        total: papers.length,
      }),
    ];
  },
} satisfies Command;

/** `12 upvotes, 3 days ago`, or `2nd on its page of daily papers`. */
function explainPlace(paper: Paper, now: Date): string {
  const { upvotes = 0, position } = paper;
  if (upvotes <= 0)
    return position === undefined ? '' : `${writeOrdinal(position)} on its page of daily papers`;
  const age = ageInDays(paper, now);
  const votes = `${upvotes.toLocaleString('en-GB')} upvote${upvotes === 1 ? '' : 's'}`;
  return `${votes}, ${age === undefined ? 'date not known' : writeAge(age)}`;
}
