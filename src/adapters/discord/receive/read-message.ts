import type { GatewayMessageCreateDispatchData, GatewayMessageReactionAddDispatchData } from 'discord.js';
import type { ClearedReactions, Reaction } from '../../../core/chat/bot.ts';
import type { CommandLine } from '../../../core/chat/card.ts';
import type { CommandDeclaration } from '../../../core/chat/command.ts';
import { readCommandLine } from '../../../core/chat/command-line.ts';
import { normaliseEmoji } from '../../../core/chat/emoji.ts';
import { PLATFORM, type Place } from './read-interaction.ts';
import { readShownText } from './shown-text.ts';

/** A message that asks the bot something; its text is hidden where Discord does not show what was said to a role. */
export type Asking = Place & {
  readonly line: CommandLine;
  readonly isHidden: boolean;
  readonly repliesTo?: string;
};

/** Whom a message mentions that asks the bot: the bot itself, or the role that Discord gave it in the server. */
export type Addressed = { readonly bot: string; readonly role: string | undefined };

/**
 * Reads a message that mentions the bot in so many words, or any message in a direct chat with it. Undefined for all
 * others: those of bots, and those that Discord shows us without their text.
 */
export function readMessage(
  message: GatewayMessageCreateDispatchData,
  { bot, role }: Addressed,
  commands: readonly CommandDeclaration[],
): Asking | undefined {
  const {
    author,
    guild_id,
    webhook_id,
    content,
    channel_id,
    member,
    mention_roles = [],
    message_reference,
  } = message;
  if (author.bot || webhook_id !== undefined) return undefined;
  const mention = new RegExp(`<@!?${bot}>${role === undefined ? '' : `|<@&${role}>`}`, 'gu');
  const isHidden = content === '' && role !== undefined && mention_roles.includes(role);
  if (guild_id !== undefined && content.search(mention) === -1 && !isHidden) return undefined;
  const shown = content === '' && guild_id === undefined ? readShownText(message) : '';
  if (content === '' && !isHidden && shown === '') return undefined;
  const workspace = guild_id ?? '';
  return {
    isHidden,
    line:
      shown === ''
        ? readCommandLine(content.replace(mention, ' ').replace(/\s+/gu, ' '), commands)
        : lookThrough(shown, commands),
    channel: { platform: PLATFORM, workspace, id: channel_id },
    member: { platform: PLATFORM, workspace, id: author.id },
    sameEverywhere: true,
    memberName: member?.nick ?? author.global_name ?? author.username,
    ...(message_reference?.message_id === undefined ? {} : { repliesTo: message_reference.message_id }),
  };
}

/** What was not typed to the bot, a file or what was forwarded, is no command: the first that a message's menu offers reads it. */
function lookThrough(text: string, commands: readonly CommandDeclaration[]): CommandLine {
  const { name, verb } =
    commands.find(({ shortcut }) => shortcut !== undefined) ?? readCommandLine('', commands);
  return { name, ...(verb === undefined ? {} : { verb }), text };
}

/** A reaction given or taken back, as Discord tells it. */
export type ReactionData = Pick<
  GatewayMessageReactionAddDispatchData,
  'user_id' | 'channel_id' | 'message_id' | 'guild_id' | 'member' | 'emoji' | 'message_author_id' | 'type'
>;

/**
 * Reads a reaction. Undefined for a bot's, and for one to somebody else's message, where Discord says whose they are:
 * it does for an emoji given, not for one taken back.
 */
export function readReaction(
  data: ReactionData,
  added: boolean,
  bot: string,
): Omit<Reaction, 'reply'> | undefined {
  const { user_id, channel_id, message_id, guild_id, emoji, message_author_id } = data;
  if (user_id === bot || data.member?.user?.bot || emoji.name === null) return undefined;
  if (message_author_id !== undefined && message_author_id !== bot) return undefined;
  const workspace = guild_id ?? '';
  return {
    emoji: normaliseEmoji(emoji.name),
    added,
    message: { channel: { platform: PLATFORM, workspace, id: channel_id }, id: message_id },
    member: { platform: PLATFORM, workspace, id: user_id },
  };
}

export type Cleared = Pick<ReactionData, 'channel_id' | 'message_id' | 'guild_id'> & {
  readonly emoji?: ReactionData['emoji'];
};

/** Reads that a moderator removed all reactions to a message, or all of one emoji. */
export function readCleared({ channel_id, message_id, guild_id, emoji }: Cleared): ClearedReactions {
  const channel = { platform: PLATFORM, workspace: guild_id ?? '', id: channel_id };
  return {
    message: { channel, id: message_id },
    ...(emoji === undefined ? {} : { emoji: normaliseEmoji(emoji.name ?? '') }),
  };
}
