/** Remembers the last `limit` things that happened, so that a dispatch replayed after a resume acts once. */
export type Once = {
  /** Whether this happens for the first time. */
  isNew(id: string): boolean;
  /** Whether this changes what was last known of `key`; a repeated "added" does not. */
  changes(key: string, state: boolean): boolean;
};

export function createOnce(limit = 5_000): Once {
  const seen = new Map<string, boolean>();
  function changes(key: string, state: boolean): boolean {
    const isChange = seen.get(key) !== state;
    seen.delete(key);
    seen.set(key, state);
    const oldest = seen.keys().next();
    if (seen.size > limit && !oldest.done) seen.delete(oldest.value);
    return isChange;
  }
  return { isNew: (id) => changes(id, true), changes };
}
