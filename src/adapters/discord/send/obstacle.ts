import {
  type Client,
  type GuildBasedChannel,
  PermissionFlagsBits,
  type PermissionsBitField,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Channel } from '../../../core/chat/channel.ts';
import type { PostOptions } from '../../../core/chat/platform.ts';
import { describe, hasCode } from '../failures.ts';
import { inviteLink } from '../invite.ts';

/** What the bot may do in a channel of a server; undefined for a direct message and for a place it does not know. */
export async function readPermissions(
  channel: Channel,
  client: Client<true>,
): Promise<Readonly<PermissionsBitField> | undefined> {
  const place = channel.workspace === '' ? null : await client.channels.fetch(channel.id);
  if (place === null || place.isDMBased()) return undefined;
  return place.permissionsFor(place.guild.members.me ?? (await place.guild.members.fetchMe()));
}

/** Why the bot cannot post like this in the channel, and what to grant; undefined where it can. */
export async function findObstacle(
  channel: Channel,
  { opensThread, pings }: Pick<PostOptions, 'opensThread' | 'pings'>,
  client: Client<true>,
): Promise<string | undefined> {
  const { workspace, id } = channel;
  if (workspace !== '' && !client.guilds.cache.has(workspace)) {
    return `The bot has not been added to this server: ${inviteLink(client.application.id)}`;
  }
  try {
    const place = await client.channels.fetch(id);
    if (place === null) return 'There is no such channel.';
    if (place.isDMBased()) return undefined;
    if (!place.isTextBased())
      return 'Messages cannot be posted in this kind of channel: choose a text channel or a thread.';
    const me = place.guild.members.me ?? (await place.guild.members.fetchMe());
    const granted = place.permissionsFor(me);
    const needed = neededIn(place, opensThread !== undefined);
    const missing = Object.entries(needed).filter(([, permission]) => !granted.has(permission));
    if (missing.length > 0) {
      return `The bot lacks permissions in this channel: grant it ${missing.map(([name]) => name).join(', ')} there.`;
    }
    const role = pings === undefined ? undefined : place.guild.roles.cache.get(pings);
    if (pings !== undefined && role === undefined) return 'There is no such role to ping in this server.';
    if (role && !role.mentionable && !granted.has(PermissionFlagsBits.MentionEveryone)) {
      return `The bot may not ping ${role.name}: let anyone mention that role, or grant the bot Mention @everyone, @here and All Roles there.`;
    }
    return undefined;
  } catch (error) {
    const { MissingAccess, UnknownChannel } = RESTJSONErrorCodes;
    if (hasCode(error, UnknownChannel)) return 'This channel no longer exists.';
    if (hasCode(error, MissingAccess)) return 'The bot cannot see this channel: grant it View Channel there.';
    return `Discord does not tell whether the bot may post here: ${describe(error)}.`;
  }
}

function neededIn(place: GuildBasedChannel, opensThread: boolean): Readonly<Record<string, bigint>> {
  return {
    'View Channel': PermissionFlagsBits.ViewChannel,
    ...(place.isThread()
      ? { 'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads }
      : { 'Send Messages': PermissionFlagsBits.SendMessages }),
    'Read Message History': PermissionFlagsBits.ReadMessageHistory,
    ...(opensThread && !place.isThread()
      ? {
          'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
          'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
        }
      : {}),
  };
}
