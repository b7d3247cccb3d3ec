import { z } from 'zod';
import { ExpiredToken } from '../arxiv/oai.ts';
import { decodeText } from '../http/decode-text.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { demandSuccess, type Fetcher } from '../rounds/fetcher.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { readDublinCorePage } from './dublin-core.ts';
import { hostOf, isOnTopic } from './feed-fetcher.ts';

export type OaiOptions = {
  /** As in `SourceEntry`. */
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

/** When the harvest began that ended last, or that goes on at `token`. */
const memoSchema = z.object({ began: z.number(), from: z.string().optional(), token: z.string().optional() });

/** A repository that speaks OAI-PMH in Dublin Core, with what it deletes. */
export function createOaiFetcher({ name, address, set, topic, every = 6 * hour }: OaiOptions): Fetcher {
  const host = hostOf(address);
  return {
    name,
    every,
    async fetch({ ask, keep, now, since, succeededAt, memo: left }) {
      const memo = memoSchema.safeParse(left).data;
      const last = memo?.began ?? succeededAt?.getTime() ?? now.getTime() - pastAtFirst;
      const start = Math.min(last - dayLong, since?.getTime() ?? Number.POSITIVE_INFINITY);
      const goesOn = memo?.token !== undefined && since === undefined;
      const from = (goesOn ? memo.from : undefined) ?? new Date(start).toISOString().slice(0, 10);
      const began = goesOn ? memo.began : now.getTime();
      const first = { metadataPrefix: 'oai_dc', from, ...(set === undefined ? {} : { set }) };
      let token = goesOn ? memo.token : undefined;
      let restarted = false;
      let fresh = 0;
      for (let page = 0; ; page += 1) {
        if (page >= mostPages && token !== undefined)
          return {
            state: 'partial',
            problem: 'The harvest is long; it goes on next time.',
            memo: { began, from, token },
          };
        const query = token === undefined ? first : { resumptionToken: token };
        const asked = new URL(address);
        for (const [key, value] of Object.entries({ verb: 'ListRecords', ...query }))
          asked.searchParams.set(key, value);
        const answer = await ask(asked.href, host);
        const text = decodeText(demandSuccess(answer).body, answer.header('content-type'));
        try {
          const found = await readDublinCorePage(text);
          const papers = (await readFetchedPapers(found.records)).filter(({ paper }) =>
            isOnTopic(paper, topic),
          );
          fresh += (await keep(papers, found.deleted)).new;
          if (found.token === undefined) return { state: fresh > 0 ? 'fresh' : 'quiet', memo: { began } };
          if (found.token === token)
            throw new UnreadableAnswer('the service gives the same page of the harvest again and again');
          token = found.token;
        } catch (error) {
          if (!(error instanceof ExpiredToken)) throw error;
          if (token === undefined || restarted) throw new UnreadableAnswer(error.message);
          restarted = true;
          token = undefined;
        }
      }
    },
  };
}
