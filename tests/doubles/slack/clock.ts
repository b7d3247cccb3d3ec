/** The double's time: real time plus what a test has skipped. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** The milliseconds that a test has skipped. What must come within seconds is measured by them, so that a busy machine is never too late. */
  skipped(): number;
  /** Skips time; deadlines that fall into it pass at once. */
  advance(milliseconds: number): void;
  /** Calls back once when a test has skipped this much; yields a way to call it off. */
  after(milliseconds: number, callback: () => void): () => void;
};

type Alarm = { readonly due: number; readonly ring: () => void };

/** A clock that runs with real time and can be pushed forward. */
export function createClock(): Clock {
  let skipped = 0;
  const alarms = new Set<Alarm>();
  return {
    now: () => Date.now() + skipped,
    skipped: () => skipped,
    advance(milliseconds) {
      skipped += milliseconds;
      const passed = [...alarms].filter(({ due }) => due <= skipped).sort((a, b) => a.due - b.due);
      for (const alarm of passed) if (alarms.delete(alarm)) alarm.ring();
    },
    after(milliseconds, callback) {
      const alarm: Alarm = { due: skipped + milliseconds, ring: callback };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
  };
}
