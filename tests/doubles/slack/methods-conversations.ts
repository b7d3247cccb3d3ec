import { type Json, stringOf } from './json.ts';
import { showMessage } from './messages.ts';
import type { Method } from './methods.ts';
import type { Channel, Message, World } from './world.ts';

/** Which scope reads the history of which kind of conversation. */
const HISTORY = {
  public: 'channels:history',
  private: 'groups:history',
  im: 'im:history',
  mpim: 'mpim:history',
} as const;
const READING = {
  public: 'channels:read',
  private: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
} as const;
const RANGE = ['oldest', 'latest', 'limit', 'cursor', 'inclusive', 'include_all_metadata'];

/** The methods about conversations and people that an app needs. */
export function conversationMethods(
  world: World,
  hasScope: (scope: string) => boolean,
): { readonly [name: string]: Method } {
  function read(channelId: string): Channel | string {
    const channel = world.channels.get(channelId);
    const member = channel?.members.has(world.botUserId) === true;
    if (channel === undefined || (channel.kind !== 'public' && !member)) return 'channel_not_found';
    if (!hasScope(HISTORY[channel.kind])) return 'missing_scope';
    return member ? channel : 'not_in_channel';
  }

  /** One page of messages; metadata only where asked for and allowed. */
  function page(messages: readonly Message[], args: Json): Json {
    const wantsMetadata = stringOf(args.include_all_metadata) === 'true' && hasScope('metadata.message:read');
    const from = Number(args.cursor ?? 0);
    const limit = Number(args.limit ?? 100);
    const oldest = Number(args.oldest ?? 0);
    const range = messages.filter(({ ts }) => Number(ts) > oldest);
    const next = from + limit;
    return {
      ok: true,
      messages: range.slice(from, next).map((message) => ({
        ...showMessage(world, message),
        ...(wantsMetadata && message.metadata !== undefined && { metadata: message.metadata }),
      })),
      has_more: next < range.length,
      ...(next < range.length && { response_metadata: { next_cursor: String(next) } }),
    };
  }

  const seen = (id: string) =>
    world.messages.filter(
      ({ channel, deleted, onlyFor }) => channel === id && !deleted && onlyFor === undefined,
    );

  return {
    'conversations.open': {
      scopes: ['im:write', 'mpim:write', 'channels:manage'],
      perMinute: 50,
      required: [],
      known: ['users', 'channel', 'return_im', 'prevent_creation'],
      run(args) {
        if (args.channel !== undefined) {
          const { id = '', kind, members } = world.channels.get(stringOf(args.channel)) ?? {};
          if (members?.has(world.botUserId) !== true) return { ok: false, error: 'channel_not_found' };
          if (kind === 'im' || kind === 'mpim') return { ok: true, channel: { id } };
          return { ok: false, error: 'method_not_supported_for_channel_type' };
        }
        const user = world.users.get(stringOf(args.users));
        if (user === undefined) return { ok: false, error: 'users_not_found' };
        if (user.bot) return { ok: false, error: 'cannot_dm_bot' };
        return { ok: true, channel: { id: world.directChannel(user.id).id } };
      },
    },
    'conversations.info': {
      scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
      perMinute: 50,
      required: ['channel'],
      known: ['include_num_members', 'include_locale'],
      run(args) {
        const channel = world.channels.get(stringOf(args.channel));
        const hidden = channel?.kind !== 'public' && channel?.members.has(world.botUserId) !== true;
        if (channel === undefined || hidden) return { ok: false, error: 'channel_not_found' };
        const { id, name, kind, creator, archived } = channel;
        if (!hasScope(READING[kind])) return { ok: false, error: 'missing_scope', needed: READING[kind] };
        return {
          ok: true,
          channel: {
            id,
            name,
            creator: creator ?? 'U00ELSE',
            is_im: kind === 'im',
            is_mpim: kind === 'mpim',
            is_private: kind !== 'public',
            is_archived: archived === true,
            is_member: channel.members.has(world.botUserId),
          },
        };
      },
    },
    'conversations.history': {
      scopes: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
      perMinute: 50,
      required: ['channel'],
      known: RANGE,
      run(args) {
        const channel = read(stringOf(args.channel));
        if (typeof channel === 'string') return { ok: false, error: channel };
        return page(
          seen(channel.id)
            .filter(({ threadTs }) => threadTs === undefined)
            .reverse(),
          args,
        );
      },
    },
    'conversations.replies': {
      scopes: ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
      perMinute: 50,
      required: ['channel', 'ts'],
      known: RANGE,
      run(args) {
        const channel = read(stringOf(args.channel));
        if (typeof channel === 'string') return { ok: false, error: channel };
        const thread = seen(channel.id).filter(({ ts, threadTs }) => args.ts === ts || args.ts === threadTs);
        return thread.length === 0 ? { ok: false, error: 'thread_not_found' } : page(thread, args);
      },
    },
    'usergroups.list': {
      scopes: ['usergroups:read'],
      perMinute: 20,
      required: [],
      known: ['include_count', 'include_disabled', 'include_users'],
      // docs.slack.dev/reference/methods/usergroups.list: "Required if org token is used."
      needsTeam: true,
      run: () => ({
        ok: true,
        usergroups: [...world.groups].map(([id, handle]) => ({
          id,
          handle,
          name: handle,
          is_usergroup: true,
        })),
      }),
    },
    'users.info': {
      scopes: ['users:read'],
      perMinute: 100,
      required: ['user'],
      known: ['include_locale'],
      run(args) {
        const user = world.users.get(stringOf(args.user));
        if (user === undefined) return { ok: false, error: 'user_not_found' };
        const { id, name, realName, zone, admin, owner } = user;
        return {
          ok: true,
          user: {
            id,
            team_id: user.team ?? world.team.id,
            name,
            real_name: realName,
            is_bot: user.bot,
            is_admin: admin === true,
            is_owner: owner === true,
            ...(zone !== undefined && { tz: zone }),
            ...(world.enterprise && {
              enterprise_user: {
                id,
                enterprise_id: world.enterprise.id,
                enterprise_name: world.enterprise.name,
                is_admin: admin === true,
                is_owner: false,
                teams: world.worlds.flatMap(({ team, enterprise, users }) =>
                  enterprise?.id === world.enterprise?.id && users.has(id) ? [team.id] : [],
                ),
              },
            }),
            profile: { real_name: realName, display_name: name },
          },
        };
      },
    },
  };
}
