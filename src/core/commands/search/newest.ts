import { itemOfPaper } from '../../cards/paper-item.ts';
import { listPapers, nearestPage } from '../../cards/paper-list.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Command } from '../command.ts';

/** `/papers new`: the papers by date, the newest first. */
export const newest = {
  name: 'papers',
  verb: 'new',
  description: 'List the newest papers',
  private: true,
  examples: () => [''],
  run({ line }, { corpus, pageSize }) {
    const papers = sortNewestFirst(corpus.papers);
    if (papers.length === 0) return [{ title: 'There are no papers here yet' }];
    const page = nearestPage(line.page, pageSize, papers.length);
    const offset = (page - 1) * pageSize;
    return [
      listPapers({
        title: 'The newest papers',
        line: { ...line, text: '' },
        items: papers
          .slice(offset, offset + pageSize)
          .map((paper, index) => itemOfPaper(paper, offset + index + 1)),
        page,
        pageSize,
        total: papers.length,
      }),
    ];
  },
} satisfies Command;

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
