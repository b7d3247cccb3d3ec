import { LRUCache } from 'lru-cache';
import { within } from '../../../core/async/within.ts';
import type { Log } from '../../../core/chat/log.ts';
import type { SeenEvents } from '../../../core/chat/workspaces/seen-events.ts';
import { entry, kindOf } from '../../../core/text/log-entry.ts';

/** Longer than Slack goes on sending an event again: at once, after one and after five minutes. */
const REMEMBERED = 15 * 60_000;
/** More than Slack sends of one workspace in that time: docs.slack.dev/apis/events-api#rate-limits (30,000 an hour). */
const MOST = 10_000;

/** Yields whether an id comes for the first time to this process; ids of more than 15 minutes ago are forgotten. */
export function createSeen(now: () => number = Date.now): (id: string) => boolean {
  const seen = new LRUCache<string, true>({ max: MOST, ttl: REMEMBERED, ttlResolution: 0, perf: { now } });
  return (id) => {
    if (seen.has(id)) return false;
    seen.set(id, true);
    return true;
  };
}

/** Milliseconds for which Slack may send an event again: where an app asks for delayed events, for a day. docs.slack.dev/apis/events-api */
const DAY = 24 * 60 * 60_000;
/** What was noted is not waited for longer (ms). */
const NOTED_WITHIN = 2_000;

/**
 * Yields whether an event comes for the first time to any process. It is asked once the event is acknowledged, which Bolt does before
 * anything else: what is noted Slack does not send again, unless the acknowledgement was lost. Where it cannot be noted it counts as new,
 * for an answer that comes twice is better than none. Commands, presses and forms are not asked about: Slack sends those once, and tells
 * the person who did it where no acknowledgement came (docs.slack.dev/interactivity).
 */
export function createFirst(
  seen: SeenEvents,
  log: Log,
): (name: string, milliseconds?: number) => Promise<boolean> {
  return (name, milliseconds = DAY) => {
    const noted = seen.isNew(`slack ${name}`, milliseconds).catch((error: unknown) => {
      log.debug(entry`Slack: it could not be noted that an event came: ${kindOf(error)}`);
      return true;
    });
    return within(NOTED_WITHIN, noted, true);
  };
}
