import { z } from 'zod';
import { foldWords } from '../../text/fold-text.ts';
import { arxivHost } from '../arxiv/harvest.ts';
import { decodeText } from '../http/decode-text.ts';
import { RequestFailure } from '../http/request-failure.ts';
import type { Host } from '../rounds/ask-host.ts';
import { combineTellings } from '../rounds/combine-tellings.ts';
import { demandSuccess, type Fetcher, type Round } from '../rounds/fetcher.ts';
import type { FetchedPaper } from '../rounds/memory.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { isServiceTrouble } from '../rounds/service-trouble.ts';
import { readFeed } from './read-feed.ts';

export type FeedOptions = {
  /** As in `SourceEntry`. */
  readonly name: string;
  readonly address: string;
  /** Words that a paper must hold, all of them; any paper unless given. */
  readonly topic?: string;
  /** Milliseconds; an hour unless given. */
  readonly every?: number;
  /** What a service says of a DOI, for papers without an abstract; undefined where none knows it. */
  readonly describe?: (doi: string, round: Round) => Promise<FetchedPaper | undefined>;
};

const hour = 60 * 60_000;
/** So many papers are completed in one round; the rest in later ones. */
const mostCompleted = 20;
/** Completing ends after so many milliseconds, whatever is left. */
const completedWithin = 20_000;
/** Ids of papers no service could complete are remembered, the newest of them. */
const mostTried = 500;

const memoSchema = z.object({
  etag: z.string().optional(),
  modified: z.string().optional(),
  tried: z.array(z.string()).catch([]),
  topic: z.string().optional(),
});

/** One feed of any kind, asked only for what is new since the last time. */
export function createFeedFetcher(options: FeedOptions): Fetcher {
  const { name, address, topic, every = hour } = options;
  const host = hostOf(address);
  return {
    name,
    every,
    async fetch(round) {
      const memo = memoSchema.safeParse(round.memo).data ?? { tried: [] };
      // Another topic is looked for in what did not change, too.
      const isWhole = round.since !== undefined || memo.topic !== topic;
      const answer = await round.ask(address, host, isWhole ? {} : conditions(memo));
      if (answer.status === 304) return { state: 'quiet', memo };
      const text = decodeText(demandSuccess(answer).body, answer.header('content-type'));
      const { records } = readFeed(text);
      const papers = (await readFetchedPapers(records)).filter(({ paper }) => isOnTopic(paper, topic));
      const { completed, tried, isDone } = await complete(papers, options, round, memo.tried);
      const { new: fresh } = await round.keep(completed);
      const etag = answer.header('etag');
      const modified = answer.header('last-modified');
      return {
        state: fresh > 0 ? 'fresh' : 'quiet',
        memo: {
          tried,
          ...(topic === undefined ? {} : { topic }),
          // What is left is completed next time, whether the feed has changed until then or not.
          ...(etag === undefined || !isDone ? {} : { etag }),
          ...(modified === undefined || !isDone ? {} : { modified }),
        },
      };
    },
  };
}

function conditions({ etag, modified }: { etag?: string | undefined; modified?: string | undefined }) {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
}

/** Whether a paper holds all words of a topic in title, abstract or keywords. */
export function isOnTopic(
  { title, abstract, keywords = [], categories }: FetchedPaper['paper'],
  topic: string | undefined,
): boolean {
  if (topic === undefined || topic.trim() === '') return true;
  const words = ` ${foldWords([title, abstract, ...keywords, ...categories].join(' '))} `;
  return foldWords(topic)
    .split(' ')
    .every((word) => words.includes(` ${word} `));
}

/** Whose turns a feed takes: a host of its own, a second apart; on arXiv's servers arXiv's. */
export function hostOf(address: string): Host {
  const { host, hostname } = new URL(address);
  return /(?:^|\.)arxiv\.org$/u.test(hostname) ? arxivHost : { name: host, gap: 1_000 };
}

/** Adds what the feed leaves out: the abstracts of papers whose DOI it gives. Where nobody can be asked, that is left for later. */
async function complete(
  papers: readonly FetchedPaper[],
  { describe }: FeedOptions,
  round: Round,
  triedBefore: readonly string[],
): Promise<{
  readonly completed: readonly FetchedPaper[];
  readonly tried: readonly string[];
  readonly isDone: boolean;
}> {
  const tried = new Set(triedBefore);
  const signal = AbortSignal.any([round.signal, AbortSignal.timeout(completedWithin)]);
  let left = mostCompleted;
  let isDone = true;
  const completed: FetchedPaper[] = [];
  for (const fetched of papers) {
    const { doi, abstract } = fetched.paper;
    if (describe === undefined || doi === undefined || abstract !== '' || tried.has(doi)) {
      completed.push(fetched);
      continue;
    }
    try {
      if (left === 0) throw new RequestFailure('enough for one round');
      left -= 1;
      const found = await describe(doi, { ...round, signal });
      tried.add(doi);
      completed.push(
        found === undefined
          ? fetched
          : { ...fetched, paper: { ...combineTellings(found.paper, fetched), id: fetched.paper.id } },
      );
    } catch (error) {
      if (!isServiceTrouble(error)) throw error;
      left = 0;
      isDone = false;
      completed.push(fetched);
    }
  }
  return { completed, tried: [...tried].slice(-mostTried), isDone };
}
