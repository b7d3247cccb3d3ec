/** The double's time: real time plus what a test has skipped. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Skips time; deadlines that fall into it pass at once. */
  advance(milliseconds: number): void;
  /** Calls back once when this much of the double's time has passed; yields a way to call it off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Calls off all that is pending. */
  stop(): void;
};

type Alarm = { readonly due: number; readonly ring: () => void; timer?: NodeJS.Timeout };

/** A clock that runs with real time and can be pushed forward. */
export function createClock(): Clock {
  let skipped = 0;
  const alarms = new Set<Alarm>();
  const now = () => Date.now() + skipped;

  function schedule(alarm: Alarm): void {
    clearTimeout(alarm.timer);
    alarm.timer = setTimeout(
      () => {
        if (!alarms.delete(alarm)) return;
        alarm.ring();
      },
      Math.max(0, alarm.due - now()),
    );
  }

  return {
    now,
    advance(milliseconds) {
      skipped += milliseconds;
      const passed = [...alarms].filter((alarm) => alarm.due <= now()).sort((a, b) => a.due - b.due);
      for (const alarm of passed) {
        clearTimeout(alarm.timer);
        if (alarms.delete(alarm)) alarm.ring();
      }
      for (const alarm of alarms) schedule(alarm);
    },
    after(milliseconds, callback) {
      const alarm: Alarm = { due: now() + milliseconds, ring: callback };
      alarms.add(alarm);
      schedule(alarm);
      return () => {
        clearTimeout(alarm.timer);
        alarms.delete(alarm);
      };
    },
    stop() {
      for (const alarm of alarms) clearTimeout(alarm.timer);
      alarms.clear();
    },
  };
}
