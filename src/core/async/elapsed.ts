/** Milliseconds: the system's even count, and the clock on the wall. */
type Counts = { readonly even: () => number; readonly wall: () => number };

const own: Counts = { even: () => performance.now(), wall: Date.now };

/** Clocks on the wall are put right by less (ms) all the time. */
const smallest = 1_000;

/**
 * Counts milliseconds also while the machine sleeps, which the system's even count leaves out (`CLOCK_MONOTONIC` of Linux): what the
 * clock on the wall has gone ahead of that counts, and nothing where it was put back.
 */
export function createElapsed({ even, wall }: Counts = own): () => number {
  let slept = 0;
  let last = { even: even(), wall: wall() };
  return () => {
    const now = { even: even(), wall: wall() };
    const ahead = now.wall - last.wall - (now.even - last.even);
    if (ahead >= smallest) slept += ahead;
    last = now;
    return now.even + slept;
  };
}
