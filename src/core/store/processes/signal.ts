/** What processes on one database tell one another, soon after it happened, and without a promise that it comes. */
export type Signals = {
  /** Tells all other processes; at most some kilobytes. Never rejects. */
  send(signal: string): Promise<void>;
  /**
   * `heard` is told what others sent, in its order; `missed`, each time they can be heard from now on, that something may have gone
   * by before. Until the store is closed.
   */
  follow(heard: (signal: string) => void, missed: () => void): void;
};
