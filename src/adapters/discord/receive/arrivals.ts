import { randomUUID } from 'node:crypto';
import { ChannelType, Events, type Guild, PermissionFlagsBits, type TextChannel } from 'discord.js';
import { sendCards } from '../send/post.ts';
import type { Listening } from './listen.ts';
import { PLATFORM } from './read-interaction.ts';

export type Arrivals = Pick<Listening, 'client' | 'isOurs' | 'bot' | 'requests' | 'track'>;

/** A server that the bot was added to while it was away is told so long (ms) after that; later it is none that is new. */
const NEW_FOR = 7 * 24 * 60 * 60_000;

const WRITING = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages];

/**
 * Introduces the bot in a server that it is added to: in its system channel, else in the first where everybody may write, else
 * nowhere. discord.js tells of servers that are new since it connected apart from those that it was in before or that had an
 * outage; of these the ones that are new all the same say so by when the bot came.
 */
export function listenToArrivals({ client, isOurs, bot, requests, track }: Arrivals): void {
  async function introduce(guild: Guild): Promise<void> {
    const place = findOpenChannel(guild);
    if (place === undefined) return;
    const workspace = { platform: PLATFORM, workspace: guild.id };
    const card = await bot.introduce({ ...workspace, channelName: place.name });
    if (card !== undefined) await sendCards([card], { ...workspace, id: place.id }, randomUUID(), requests);
  }
  client.on(Events.GuildCreate, (guild) => {
    if (isOurs()) track(introduce(guild));
  });
  client.on(Events.GuildAvailable, (guild) => {
    if (isOurs() && Date.now() - guild.joinedTimestamp < NEW_FOR) track(introduce(guild));
  });
}

function findOpenChannel({ channels, systemChannel, members, roles }: Guild): TextChannel | undefined {
  const { me } = members;
  if (me === null) return undefined;
  const isWritable = (channel: TextChannel) => channel.permissionsFor(me).has(WRITING);
  if (systemChannel !== null && isWritable(systemChannel)) return systemChannel;
  return [...channels.cache.values()]
    .filter((channel) => channel.type === ChannelType.GuildText)
    .filter((channel) => isWritable(channel) && channel.permissionsFor(roles.everyone).has(WRITING))
    .sort((a, b) => orderOf(a) - orderOf(b) || a.rawPosition - b.rawPosition)
    .at(0);
}

/** What is in no category stands above all categories. */
function orderOf({ parent }: TextChannel): number {
  return parent?.rawPosition ?? -1;
}
