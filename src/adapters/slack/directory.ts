import type { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';

/** What Slack tells of a person. */
export type Person = {
  readonly manages: boolean;
  readonly bot: boolean;
  /** The workspace of the account, and in an organisation all others it is in. */
  readonly workspaces: readonly string[];
  /** An IANA time zone. */
  readonly zone?: string;
};

/** What Slack tells of a conversation. */
export type Conversation = {
  readonly name: string;
  readonly creator: string;
  readonly direct: boolean;
  readonly member: boolean;
  readonly archived: boolean;
};

/** Who is who and what is where, as Slack told within the last minute, or tells `now`. */
export type Directory = {
  person(id: string, when?: 'now'): Promise<Person>;
  conversation(id: string, when?: 'now'): Promise<Conversation>;
  /** Whether this is a bot. Nobody turns into one, so it is asked once; false where Slack does not tell. */
  isBot(id: string): Promise<boolean>;
};

/** Whether a conversation is the direct one of a person with the bot, where nobody else is. */
export function isDirect(conversation: string): boolean {
  return conversation.startsWith('D');
}

/** For how long an answer of Slack's holds (ms), and how many are kept. */
const FRESH = 60_000;
const FOREVER = 0;
const KEPT = 5_000;

export function createDirectory(client: webApi.WebClient, now: () => number = Date.now): Directory {
  const people = createCache<Person>(FRESH, KEPT, now);
  const conversations = createCache<Conversation>(FRESH, KEPT, now);
  const bots = createCache<boolean>(FOREVER, KEPT, now);

  const directory: Directory = {
    person: (id, when) =>
      people(id, when, async () => {
        const { user } = await client.users.info({ user: id });
        return {
          manages: user?.is_admin === true || user?.is_owner === true,
          bot: user?.is_bot === true,
          workspaces: [user?.team_id ?? '', ...(user?.enterprise_user?.teams ?? [])].filter(
            (id) => id !== '',
          ),
          ...(user?.tz !== undefined && { zone: user.tz }),
        };
      }),
    conversation: (id, when) =>
      conversations(id, when, async () => {
        const { channel } = await client.conversations.info({ channel: id });
        return {
          name: channel?.name ?? '',
          creator: channel?.creator ?? '',
          direct: channel?.is_im === true,
          member: channel?.is_member === true,
          archived: channel?.is_archived === true,
        };
      }),
    isBot: (id) => bots(id, undefined, async () => (await directory.person(id)).bot).catch(() => false),
  };
  return directory;
}

/** Answers by id: asked for once while they are fresh, by however many at the same time, or anew `now`. Failures are not kept. */
function createCache<T>(
  fresh: number,
  kept: number,
  now: () => number,
): (id: string, when: 'now' | undefined, ask: () => Promise<T>) => Promise<T> {
  const answers = new LRUCache<string, Promise<T>>({
    max: kept,
    ttl: fresh,
    ttlResolution: 0,
    perf: { now },
  });
  return (id, when, ask) => {
    const known = when === 'now' ? undefined : answers.get(id);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(id, answer);
    answer.catch(() => {
      if (answers.peek(id) === answer) answers.delete(id);
    });
    return answer;
  };
}
