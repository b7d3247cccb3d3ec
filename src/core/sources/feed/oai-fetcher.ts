import { z } from 'zod';
import { decodeText } from '../http/decode-text.ts';
import type { Host } from '../rounds/ask-host.ts';
import { demandSuccess, type Fetcher } from '../rounds/fetcher.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { readDublinCorePage } from './dublin-core.ts';
import { isOnTopic } from './feed-fetcher.ts';

export type OaiOptions = {
  /** As it is written in the settings. */
  readonly name: string;
  readonly address: string;
  readonly set?: string;
  /** Words that a paper must hold, all of them; any paper unless given. */
  readonly topic?: string;
  /** Milliseconds; six hours unless given. */
  readonly every?: number;
};

const hour = 60 * 60_000;
const dayLong = 24 * hour;
/** At first so much of the past is asked for. */
const pastAtFirst = 30 * dayLong;
/** Pages of one harvest, against a server whose tokens never end. */
const mostPages = 200;

const memoSchema = z.object({ token: z.string(), from: z.string() });

/** A repository that speaks OAI-PMH in Dublin Core, with what it deletes. */
export function createOaiFetcher({ name, address, set, topic, every = 6 * hour }: OaiOptions): Fetcher {
  const host: Host = { name: new URL(address).host, gap: 1_000 };
  return {
    name,
    every,
    async fetch({ ask, keep, now, since, succeededAt, memo }) {
      const left = memoSchema.safeParse(memo).data;
      const start = since ?? new Date((succeededAt?.getTime() ?? now.getTime() - pastAtFirst) - dayLong);
      const from = left?.from ?? start.toISOString().slice(0, 10);
      const first = { metadataPrefix: 'oai_dc', from, ...(set === undefined ? {} : { set }) };
      let query: Readonly<Record<string, string>> | undefined =
        left === undefined ? first : { resumptionToken: left.token };
      let fresh = 0;
      for (let page = 0; query !== undefined; page += 1) {
        if (page === mostPages && query.resumptionToken !== undefined)
          return {
            state: 'partial',
            problem: 'The harvest is long; it goes on next time.',
            memo: { token: query.resumptionToken, from },
          };
        const answer = await ask(
          `${address}?${new URLSearchParams({ verb: 'ListRecords', ...query })}`,
          host,
        );
        const found = readDublinCorePage(
          decodeText(demandSuccess(answer).body, answer.header('content-type')),
        );
        const papers = (await readFetchedPapers(found.records)).filter(({ paper }) =>
          isOnTopic(paper, topic),
        );
        fresh += (await keep(papers, found.deleted)).new;
        query = found.token === undefined ? undefined : { resumptionToken: found.token };
      }
      return { state: fresh > 0 ? 'fresh' : 'quiet' };
    },
  };
}
