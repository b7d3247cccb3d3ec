import { z } from 'zod';
import { readArxivId } from '../../papers/identity.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';

/** The papers of one day, by the place they have on the page. */
export type DailyPage = {
  readonly records: readonly FetchedRecord[];
  /** Entries that are no papers, in words. */
  readonly problems: readonly string[];
};

const text = z.string().nullish().catch(undefined);

/** https://huggingface.co/.well-known/openapi.json, `/api/daily_papers`; only what is used, all but the id may be missing. */
const Paper = z.object({
  id: z.string(),
  title: text,
  summary: text,
  authors: z
    .array(z.object({ name: z.string(), hidden: z.boolean().nullish().catch(undefined) }))
    .nullish()
    .catch(undefined),
  publishedAt: text,
  upvotes: z.number().int().nonnegative().nullish().catch(undefined),
  ai_summary: text,
  ai_keywords: z.array(z.string()).nullish().catch(undefined),
  githubRepo: text,
  withdrawnAt: text,
});

/** Reads an answer of the daily papers API; an entry that is no paper costs only itself. Throws an UnreadableAnswer. */
export function readDailyPapers(json: string): DailyPage {
  const value = parseJson(json);
  if (!Array.isArray(value)) throw new UnreadableAnswer('the answer is not a list of papers');
  const records: FetchedRecord[] = [];
  const problems: string[] = [];
  for (const [index, item] of value.entries()) {
    const record = readEntry(item, index + 1);
    if (record === undefined) problems.push(`entry ${index + 1} of the day is not a paper`);
    else records.push(record);
  }
  return { records, problems };
}

function readEntry(item: unknown, position: number): FetchedRecord | undefined {
  const flat = z.object({ paper: z.unknown() }).safeParse(item);
  const parsed = Paper.safeParse(flat.data?.paper ?? item);
  if (!parsed.success) return undefined;
  const paper = parsed.data;
  const arxivId = readArxivId(paper.id);
  if (arxivId === undefined || (paper.title ?? '') === '') return undefined;
  return {
    key: arxivId,
    fields: {
      arxivId,
      title: paper.title,
      abstract: paper.summary,
      authors: paper.authors?.filter(({ hidden }) => hidden !== true).map(({ name }) => name),
      published: paper.publishedAt?.slice(0, 10),
      code: paper.githubRepo,
      keywords: paper.ai_keywords,
      upvotes: paper.upvotes,
      gist: paper.ai_summary,
      source: 'Hugging Face daily papers',
      position,
      ...(paper.withdrawnAt ? { withdrawn: `withdrawn on ${paper.withdrawnAt.slice(0, 10)}` } : {}),
    },
  };
}
