import { setTimeout as wait } from 'node:timers/promises';
import { describe, findPause } from '../failures.ts';

/** Requests are tried this often, and a pause longer than this (seconds) is not waited for. */
const ATTEMPTS = 4;
const LONGEST_PAUSE = 60;

/**
 * Sends a request again while Slack is short of breath (429 with its Retry-After, 5xx) or the connection broke. The SDK
 * would do so for half an hour, in which the person who asked has long given up.
 *
 * A connection that broke after the request was sent leaves open whether Slack acted on it. The request is sent again
 * all the same: an answer shown twice is better than none. Posts carry a `client_msg_id`, which names a repeated one.
 */
export async function tryPatiently<T>(request: () => Promise<T>, note: (text: string) => void): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const pause = findPause(error, attempt);
      if (pause === undefined || pause > LONGEST_PAUSE || attempt + 1 >= ATTEMPTS) throw error;
      note(`Slack: ${describe(error)}; trying again in ${pause.toFixed(1)} s`);
      await wait(pause * 1000);
    }
  }
}
