import { DiscordAPIError, RateLimitError, type REST, RESTJSONErrorCodes } from 'discord.js';
import { retry } from '../../../core/async/retry.ts';
import type { Log } from '../../../core/chat/log.ts';
import { classify, hasCode, pauseOf } from '../failures.ts';

/** Milliseconds before asking again; an acknowledgement has only three seconds in all. */
export const PAUSES = [200, 600, 1_800, 5_000];
export const HURRIED_PAUSES = [100, 300, 700];

/** A rate limit that lasts longer than this (ms) is not waited for. */
const LONGEST_PAUSE = 60_000;

export type PersistOptions = {
  /** As `PAUSES` unless told. */
  readonly pauses?: readonly number[];
  /** One that cannot be repeated is sent again only where it surely was not done. */
  readonly canRepeat?: boolean;
  /** Whether a rate limit that discord.js does not wait for is waited for here. */
  readonly waits?: boolean;
};

/**
 * Does a request, and again where that helps. Rejects with the last error; where that is a rate limit, which says nothing of an
 * earlier try whose answer was lost, with the error of that one.
 */
export type Persist = <T>(work: () => Promise<T>, options?: PersistOptions) => Promise<T>;

export function createPersist(rest: REST, token: string, log: Log): Persist {
  return (work, { pauses = PAUSES, canRepeat = true, waits = true } = {}) => {
    let lost: unknown;
    return retry(work, {
      longest: LONGEST_PAUSE,
      pauseAfter(error, tries) {
        if (error instanceof RateLimitError)
          return waits && tries <= pauses.length ? pauseOf(error) : undefined;
        const problem = classify(error);
        if (problem === 'unknown') lost ??= error;
        const isTokenLost = isUnauthorized(error) && tries === 1;
        // discord.js forgets the token after one 401, even where that was a proxy's whim.
        if (isTokenLost) rest.setToken(token);
        const helps = problem === 'not done' || (problem === 'unknown' && canRepeat);
        return helps || isTokenLost ? pauses[tries - 1] : undefined;
      },
      onRetry: (error, pause) =>
        log.debug(
          `Discord is asked again in ${pause} ms: ${error instanceof Error ? error.message : String(error)}`,
        ),
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
