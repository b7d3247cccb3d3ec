/** Turns that all processes have one after another, each under its key. */
export type SharedTurns = {
  /**
   * Reserves the next turns under a key for this process, `interval` milliseconds from one to the next; yields in how many
   * milliseconds the first begins.
   */
  reserve(key: readonly string[], interval: number, turns: number): Promise<number>;
};
