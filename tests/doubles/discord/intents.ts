import { GatewayIntentBits } from 'discord-api-types/v10';
import type { State } from './state.ts';

const PRIVILEGED =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

/** Whether the application may identify with these intents: privileged ones must have been switched on. */
export function allowedIntents(state: State, intents: number): boolean {
  return (intents & PRIVILEGED & ~state.privilegedIntents) === 0;
}

/** The intent a dispatch needs; undefined where it needs none. */
export function intentFor(event: string, data: Readonly<Record<string, unknown>>): number | undefined {
  const inGuild = data.guild_id !== undefined;
  if (/^(GUILD_CREATE|GUILD_DELETE|GUILD_ROLE_|CHANNEL_|THREAD_)/.test(event))
    return GatewayIntentBits.Guilds;
  if (/^MESSAGE_REACTION_/.test(event)) {
    return inGuild ? GatewayIntentBits.GuildMessageReactions : GatewayIntentBits.DirectMessageReactions;
  }
  if (/^MESSAGE_/.test(event))
    return inGuild ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages;
  return undefined;
}

/**
 * The dispatch as a session without the Message Content intent sees it: others' messages come empty, but for
 * direct messages and those that mention the bot. https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function contentFor(
  state: State,
  event: string,
  data: Readonly<Record<string, unknown>>,
  intents: number,
): Readonly<Record<string, unknown>> {
  if (event !== 'MESSAGE_CREATE' && event !== 'MESSAGE_UPDATE') return data;
  const author = data.author as { id: string };
  const mentions = data.mentions as readonly { id: string }[];
  const isOpen =
    intents & GatewayIntentBits.MessageContent ||
    author.id === state.bot.id ||
    data.guild_id === undefined ||
    mentions.some((user) => user.id === state.bot.id) ||
    (state.showsRoleMentions && mentionsOwnRole(state, data));
  return isOpen ? data : { ...data, content: '', embeds: [], attachments: [], components: [] };
}

function mentionsOwnRole(state: State, data: Readonly<Record<string, unknown>>): boolean {
  const roles = state.guilds.get(String(data.guild_id))?.roles;
  return [data.mention_roles].flat().some((id) => roles?.get(String(id))?.tags?.bot_id === state.bot.id);
}
