import { LRUCache } from 'lru-cache';
import type { Access, Grant } from './access.ts';
import type { Session } from './session.ts';
import type { Whose } from './whose.ts';

/** What the bot is in each workspace: opened when something arrives from there or is posted there. */
export type Sessions = {
  /** Undefined where the app is not installed. Rejects where that cannot be found out just now. */
  find(whose: Whose): Promise<Session | undefined>;
  /** Slack's tokens of these are no good any more. */
  forget(workspaces: readonly string[]): void;
};

/** So many are open at most; another one takes the place of the one that has been quiet the longest. */
const OPEN = 500;
/** For so long (ms) it is not asked again whether the app is installed, which another process may know by now. */
const FRESH = 60_000;

export function createSessions(
  access: Pick<Access, 'find'>,
  open: (grant: Grant) => Session,
  now: () => number = Date.now,
): Sessions {
  const sessions = new LRUCache<string, Promise<Session | undefined>>({
    max: OPEN,
    ttl: FRESH,
    ttlResolution: 0,
    perf: { now },
  });

  /** Asked for once, by however many at the same time. What is not installed, and what cannot be found out, is asked for again. */
  function findOne(key: string, whose: Whose): Promise<Session | undefined> {
    const known = sessions.get(key);
    if (known !== undefined) return known;
    const found = access.find(whose).then((grant) => (grant === undefined ? undefined : open(grant)));
    sessions.set(key, found);
    const drop = () => {
      if (sessions.peek(key) === found) sessions.delete(key);
    };
    found.then((session) => {
      if (session === undefined) drop();
    }, drop);
    return found;
  }

  return {
    async find({ workspaces, ...rest }) {
      // In an organisation, one of its workspaces is as good as the app in all of it.
      const ids = workspaces.length > 0 ? workspaces : [rest.home ?? ''];
      for (const id of ids) {
        const told = workspaces.length > 0 ? [id] : [];
        const session = await findOne(`${rest.organisation ?? ''} ${id}`, { ...rest, workspaces: told });
        if (session !== undefined) return session;
      }
      return undefined;
    },
    forget(workspaces) {
      for (const key of [...sessions.keys()])
        if (workspaces.some((id) => key.endsWith(` ${id}`) || key.startsWith(`${id} `))) sessions.delete(key);
    },
  };
}
