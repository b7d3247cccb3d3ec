/**
 * Runs what is asked under one key at once; where more is asked under it before an answer is there, all of them yield what the
 * last one does, and none an older answer. Different keys know nothing of each other.
 */
export type Latest<Result> = (key: string, work: () => Promise<Result>) => Promise<Result>;

export function createLatest<Result>(): Latest<Result> {
  const asked = new Map<string, { newest: Promise<Result>; waiting: number }>();
  return async (key, work) => {
    const newest = work();
    const here = asked.get(key) ?? { newest, waiting: 0 };
    asked.set(key, here);
    here.newest = newest;
    here.waiting += 1;
    try {
      for (;;) {
        const awaited = here.newest;
        const result = await awaited;
        if (here.newest === awaited) return result;
      }
    } finally {
      here.waiting -= 1;
      if (here.waiting === 0) asked.delete(key);
    }
  };
}
