import { LRUCache } from 'lru-cache';

/** Remembers the last `limit` things that happened, so that a dispatch replayed after a resume acts once. */
type Once = {
  /** Whether this happens for the first time. */
  isNew(id: string): boolean;
  /** Whether this changes what was last known of `key`; a repeated "added" does not. */
  changes(key: string, state: boolean): boolean;
  /** What was last known of `key`. */
  last(key: string): boolean | undefined;
};

export function createOnce(limit = 5_000): Once {
  const seen = new LRUCache<string, boolean>({ max: limit });
  function changes(key: string, state: boolean): boolean {
    const isChange = seen.get(key) !== state;
    seen.set(key, state);
    return isChange;
  }
  return { isNew: (id) => changes(id, true), changes, last: (key) => seen.get(key) };
}
