/** What services may tell twice, noted once for all processes. */
export type SeenEvents = {
  /**
   * Whether it was not told within so many milliseconds: true for one caller alone, of all processes. Its name begins with the
   * platform's. Rejects where that cannot be noted just now.
   */
  isNew(name: string, milliseconds: number): Promise<boolean>;
};
