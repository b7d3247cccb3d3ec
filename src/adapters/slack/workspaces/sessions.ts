import { LRUCache } from 'lru-cache';
import { within } from '../../../core/async/within.ts';
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
/** So long (ms) one that was open waits for that to be found out: Slack itself waits for three seconds. */
const PATIENCE = 1_000;

type Entry = {
  readonly answer: Promise<Session | undefined>;
  /** The one that was there last; undefined while the first is being found. */
  readonly session: Session | undefined;
  /** Until then (ms) the answer stands. */
  readonly freshUntil: number;
};

export function createSessions(
  access: Pick<Access, 'find'>,
  open: (grant: Grant) => Session,
  now: () => number = Date.now,
  patience = PATIENCE,
): Sessions {
  const entries = new LRUCache<string, Entry>({ max: OPEN });

  /**
   * Asked for once, by however many at the same time. What is not installed, and what cannot be found out, is asked for again; where that
   * takes long or fails, as while the database is away, the session that was there last goes on.
   */
  function findOne(key: string, whose: Whose): Promise<Session | undefined> {
    const known = entries.get(key);
    if (known !== undefined && now() <= known.freshUntil) return known.answer;
    const last = known?.session;
    const found = access.find(whose).then((grant) => (grant === undefined ? undefined : open(grant)));
    const answer = last === undefined ? found : within(patience, found, last).catch(() => last);
    const asked: Entry = { answer, session: last, freshUntil: now() + FRESH };
    entries.set(key, asked);
    /** Unless it was forgotten, or asked for again, meanwhile. */
    function settle(session: Session | undefined, freshUntil: number): void {
      if (entries.peek(key) !== asked) return;
      if (session === undefined) entries.delete(key);
      else entries.set(key, { answer: Promise.resolve(session), session, freshUntil });
    }
    found.then(
      (session) => settle(session, now() + FRESH),
      () => settle(last, -Infinity),
    );
    return answer;
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
      for (const key of [...entries.keys()])
        if (workspaces.some((id) => key.endsWith(` ${id}`) || key.startsWith(`${id} `))) entries.delete(key);
    },
  };
}
