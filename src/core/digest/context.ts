import type { RateLimiter } from '../async/rate-limit.ts';
import type { Channel, Posted } from '../chat/channel.ts';
import type { Log } from '../chat/log.ts';
import type { Platform } from '../chat/platform.ts';
import type { Digest } from '../store/digests/digest.ts';
import type { Store } from '../store/store.ts';
import type { Mailer } from './mail.ts';
import type { Clock } from './schedule/clock.ts';
import type { Compose } from './selection/compose.ts';

/** What digests are delivered with. */
export type DigestContext = {
  readonly store: Pick<Store, 'digests' | 'deliveryQueue' | 'deliveries' | 'places'>;
  /** Those connected now. */
  readonly platforms: () => readonly Platform[];
  /** Absent where no mail can be sent. */
  readonly mailer?: Mailer;
  readonly compose: Compose;
  readonly clock: Clock;
  /** Keeps posts to what a platform takes; one for each. */
  readonly limiterOf: (platform: Platform) => RateLimiter;
  readonly log: Log;
  /** How late a digest may still be delivered, in milliseconds. */
  readonly grace: number;
  /** Put before the names of commands on buttons. */
  readonly prefix: string;
  /** Told of each post on its way, which resolves once it is recorded: a reaction to it can be faster. */
  readonly sending?: (channel: Channel, recorded: Promise<readonly Posted[]>) => void;
};

/** The digest in a line of the log, without anything a person wrote. */
export function nameDigest({ id, destination, home }: Digest): string {
  const { kind } = destination;
  const place = kind === 'channel' ? `channel ${destination.channel.id}` : `${kind} to a person`;
  return `Digest ${id} (${home.platform} ${home.workspace}, ${place})`;
}

/** `3 minutes`, `2 hours`, `4 days`: a span in milliseconds in words, rounded. */
export function describeSpan(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  if (minutes < 90) return plural(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
