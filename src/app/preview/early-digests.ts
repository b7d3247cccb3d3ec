import { LRUCache } from 'lru-cache';
import type { Workspace } from '../../core/chat/channel.ts';
import { nextDue } from '../../core/digest/schedule/next-due.ts';
import type { Digest } from '../../core/store/digests/digest.ts';
import type { Store } from '../../core/store/store.ts';

/** Digests that come before their time, because somebody who looks at them did not want to wait. */
export type EarlyDigests = {
  /** Has the next digest of each running plan of the workspace be due now; yields how many there are. */
  bring(workspace: Workspace): Promise<number>;
  /** The time that a digest was brought from, and shows; undefined for one that came at its own time. */
  timeOf(digest: number, due: Date): Date | undefined;
};

/** Brought digests that are known at a time. */
const KEPT = 1_000;

export function createEarlyDigests(
  store: Pick<Store, 'digests' | 'dueTimes'>,
  now: () => Date,
): EarlyDigests {
  const times = new LRUCache<string, Date>({ max: KEPT });
  /** The last one brought of each plan: the next is the one after it. */
  const last = new LRUCache<number, Date>({ max: KEPT });

  return {
    async bring({ platform, workspace }) {
      const running = (await store.digests.all()).filter(
        ({ home, paused, destination }) =>
          home.platform === platform &&
          home.workspace === workspace &&
          paused === undefined &&
          destination.kind !== 'mail',
      );
      const at = now();
      const told = { at, since: at, why: 'somebody at the preview did not want to wait' };
      for (const digest of running) {
        const time = findTime(digest, last.get(digest.id));
        times.set(nameDue(digest.id, at), time);
        last.set(digest.id, time);
        await store.dueTimes.move(digest.id, digest.nextDue, at, told);
      }
      return running.length;
    },
    timeOf: (digest, due) => times.get(nameDue(digest, due)),
  };
}

/** The time of the next one, or of the one after that which was brought before. */
function findTime({ schedule, zone, nextDue: due }: Digest, before: Date | undefined): Date {
  if (before === undefined || before < due) return due;
  try {
    return nextDue(schedule, zone, before);
  } catch (error) {
    // A schedule that cannot be read any more is told of where the digest is delivered.
    if (error instanceof RangeError) return due;
    throw error;
  }
}

function nameDue(digest: number, due: Date): string {
  return `${digest} ${due.getTime()}`;
}
