import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import {
  ApiError,
  missingAccess,
  missingPermissions,
  unknownChannel,
  unknownMessage,
  unknownUser,
} from '../api-error.ts';
import { createMessage, editMessage } from '../messages.ts';
import { type Channel, messageAsSeen, type Stored } from '../state.ts';
import { channelObject } from '../wire.ts';
import { type ApiRequest, announceMessage, noContent, ok, type Routes, type World } from '../world.ts';

/** Channels, their messages and the reactions to them, as the bot may touch them. */
export function channelRoutes(world: World): Routes {
  const { state } = world;

  function channelOf(request: ApiRequest, ...needed: readonly bigint[]): Channel {
    const channel = state.channels.get(request.route.parameters.channel_id ?? '');
    if (!channel) throw unknownChannel();
    if (channel.kind === 'direct') return channel;
    if (!(channel.permissions & PermissionFlagsBits.ViewChannel)) throw missingAccess();
    if (needed.some((permission) => !(channel.permissions & permission))) throw missingPermissions();
    return channel;
  }

  function messageOf(request: ApiRequest, channel: Channel): Stored {
    const stored = state.messages.get(request.route.parameters.message_id ?? '');
    const isHidden = stored?.seenBy !== undefined;
    if (!stored || isHidden || stored.message.channel_id !== channel.id) throw unknownMessage();
    return stored;
  }

  function post(request: ApiRequest) {
    const kind = state.channels.get(request.route.parameters.channel_id ?? '')?.kind;
    const channel = channelOf(
      request,
      kind === 'thread' ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages,
    );
    if (channel.recipient !== undefined && state.unreachable.has(channel.recipient)) {
      throw new ApiError(403, 50007, 'Cannot send messages to this user');
    }
    const body = request.fields;
    const twin = body.enforce_nonce === true ? sameNonce(channel, body.nonce) : undefined;
    if (twin) return ok(messageAsSeen(state, twin));
    const reference = body.message_reference as { message_id?: string } | null | undefined;
    const repliesTo = reference?.message_id ? state.messages.get(reference.message_id) : undefined;
    if (repliesTo && channel.guild && !(channel.permissions & PermissionFlagsBits.ReadMessageHistory)) {
      throw new ApiError(403, 160002, 'Cannot reply without permission to read message history');
    }
    const { author, channel: place } = { author: state.bot, channel: channel.id };
    const stored = createMessage(state, {
      author,
      channel: place,
      body,
      ...(repliesTo ? { repliesTo } : {}),
    });
    announceMessage(world, 'MESSAGE_CREATE', stored.message, channel);
    return ok(stored.message);
  }

  function sameNonce(channel: Channel, nonce: unknown): Stored | undefined {
    const isTwin = (stored: Stored) =>
      stored.message.channel_id === channel.id &&
      stored.nonce !== undefined &&
      stored.nonce === String(nonce);
    return [...state.messages.values()].find(isTwin);
  }

  function openDirect(request: ApiRequest) {
    const recipient = String(request.fields.recipient_id ?? '');
    if (!state.users.has(recipient)) throw unknownUser();
    const known = [...state.channels.values()].find((channel) => channel.recipient === recipient);
    const channel: Channel = known ?? {
      id: state.nextId(),
      kind: 'direct',
      name: '',
      recipient,
      permissions: 0n,
    };
    state.channels.set(channel.id, channel);
    return ok(channelObject(state, channel));
  }

  return {
    'GET /channels/{channel_id}': (request) => ok(channelObject(state, channelOf(request))),
    'POST /channels/{channel_id}/messages': post,
    'GET /channels/{channel_id}/messages/{message_id}': (request) =>
      ok(
        messageAsSeen(state, messageOf(request, channelOf(request, PermissionFlagsBits.ReadMessageHistory))),
      ),
    'PATCH /channels/{channel_id}/messages/{message_id}': (request) => {
      const channel = channelOf(request);
      const stored = messageOf(request, channel);
      if (stored.message.author.id !== state.bot.id) {
        throw new ApiError(403, 50005, 'Cannot edit a message authored by another user');
      }
      editMessage(state, stored, request.fields);
      announceMessage(world, 'MESSAGE_UPDATE', stored.message, channel);
      return ok(messageAsSeen(state, stored));
    },
    'DELETE /channels/{channel_id}/messages/{message_id}': (request) => {
      const channel = channelOf(request);
      const { message } = messageOf(request, channel);
      if (message.author.id !== state.bot.id) throw missingPermissions();
      state.messages.delete(message.id);
      return noContent;
    },
    'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': (request) => {
      const channel = channelOf(
        request,
        PermissionFlagsBits.ReadMessageHistory,
        PermissionFlagsBits.AddReactions,
      );
      const stored = messageOf(request, channel);
      if (Number(stored.message.flags) & MessageFlags.Ephemeral) throw unknownMessage();
      const emoji = request.route.parameters.emoji_name ?? '';
      stored.reactions.set(emoji, (stored.reactions.get(emoji) ?? new Set()).add(state.bot.id));
      return noContent;
    },
    'GET /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}': (request) => {
      const channel = channelOf(request, PermissionFlagsBits.ReadMessageHistory);
      const people =
        messageOf(request, channel).reactions.get(request.route.parameters.emoji_name ?? '') ?? [];
      return ok([...people].map((id) => state.users.get(id)).filter((user) => user !== undefined));
    },
    'POST /users/@me/channels': openDirect,
  };
}
