import { InteractionContextType, type InteractionType } from 'discord-api-types/v10';
import type { Asked, Channel } from './state.ts';
import { channelObject, guildObject, memberPermissions } from './wire.ts';
import type { World } from './world.ts';

export type Question = {
  readonly type: InteractionType;
  readonly person: string;
  readonly channel: Channel;
  readonly data: object;
  readonly message?: object & { readonly id: string };
  /** The bot is not in this place: the person has installed it for themselves. */
  readonly userInstalled?: boolean;
};

/** Where a channel stands for an interaction: in a server, in a chat with the bot, in another private chat. */
export function contextOf(channel: Channel, userInstalled: boolean): InteractionContextType {
  if (channel.guild !== undefined) return InteractionContextType.Guild;
  return userInstalled ? InteractionContextType.PrivateChannel : InteractionContextType.BotDM;
}

/** Sends the bot an INTERACTION_CREATE, and yields the record of what becomes of it. */
export function askBot(world: World, question: Question): Asked {
  const { state } = world;
  const { type, person, channel, data, message, userInstalled = false } = question;
  const id = state.nextId();
  const asked: Asked = {
    id,
    token: `interaction-${id}`,
    type,
    person,
    channel: channel.id,
    ...(channel.guild === undefined ? {} : { guild: channel.guild }),
    askedAt: state.clock.skipped(),
    ...(message ? { source: message.id } : {}),
    userInstalled,
    loading: false,
    ephemeral: false,
    shown: false,
    followUps: [],
    refusals: [],
  };
  state.asked.set(asked.token, asked);
  world.dispatch('INTERACTION_CREATE', {
    id,
    application_id: state.application.id,
    type,
    token: asked.token,
    version: 1,
    channel_id: channel.id,
    channel: channelObject(state, channel),
    ...whoAsks(world, person, channel),
    app_permissions: String(channel.guild === undefined ? 0n : channel.permissions),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners:
      channel.guild === undefined || userInstalled ? { '1': person } : { '0': channel.guild },
    context: contextOf(channel, userInstalled),
    attachment_size_limit: 10_485_760,
    data,
    ...(message ? { message } : {}),
  });
  return asked;
}

function whoAsks({ state }: World, person: string, channel: Channel) {
  const guild = state.guilds.get(channel.guild ?? '');
  if (!guild) return { user: state.users.get(person) };
  const { id, features, preferred_locale } = guildObject(state, guild);
  return {
    guild_id: guild.id,
    guild: { id, features, locale: preferred_locale },
    guild_locale: preferred_locale,
    member: { ...guild.members.get(person), permissions: String(memberPermissions(guild, person)) },
  };
}
