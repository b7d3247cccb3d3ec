import type { Deliveries } from '../../store/digests/delivery.ts';
import type { Lease } from '../../store/digests/lease.ts';
import type { Clock } from '../schedule/clock.ts';

/**
 * How long a claim lasts that is not renewed, in milliseconds: so long after a process died, and until it looks again, another
 * takes over. One that opens its SQLite file, where nobody else has, takes over at once.
 */
export const usualLease = 15_000;

/** A claim is renewed so many times while it lasts: some may fail, or come late where the process is busy. */
const renewals = 4;

/** A delivery, or what is told of a digest, held by this process for as long as the work on it takes. */
export type HeldLease = {
  /** The claim as of now. */
  current(): Lease;
  /** Renews it, and yields whether it still is this process's: by the store's word of a moment ago. */
  isMine(): Promise<boolean>;
  /** Ends the renewing; the delivery is given back or ended in the store. */
  letGo(): void;
};

export function leaseOf(holder: string, now: Date, time: number): Lease {
  return { holder, now, until: new Date(now.getTime() + time) };
}

/** Renews the claim on what has that number while the work takes long. */
export function holdLease(
  claimed: number,
  taken: Lease,
  renew: Deliveries['renew'],
  clock: Clock,
): HeldLease {
  const end = new AbortController();
  const time = taken.until.getTime() - taken.now.getTime();
  const current = () => leaseOf(taken.holder, clock.now(), time);

  async function keepRenewing(): Promise<void> {
    for (;;) {
      await clock.wait(time / renewals, end.signal);
      if (end.signal.aborted) return;
      // Whether it was lost is asked again before anything is sent.
      await renew(claimed, current()).catch(() => {});
    }
  }

  void keepRenewing();
  return {
    current,
    async isMine() {
      for (;;) {
        const [asked, at] = [clock.elapsed(), clock.now().getTime()];
        if (!(await renew(claimed, current()))) return false;
        // The even count stands still while the machine sleeps.
        const took = Math.max(clock.elapsed() - asked, clock.now().getTime() - at);
        // A word that took long to come, as where the process was frozen meanwhile, is none any more.
        if (took < time / 2) return true;
      }
    },
    letGo: () => end.abort(),
  };
}
