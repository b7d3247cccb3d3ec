import {
  type APIChannel,
  type APIGuildMember,
  type APIRole,
  type APIUser,
  ChannelType,
  type GatewayGuildCreateDispatchData,
  PermissionFlagsBits,
  type UserFlags,
} from 'discord-api-types/v10';
import type { Channel, Guild, State } from './state.ts';

/** What the invite link of a bot that reads, answers and replies gives it; everybody has as much. */
export const usualPermissions =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.CreatePublicThreads;

const everyPermission = (1n << 50n) - 1n;

export function userObject(id: string, username: string, bot = false): APIUser {
  const none = 0 as UserFlags;
  return {
    id,
    username,
    discriminator: '0',
    global_name: bot ? null : username,
    avatar: null,
    banner: null,
    accent_color: null,
    public_flags: none,
    flags: none,
    primary_guild: null,
    ...(bot ? { bot: true } : {}),
  };
}

export function memberObject(user: APIUser, nickname: string | null): APIGuildMember {
  return {
    user,
    nick: nickname,
    avatar: null,
    banner: null,
    roles: [],
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: 0 as APIGuildMember['flags'],
  };
}

/** A channel as Discord describes it in replies and dispatches. */
export function channelObject(state: State, channel: Channel): APIChannel {
  const common = { id: channel.id, last_message_id: null, flags: 0 };
  if (channel.kind === 'direct') {
    const recipient = state.users.get(channel.recipient ?? '');
    return { ...common, type: ChannelType.DM, recipients: recipient ? [recipient] : [] } as APIChannel;
  }
  if (channel.kind === 'thread') {
    return {
      ...common,
      type: ChannelType.PublicThread,
      guild_id: channel.guild,
      name: channel.name,
      parent_id: channel.parent,
      owner_id: state.bot.id,
      thread_metadata: {
        archived: false,
        archive_timestamp: '2026-01-01T00:00:00.000000+00:00',
        auto_archive_duration: 1440,
        locked: false,
        create_timestamp: '2026-01-01T00:00:00.000000+00:00',
      },
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
      rate_limit_per_user: 0,
    } as unknown as APIChannel;
  }
  return {
    ...common,
    type: channel.kind === 'forum' ? ChannelType.GuildForum : ChannelType.GuildText,
    guild_id: channel.guild,
    name: channel.name,
    parent_id: null,
    position: 0,
    permission_overwrites: [
      overwriteObject(state.bot.id, 1, channel.permissions),
      ...(channel.everyone === undefined ? [] : [overwriteObject(channel.guild, 0, channel.everyone)]),
    ],
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    ...(channel.kind === 'forum' ? forumFields : {}),
  } as unknown as APIChannel;
}

function overwriteObject(id: string | undefined, type: 0 | 1, permissions: bigint) {
  return { id, type, allow: String(permissions), deny: String(everyPermission & ~permissions) };
}

const forumFields = {
  available_tags: [],
  default_reaction_emoji: null,
  default_sort_order: null,
  default_forum_layout: 0,
};

/** A guild as it comes over the gateway after READY. */
export function guildObject(state: State, guild: Guild): GatewayGuildCreateDispatchData {
  const channels = [...state.channels.values()].filter((channel) => channel.guild === guild.id);
  const objects = (kind: Channel['kind']) =>
    channels.filter((channel) => channel.kind === kind).map((channel) => channelObject(state, channel));
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    icon_hash: null,
    splash: null,
    discovery_splash: null,
    description: null,
    banner: null,
    owner_id: guild.owner,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()],
    emojis: guild.emojis.map((emoji) => ({ ...emoji, roles: [], available: true })),
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: guild.systemChannel?.id ?? null,
    system_channel_flags: 0,
    rules_channel_id: null,
    max_members: 500_000,
    max_presences: null,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    incidents_data: null,
    hub_type: null,
    joined_at: guild.joinedAt ?? '2026-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [...guild.members.values()],
    channels: [...objects('text'), ...objects('forum')],
    threads: objects('thread'),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  } as unknown as GatewayGuildCreateDispatchData;
}

export function roleObject(id: string, name: string, permissions: bigint, mentionable = false): APIRole {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: name === '@everyone' ? 0 : 1,
    permissions: String(permissions),
    managed: false,
    mentionable,
    flags: 0 as APIRole['flags'],
  };
}

/** What somebody may do anywhere in a guild. */
export function memberPermissions(guild: Guild, person: string): bigint {
  const roles = [guild.id, ...(guild.members.get(person)?.roles ?? [])];
  return roles.reduce((sum, id) => sum | BigInt(guild.roles.get(id)?.permissions ?? 0), 0n);
}
