/** How long commands took last until their answers were there, by their names. */
export type ResponseTimes = {
  /** Whether it took less than this (ms) when it ran last; not, where it has not run since the start. */
  isWithin(milliseconds: number, command: string): boolean;
  /** Begins to measure; yields what is to be called when the answer is there. */
  begin(command: string): () => void;
};

export function createResponseTimes(): ResponseTimes {
  const times = new Map<string, number>();
  return {
    isWithin: (milliseconds, command) => (times.get(command) ?? Infinity) < milliseconds,
    begin(command) {
      const start = performance.now();
      return () => void times.set(command, performance.now() - start);
    },
  };
}
