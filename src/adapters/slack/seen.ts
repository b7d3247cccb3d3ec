/** Longer than Slack goes on sending an event again: at once, after one and after five minutes. */
const REMEMBERED = 15 * 60_000;

/** Yields whether an id comes for the first time; ids of more than 15 minutes ago are forgotten. */
export function createSeen(now: () => number = Date.now): (id: string) => boolean {
  const seen = new Map<string, number>();
  return (id) => {
    for (const [old, at] of seen) {
      if (at > now() - REMEMBERED) break;
      seen.delete(old);
    }
    if (seen.has(id)) return false;
    seen.set(id, now());
    return true;
  };
}
