import { retry } from '../../../core/async/retry.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe, findPause } from '../failures.ts';

/** Requests are tried this often, and a pause longer than this (ms) is not waited for. */
const TRIES = 4;
const LONGEST_PAUSE = 60_000;
/** People notice that they wait for so long (ms): it is said in the log. */
const NOTICED_PAUSE = 5_000;

/**
 * Sends a request again while Slack is short of breath (429 with its Retry-After, 5xx) or the connection broke. The SDK
 * would do so for half an hour, in which the person who asked has long given up.
 *
 * A connection that broke after the request was sent leaves open whether Slack acted on it. The request is sent again
 * all the same: an answer shown twice is better than none. Posts carry a `client_msg_id`, which names a repeated one.
 */
export function tryPatiently<T>(request: () => Promise<T>, log: Log): Promise<T> {
  return retry(request, {
    pauseAfter: findPause,
    tries: TRIES,
    longest: LONGEST_PAUSE,
    jitter: 0.2,
    onRetry(error, pause) {
      const text = entry`Slack: ${describe(error)}; trying again in ${Math.round(pause / 100) / 10} s`;
      if (pause < NOTICED_PAUSE) log.debug(text);
      else log.warn(text);
    },
  });
}
