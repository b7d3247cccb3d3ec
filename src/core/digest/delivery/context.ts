import type { Meter } from '../../async/meter.ts';
import type { RateLimiter } from '../../async/rate-limit.ts';
import type { SharedRates } from '../../async/sharing/shared-rates.ts';
import type { Channel, Posted } from '../../chat/channel.ts';
import type { Log } from '../../chat/log.ts';
import type { Platform } from '../../chat/platform.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Store } from '../../store/store.ts';
import { entry, type LogEntry, nameOf } from '../../text/log-entry.ts';
import type { Mailer } from '../mail.ts';
import type { Clock } from '../schedule/clock.ts';
import type { Compose } from '../selection/compose.ts';

/** What digests are delivered with. */
export type DigestContext = {
  readonly store: Pick<Store, 'digests' | 'deliveryQueue' | 'dueTimes' | 'deliveries' | 'places'>;
  /** Those connected now. */
  readonly platforms: () => readonly Platform[];
  /** Absent where no mail can be sent. */
  readonly mailer?: Mailer;
  readonly compose: Compose;
  readonly clock: Clock;
  /** Keeps posts to what a platform takes; one for each. */
  readonly limiterOf: (platform: Platform) => RateLimiter;
  /** Keeps those of all processes to it together; absent where there is one alone. */
  readonly sharedRates?: SharedRates;
  readonly log: Log;
  /** How late a digest may still be delivered, in milliseconds. */
  readonly grace: number;
  /** Put before the names of commands on buttons. */
  readonly prefix: string;
  /** Told of each post on its way, which resolves once it is recorded: a reaction to it can be faster. */
  readonly sending?: (channel: Channel, recorded: Promise<readonly Posted[]>) => void;
  /** Told of posts, once they are recorded, that may have been there for a while: a reaction meanwhile was to nothing known. */
  readonly late?: (platform: Platform, posted: readonly Posted[]) => void;
  /** Told how each try ends; nobody is unless given. */
  readonly meter?: Meter;
};

/** The digest in a line of the log, without anything a person wrote. */
export function nameDigest({ id, destination, home }: Digest): LogEntry {
  const { kind } = destination;
  const place =
    kind === 'channel'
      ? entry`channel ${nameOf(destination.channel.id)}`
      : entry`${nameOf(kind)} to a person`;
  return entry`Digest ${id} (${nameOf(home.platform)} ${nameOf(home.workspace)}, ${place})`;
}
