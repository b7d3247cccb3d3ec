/** Real time plus whatever a test has skipped. */
export type Clock = {
  now(): number;
  /** The milliseconds that a test has skipped. What must come within seconds is measured by them, so that a busy machine is never too late. */
  skipped(): number;
  /** Lets so many milliseconds pass at once. */
  advance(milliseconds: number): void;
};

export function createClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    skipped: () => skipped,
    advance(milliseconds) {
      skipped += milliseconds;
    },
  };
}

const DISCORD_EPOCH = 1_420_070_400_000;

/** Ids as Discord makes them: they grow with time and never repeat. */
export function createSnowflakes(clock: Clock): () => string {
  let count = 0n;
  return () => {
    count += 1n;
    return String((BigInt(clock.now() - DISCORD_EPOCH) << 22n) | (count & 0x3fffffn));
  };
}
