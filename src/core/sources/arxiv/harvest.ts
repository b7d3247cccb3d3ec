import { decodeText } from '../http/decode-text.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { Host } from '../rounds/ask-host.ts';
import { demandSuccess, type Round } from '../rounds/fetcher.ts';
import type { FetchedPaper } from '../rounds/memory.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { type ArxivRecord, datedById } from './arxiv-record.ts';
import { ExpiredToken, readHarvestPage } from './oai.ts';
import { setOfCategory } from './sets.ts';

/**
 * One request in three seconds over all machines of an operator (https://info.arxiv.org/help/api/tou.html), and a little more,
 * as clocks differ.
 */
export const arxivHost: Host = { name: 'arxiv.org', gap: 3_100 };

const dayLong = 24 * 60 * 60_000;
/** A paper may lie with the moderators for so long before it is announced. */
const heldFor = 7 * dayLong;
/** What is older than this when it is first told of is no news; it is taken in with the date it has. */
const newsFor = 30 * dayLong;

/** What a harvest brought. */
export type Harvested = { readonly new: number; readonly ids: ReadonlySet<string> };

/**
 * Takes all records of a category that changed since a day (OAI-PMH). Begins once more where its token runs out meanwhile. A paper
 * first told of that is older than the span came when it was published, so that it is not new.
 */
export async function harvest(
  round: Round,
  { category, oai }: { readonly category: string; readonly oai: string },
  from: Date,
): Promise<Harvested> {
  const first = {
    verb: 'ListRecords',
    metadataPrefix: 'arXiv',
    set: setOfCategory(category),
    from: from.toISOString().slice(0, 10),
  };
  const newSince = new Date(Math.max(from.getTime() - heldFor, round.now.getTime() - newsFor));
  const ids = new Set<string>();
  let fresh = 0;
  let restarted = false;
  let query: Readonly<Record<string, string>> | undefined = first;
  while (query !== undefined) {
    const answer = await round.ask(`${oai}?${new URLSearchParams(query)}`, arxivHost);
    try {
      const page = await readHarvestPage(textOf(demandSuccess(answer)));
      const records = page.records.map(({ record }) => record);
      fresh += (await round.keep(await readRecords(records, newSince))).new;
      for (const { arxivId } of records) ids.add(arxivId);
      if (page.token !== undefined && page.token === query.resumptionToken)
        throw new UnreadableAnswer('arXiv gives the same page of the harvest again and again');
      query = page.token === undefined ? undefined : { verb: 'ListRecords', resumptionToken: page.token };
    } catch (error) {
      if (!(error instanceof ExpiredToken)) throw error;
      if (restarted) throw new UnreadableAnswer(error.message);
      restarted = true;
      query = first;
    }
  }
  return { new: fresh, ids };
}

function readRecords(records: readonly ArxivRecord[], newSince: Date): Promise<readonly FetchedPaper[]> {
  return readFetchedPapers(
    records.map((record) => {
      const at = dateOf(record);
      const isOld = at !== undefined && at < newSince;
      return { key: record.arxivId, fields: fieldsOf(record), ...(isOld ? { came: at } : {}) };
    }),
  );
}

/** When a paper was first published, as far as its date or id says. */
export function dateOf({ published, arxivId }: ArxivRecord): Date | undefined {
  const date = published ?? datedById(arxivId);
  const at = new Date(date ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The fields of a paper of arXiv, for our records. */
export function fieldsOf({ version: _, ...record }: ArxivRecord): Readonly<Record<string, unknown>> {
  return { ...record, source: 'arXiv' };
}

/** The text of an answer. */
export function textOf(answer: HttpAnswer): string {
  return decodeText(answer.body, answer.header('content-type'));
}
