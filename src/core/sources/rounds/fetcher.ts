import type { HttpAnswer } from '../http/http-client.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { Ask } from './ask-host.ts';
import type { FetchedPaper } from './memory.ts';

/**
 * A service asked in rounds for what it has published.
 *
 * @example
 * const service: Shape = {
 *   name: 'feed:https://example.org/feed.xml',
 *   every: 60 * 60_000,
 *   async fetch({ ask, keep }) {
 *     const { records } = readFeed(decode(await ask('https://example.org/feed.xml', host)));
 *     const { new: fresh } = await keep(records);
 *     return { state: fresh > 0 ? 'fresh' : 'quiet' };
 *   },
 * };
 */
export type Fetcher = {
  /** As in `SourceEntry`: `arxiv:cs.LG`. */
  readonly name: string;
  /** What must not be told of what the service says. */
  readonly secrets?: readonly string[];
  /** Milliseconds between two rounds where all is well. */
  readonly every: number;
  /**
   * One round. Rejects with CoolingDown, RequestFailure or UnreadableAnswer where the service does not tell; what was kept
   * before stays.
   */
  fetch(round: Round): Promise<RoundResult>;
};

/** What a service is given for one round. */
export type Round = {
  readonly ask: Ask;
  readonly now: Date;
  /** Everything since that day is wanted, however often it was fetched. */
  readonly since?: Date;
  /** When the last round that ended well began. */
  readonly succeededAt?: Date;
  /** What the last round left, in JSON; undefined before the first. */
  readonly memo: unknown;
  readonly signal: AbortSignal;
  /** Keeps papers at once, and lets go those of the keys that are gone. */
  keep(
    papers: readonly FetchedPaper[],
    gone?: readonly string[],
  ): Promise<{ readonly new: number; readonly changed: number }>;
};

/** How a round ended well. */
export type RoundResult = {
  readonly state: 'fresh' | 'quiet' | 'partial' | 'stale';
  /** Why it is not all there is, in a sentence. */
  readonly problem?: string;
  /** For the next round, in JSON. */
  readonly memo?: unknown;
  /** Wanted earlier than `every`. */
  readonly nextTry?: Date;
};

/** The answer, where it is one. Throws an UnreadableAnswer that names the status otherwise. */
export function demandSuccess(answer: HttpAnswer): HttpAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new UnreadableAnswer(`the service answered HTTP ${answer.status}`);
}
