import { z } from 'zod';
import { readDoi } from '../../papers/identity.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';

const text = z.string().nullish().catch(undefined);

/** https://docs.openalex.org/api-entities/works/work-object; only what is used. */
const Work = z.object({
  doi: text,
  title: text,
  publication_date: text,
  authorships: z
    .array(z.object({ author: z.object({ display_name: text }) }))
    .nullish()
    .catch(undefined),
  abstract_inverted_index: z
    .record(z.string(), z.array(z.number().int().nonnegative()))
    .nullish()
    .catch(undefined),
  primary_location: z
    .object({ source: z.object({ display_name: text }).nullish() })
    .nullish()
    .catch(undefined),
  is_retracted: z.boolean().nullish().catch(undefined),
});

/** Reads the answer of OpenAlex to one DOI. Throws an UnreadableAnswer. */
export function readOpenAlexWork(json: string): FetchedRecord {
  const parsed = Work.safeParse(parseJson(json));
  const doi = readDoi(parsed.data?.doi ?? '');
  if (!parsed.success || doi === undefined || !parsed.data.title)
    throw new UnreadableAnswer('OpenAlex answered without a work');
  const work = parsed.data;
  return {
    key: doi,
    fields: {
      doi,
      title: work.title,
      abstract: unroll(work.abstract_inverted_index ?? {}),
      authors: work.authorships?.flatMap(({ author }) => author.display_name ?? []),
      published: work.publication_date,
      venue: work.primary_location?.source?.display_name,
      source: 'OpenAlex',
      ...(work.is_retracted ? { withdrawn: 'retracted' } : {}),
    },
  };
}

/** The text of an index from words to their places. */
function unroll(index: Readonly<Record<string, readonly number[]>>): string {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index)) {
    for (const place of places) if (place < 20_000) words[place] = word;
  }
  return words.filter((word) => word !== undefined).join(' ');
}
