import type { Deliveries, Lease } from '../../store/digests/delivery.ts';
import type { Clock } from '../schedule/clock.ts';

/**
 * How long a claim lasts that is not renewed: so long after a process died another takes over, in milliseconds. One that
 * opens its SQLite file, where nobody else has, takes over at once.
 */
const leaseTime = 90_000;

/** A delivery held by this process, for as long as the work on it takes. */
export type HeldLease = {
  /** The claim as of now. */
  current(): Lease;
  /** Whether it is still this process's; asks the store where the claim may have run out. */
  isMine(): Promise<boolean>;
  /** Ends the renewing; the delivery is given back or ended in the store. */
  letGo(): void;
};

export function leaseOf(holder: string, now: Date): Lease {
  return { holder, now, until: new Date(now.getTime() + leaseTime) };
}

/** Renews the claim while the work takes long. */
export function holdLease(
  delivery: number,
  taken: Lease,
  deliveries: Pick<Deliveries, 'renew'>,
  clock: Clock,
): HeldLease {
  const end = new AbortController();
  let until = taken.until.getTime();

  async function renew(): Promise<boolean> {
    const lease = leaseOf(taken.holder, clock.now());
    if (!(await deliveries.renew(delivery, lease))) return false;
    until = lease.until.getTime();
    return true;
  }

  async function keepRenewing(): Promise<void> {
    for (;;) {
      await clock.wait(leaseTime / 3, end.signal);
      if (end.signal.aborted) return;
      // Whether it was lost is asked again before anything is sent.
      await renew().catch(() => {});
    }
  }

  void keepRenewing();
  return {
    current: () => leaseOf(taken.holder, clock.now()),
    async isMine() {
      const left = until - clock.now().getTime();
      return left > leaseTime / 2 && left <= leaseTime ? true : renew();
    },
    letGo: () => end.abort(),
  };
}
