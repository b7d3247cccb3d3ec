import type { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import type { Choice } from '../../../core/chat/command.ts';
import { describe } from '../failures.ts';
import { isOrganisation } from './whose.ts';

/** What Slack tells of a person. */
export type Person = {
  readonly manages: boolean;
  readonly bot: boolean;
  /** The workspace of the account; in an organisation all others it is in, and the organisation itself. */
  readonly workspaces: readonly string[];
  /** An IANA time zone. */
  readonly zone?: string;
};

/** What Slack tells of a conversation. */
export type Conversation = {
  readonly name: string;
  readonly creator: string;
  readonly member: boolean;
  readonly archived: boolean;
};

/** Who is who and what is where, as Slack told within the last minute, or tells `now`. */
export type Directory = {
  person(id: string, when?: 'now'): Promise<Person>;
  conversation(id: string, when?: 'now'): Promise<Conversation>;
  /** Whether it is the direct conversation of a person with the bot; people have such with one another too. */
  isOwn(conversation: string): Promise<boolean>;
  /** The same; false where Slack does not tell. */
  isSurelyOwn(conversation: string): Promise<boolean>;
  /** Takes note that it is one: Slack told of it as that. */
  learnOwn(conversation: string): void;
  /** The user groups of the workspace: `@readers` by its id; none where Slack does not tell. */
  groups(): Promise<readonly Choice[]>;
  /** Whether this is a bot. Nobody turns into one, so it is asked once; false where Slack does not tell. */
  isBot(id: string): Promise<boolean>;
};

/** Whether a conversation is one of two: a person and the bot, or two people. */
export function isOfTwo(conversation: string): boolean {
  return conversation.startsWith('D');
}

/** For how long an answer of Slack's holds (ms), and how many are kept. */
const FRESH = 60_000;
const FOREVER = 0;
/** What Slack says of a conversation that the bot is not in. */
export const NOT_THERE: readonly string[] = ['channel_not_found', 'method_not_supported_for_channel_type'];
const KEPT = 5_000;
/** Of so many workspaces the groups are kept. */
const KEPT_GROUPS = 500;

/** What Slack told of all workspaces, by workspace and id: no more is kept of many than of one. */
export type DirectoryCaches = ReturnType<typeof createDirectoryCaches>;

export function createDirectoryCaches(now: () => number = Date.now) {
  return {
    people: createCache<Person>(FRESH, KEPT, now),
    conversations: createCache<Conversation>(FRESH, KEPT, now),
    bots: createCache<boolean>(FOREVER, KEPT, now),
    groups: createCache<readonly Choice[]>(FRESH, KEPT_GROUPS, now),
    own: createCache<boolean>(FOREVER, KEPT, now),
  };
}

export function createDirectory(
  client: webApi.WebClient,
  workspace: string,
  caches: DirectoryCaches = createDirectoryCaches(),
): Directory {
  const { people, conversations, bots, groups, own } = caches;
  const within = (id: string) => `${workspace} ${id}`;

  const directory: Directory = {
    person: (id, when) =>
      people(within(id), when, async () => {
        const { user } = await client.users.info({ user: id });
        const { enterprise_id: organisation, teams = [] } = user?.enterprise_user ?? {};
        // An admin of one workspace is none of the organisation, where that is one workspace here.
        const rights = isOrganisation(workspace) ? user?.enterprise_user : user;
        return {
          manages: rights?.is_admin === true || rights?.is_owner === true,
          bot: user?.is_bot === true,
          workspaces: [user?.team_id, ...teams, organisation].flatMap((id) => id || []),
          ...(typeof user?.tz === 'string' && user.tz !== '' && { zone: user.tz }),
        };
      }),
    conversation: (id, when) =>
      conversations(within(id), when, async () => {
        const { channel } = await client.conversations.info({ channel: id });
        return {
          name: channel?.name ?? '',
          creator: channel?.creator ?? '',
          member: channel?.is_member === true,
          archived: channel?.is_archived === true,
        };
      }),
    // Opened by its id, it is resumed where the bot is one of the two: docs.slack.dev/reference/methods/conversations.open
    isOwn: async (id) =>
      isOfTwo(id) &&
      own(within(id), undefined, async () => {
        try {
          const { channel } = await client.conversations.open({ channel: id, prevent_creation: true });
          return channel?.id === id;
        } catch (error) {
          if (NOT_THERE.includes(describe(error))) return false;
          throw error;
        }
      }),
    isSurelyOwn: (id) => directory.isOwn(id).catch(() => false),
    groups: () =>
      groups(workspace, undefined, async () => {
        const { usergroups = [] } = await client.usergroups.list();
        return usergroups.flatMap(({ id, handle, name }) =>
          id === undefined ? [] : [{ label: handle ? `@${handle}` : (name ?? id), value: id }],
        );
      }).catch(() => []),
    learnOwn(id) {
      void own(within(id), 'now', async () => true);
    },
    isBot: (id) =>
      bots(within(id), undefined, async () => (await directory.person(id)).bot).catch(() => false),
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
