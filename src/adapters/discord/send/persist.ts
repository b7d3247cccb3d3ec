import { DiscordAPIError, RateLimitError, type REST, RESTJSONErrorCodes } from 'discord.js';
import { retry } from '../../../core/async/retry.ts';
import { wait } from '../../../core/async/wait.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { classify, describe, hasCode, pauseOf } from '../failures.ts';
import { type Gate, WAITED_FOR } from './gate.ts';

/** Milliseconds before asking again; an acknowledgement has only three seconds in all. */
const PAUSES = [200, 600, 1_800, 5_000];
export const HURRIED_PAUSES = [100, 300, 700];

/** Milliseconds in which a request is given up unless told. */
const TRIED_FOR = 60_000;

export type PersistOptions = {
  /** As `PAUSES` unless told. */
  readonly pauses?: readonly number[];
  /** One that cannot be repeated is sent again only where it surely was not done. */
  readonly canRepeat?: boolean;
  /** Milliseconds after which it is not tried again; a minute unless told. */
  readonly within?: number;
  /** The longest rate limit (ms) that is waited for; any within the time unless told. */
  readonly longest?: number;
  /** It answers an interaction. */
  readonly isAnswer?: boolean;
  /** It begins what a person asks for: its first try is sent also while Discord takes nothing, to learn when it does again. */
  readonly isFirst?: boolean;
};

/**
 * Does a request, and again where that helps. Rejects with the last error; where that is a rate limit, which says nothing of an
 * earlier try whose answer was lost, with the error of that one.
 */
export type Persist = <T>(work: () => Promise<T>, options?: PersistOptions) => Promise<T>;

export type PersistMeans = {
  readonly rest: REST;
  readonly gate: Pick<Gate, 'pass'>;
  readonly token: string;
  readonly log: Log;
  /** Ends long pauses: what waits is tried once more, and given up. */
  readonly stopping?: AbortSignal;
  /** Awaited before each request that is no answer to an interaction: all processes with the token take turns. */
  readonly turn?: () => Promise<void>;
};

export function createPersist({ rest, gate, token, log, stopping, turn }: PersistMeans): Persist {
  return (work, options = {}) => {
    const { pauses = PAUSES, canRepeat = true, within = TRIED_FOR, longest = within } = options;
    const start = performance.now();
    let lost: unknown;
    const attempt = async (tries: number) => {
      if (options.isFirst !== true || tries > 1) gate.pass(options.isAnswer);
      if (options.isAnswer !== true) await turn?.();
      return await work();
    };
    return retry(attempt, {
      pauseAfter(error, tries) {
        const usual = pauses[tries - 1];
        const left = start + within - performance.now();
        if (error instanceof RateLimitError) {
          const pause = Math.max(pauseOf(error), usual ?? pauses.at(-1) ?? 0);
          return pause <= Math.min(left, longest) && stopping?.aborted !== true ? pause : undefined;
        }
        const problem = classify(error);
        if (problem === 'unknown') lost ??= error;
        const isTokenLost = isUnauthorized(error) && tries === 1;
        // discord.js forgets the token after one 401, even where that was a proxy's whim.
        if (isTokenLost) rest.setToken(token);
        const helps = problem === 'not done' || (problem === 'unknown' && canRepeat);
        return (helps || isTokenLost) && left > 0 ? usual : undefined;
      },
      wait: (pause) => wait(pause, pause > WAITED_FOR ? stopping : undefined),
      onRetry(error, pause) {
        const tell = pause > WAITED_FOR ? log.info : log.debug;
        tell(entry`Discord is asked again in ${Math.ceil(pause)} ms: ${describe(error)}.`);
      },
    }).catch((error: unknown) => {
      throw error instanceof RateLimitError && lost !== undefined ? lost : error;
    });
  };
}

/** Whether the bot's own token was refused, not that of an interaction. */
function isUnauthorized(error: unknown): boolean {
  const isLate = hasCode(error, RESTJSONErrorCodes.InvalidWebhookToken);
  return error instanceof DiscordAPIError && error.status === 401 && !isLate;
}
