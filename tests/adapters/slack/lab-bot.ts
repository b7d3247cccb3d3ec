import { createBot } from '../../../src/core/bot/bot.ts';
import type { Bot } from '../../../src/core/chat/contract.ts';
import type { Log } from '../../../src/core/chat/log.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import type { Hit, Search, SearchOptions, SearchResult } from '../../../src/core/search/hit.ts';
import { papersToTry } from '../../core/papers-to-try.ts';

export type LabBotOptions = {
  readonly prefix?: string;
  readonly answers?: 'private' | 'public';
  readonly papers?: readonly Paper[];
};

/** The real bot and commands over a few papers, found by any of their words: Slack is tried here, not the search. */
export function createLabBot(log: Log, { prefix, answers, papers = papersToTry }: LabBotOptions): Bot {
  const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}-]+/gu) ?? [];
  const look = (text: string, { limit = 10, offset = 0 }: SearchOptions = {}): SearchResult => {
    const words = wordsOf(text);
    const hits = papers.flatMap((paper): Hit[] => {
      const found = words.filter((word) => `${paper.title} ${paper.abstract}`.toLowerCase().includes(word));
      if (found.length === 0) return [];
      return [
        {
          paper,
          score: 1,
          why: `matches ${found.join(', ')}`,
          title: mark(paper.title, found),
          snippet: mark(paper.abstract, found),
        },
      ];
    });
    return { total: hits.length, hits: hits.slice(offset, offset + limit), hints: [] };
  };
  const search = {
    size: papers.length,
    search: look,
    similar: (id: string, options?: SearchOptions) =>
      look(papers.find((paper) => paper.id === id)?.title ?? '', options),
    suggest: (typed: string, limit: number) =>
      papers
        .filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase()))
        .slice(0, limit)
        .map(({ title }) => ({ text: title, kind: 'title' as const })),
  } as unknown as Search;
  return createBot({
    corpus: { papers, get: (id) => papers.find((paper) => paper.id === id), titled: () => [] },
    search,
    pageSize: 5,
    lookUp: (text) =>
      papers.find(({ id, url, title }) => id === `arxiv:${text}` || url === text || title === text),
    citeBibtex: ({ title }) => `@misc{x,\n  title = {${title}}\n}\n`,
    citePlain: ({ title }) => title,
    log,
    ...(prefix !== undefined && { prefix }),
    ...(answers !== undefined && { answers }),
  });
}

function mark(
  text: string,
  words: readonly string[],
): { text: string; marks: { start: number; end: number }[] } {
  const lower = text.toLowerCase();
  const starts = words.map((word) => ({
    start: lower.indexOf(word),
    end: lower.indexOf(word) + word.length,
  }));
  const sorted = starts.filter(({ start }) => start >= 0).sort((a, b) => a.start - b.start);
  return { text, marks: sorted.filter(({ start }, at) => start >= (sorted[at - 1]?.end ?? 0)) };
}
