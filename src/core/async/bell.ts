/** Says when to look again: after a time, or earlier when somebody rings. For one who looks. */
export type Bell = {
  /** Resolves when another look is due, or at once when the signal is aborted. Asked again once that look is over. */
  next(stop: AbortSignal): Promise<void>;
  /** Has a look begin now; resolves when it is over. */
  ring(): Promise<void>;
};

/** A bell that rings by itself after so many milliseconds without a look. */
export function createBell(every: number): Bell {
  let asked: (() => void)[] = [];
  let served: (() => void)[] = [];
  let wake = () => {};
  return {
    async next(stop) {
      for (const done of served) done();
      served = [];
      if (asked.length === 0 && !stop.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(end, every);
          stop.addEventListener('abort', end, { once: true });
          wake = end;
          function end() {
            clearTimeout(timer);
            stop.removeEventListener('abort', end);
            resolve();
          }
        });
      }
      served = asked;
      asked = [];
      if (stop.aborted) for (const done of served) done();
    },
    ring: () =>
      new Promise((resolve) => {
        asked.push(resolve);
        wake();
      }),
  };
}
