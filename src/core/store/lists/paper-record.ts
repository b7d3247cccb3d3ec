import { z } from 'zod';
import type { Log } from '../../chat/log.ts';
import type { Paper } from '../../papers/paper.ts';
import { entry, nameOf, nobodyTyped } from '../../text/log-entry.ts';

const texts = z.array(z.string());

const paperSchema = z.object({
  id: z.string().min(1),
  recordIds: texts,
  title: z.string(),
  abstract: z.string(),
  authors: texts,
  published: z.string().exactOptional(),
  url: z.string().regex(/^https?:\/\//iu),
  urlIsSearch: z.literal(true).exactOptional(),
  doi: z.string().exactOptional(),
  code: z
    .string()
    .regex(/^https?:\/\//iu)
    .exactOptional(),
  venue: z.string().exactOptional(),
  categories: texts,
  keywords: texts.exactOptional(),
  upvotes: z.number().exactOptional(),
  source: z.string().exactOptional(),
  position: z.number().exactOptional(),
  gist: z.string().exactOptional(),
  withdrawn: z.string().exactOptional(),
  version: z.number().exactOptional(),
  came: z.string().exactOptional(),
  entry: z
    .object({
      type: z.string(),
      key: z.string().exactOptional(),
      fields: z.record(z.string(), z.string()),
      editors: texts.exactOptional(),
      corporate: texts.exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<Paper>;

/** Reads papers as the table `papers` has them; nothing for a broken one, of which the log is told once. */
export type PaperReader = (row: { readonly paper: string; readonly record: string }) => Paper | undefined;

export function createPaperReader(log: Log): PaperReader {
  const told = new Set<string>();
  return (row) => {
    const { paper, what } = readStoredPaper(row);
    if (paper === undefined && !told.has(row.paper)) {
      told.add(row.paper);
      log.warn(
        entry`The stored paper ${nameOf(row.paper)} cannot be read (${nobodyTyped(what ?? '')}) and is left out. It returns as soon as the corpus has it.`,
      );
    }
    return paper;
  };
}

/** A paper as the table `papers` has it, or what is wrong with it. */
export function readStoredPaper({ paper, record }: Parameters<PaperReader>[0]): {
  readonly paper?: Paper;
  readonly what?: string;
} {
  const found = paperSchema.safeParse(readJson(record));
  if (found.success && found.data.id === paper) return { paper: found.data };
  const issue = found.error?.issues[0];
  return { what: issue === undefined ? 'it bears another id' : `${issue.path.join('.')}: ${issue.message}` };
}

export function writePaper(paper: Paper): string {
  return JSON.stringify(paper);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
