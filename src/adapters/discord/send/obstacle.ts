import {
  type Client,
  type Guild,
  type GuildBasedChannel,
  type GuildMember,
  PermissionFlagsBits,
  type PermissionsBitField,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Channel } from '../../../core/chat/channel.ts';
import type { PostOptions } from '../../../core/chat/platform.ts';
import type { Identity } from '../connect/connections.ts';
import type { Places } from '../connect/places.ts';
import { describe, hasCode } from '../failures.ts';
import { inviteLink } from '../invite.ts';

/** Who the bot is, and what is known of servers. */
export type Known = { readonly identity: Identity; readonly places: Pick<Places, 'visit'> };

/** What the bot may do in a channel of a server; undefined for a direct message and for a place it does not know. */
export async function readPermissions(
  { workspace, id }: Channel,
  { identity, places }: Known,
): Promise<Readonly<PermissionsBitField> | undefined> {
  if (workspace === '') return undefined;
  return places.visit(workspace, async (client) => {
    const place = client === undefined ? null : await fetchPlace(id, client);
    if (place === null || place.isDMBased()) return undefined;
    return place.permissionsFor(await fetchMember(place.guild, identity.bot));
  });
}

/** The channel, with that in which it is, where it is a thread. */
async function fetchPlace(id: string, client: Client) {
  const place = await client.channels.fetch(id);
  if (place?.isThread() && place.parent === null && place.parentId !== null)
    await client.channels.fetch(place.parentId);
  return place;
}

async function fetchMember({ members }: Guild, id: string): Promise<GuildMember> {
  return members.cache.get(id) ?? (await members.fetch(id));
}

/** Why the bot cannot post like this in the channel, and what to grant; undefined where it can. */
export async function findObstacle(
  { workspace, id }: Channel,
  options: Pick<PostOptions, 'opensThread' | 'pings'>,
  { identity, places }: Known,
): Promise<string | undefined> {
  try {
    return await places.visit(workspace, async (client) =>
      client === undefined
        ? `The bot has not been added to this server: ${inviteLink(identity.application)}`
        : findObstacleThere(id, options, client, identity),
    );
  } catch (error) {
    const { MissingAccess, UnknownChannel } = RESTJSONErrorCodes;
    if (hasCode(error, UnknownChannel)) return 'This channel no longer exists.';
    if (hasCode(error, MissingAccess)) return 'The bot cannot see this channel: grant it View Channel there.';
    return `Discord does not tell whether the bot may post here: ${describe(error)}.`;
  }
}

async function findObstacleThere(
  id: string,
  { opensThread, pings }: Pick<PostOptions, 'opensThread' | 'pings'>,
  client: Client,
  { bot }: Identity,
): Promise<string | undefined> {
  const place = await fetchPlace(id, client);
  if (place === null) return 'There is no such channel.';
  if (place.isDMBased()) return undefined;
  if (!place.isTextBased())
    return 'Messages cannot be posted in this kind of channel: choose a text channel or a thread.';
  const granted = place.permissionsFor(await fetchMember(place.guild, bot));
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
