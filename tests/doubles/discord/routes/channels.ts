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

/** Discord speaks of "a few minutes". */
export const NONCE_KEPT_FOR = 5 * 60_000;

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
    if (kind === 'forum') throw new ApiError(400, 50008, 'Cannot send messages in a non-text channel');
    const body = request.fields;
    const twin = body.enforce_nonce === true ? sameNonce(body.nonce) : undefined;
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
      files: request.files,
      ...(repliesTo ? { repliesTo } : {}),
    });
    announceMessage(world, 'MESSAGE_CREATE', stored.message, channel);
    return ok(stored.message);
  }

  /** The bot's last message under a nonce, wherever it is, for some minutes. */
  function sameNonce(nonce: unknown): Stored | undefined {
    const since = state.clock.now() - NONCE_KEPT_FOR;
    const isTwin = ({ message, nonce: own }: Stored) =>
      own !== undefined && own === String(nonce) && Date.parse(message.timestamp) >= since;
    return [...state.messages.values()].findLast(isTwin);
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
      editMessage(state, stored, request.fields, request.files);
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
      const { reactions, bursts } = messageOf(request, channel);
      const given = request.query.get('type') === '1' ? bursts : reactions;
      const people = [...(given.get(request.route.parameters.emoji_name ?? '') ?? [])];
      const page = pageOf(request, people, (id) => id, 25).sort(byId((id) => id));
      return ok(page.flatMap((id) => state.users.get(id) ?? []));
    },
    'GET /channels/{channel_id}/messages': (request) => {
      const channel = channelOf(request);
      const mayLook =
        channel.kind === 'direct' || channel.permissions & PermissionFlagsBits.ReadMessageHistory;
      const stored = [...state.messages.values()].filter(
        ({ message, seenBy }) => message.channel_id === channel.id && seenBy === undefined,
      );
      const page = pageOf(request, mayLook ? stored : [], ({ message }) => message.id, 50);
      return ok(page.map((one) => messageAsSeen(state, one)));
    },
    'POST /channels/{channel_id}/messages/{message_id}/threads': (request) => {
      const channel = channelOf(request, PermissionFlagsBits.CreatePublicThreads);
      const { message } = messageOf(request, channel);
      if (channel.kind !== 'text' || channel.guild === undefined) {
        throw new ApiError(400, 50024, 'Cannot execute action on this channel type');
      }
      if (state.channels.has(message.id)) {
        throw new ApiError(400, 160004, 'A thread has already been created for this message');
      }
      const { guild, permissions, id: parent } = channel;
      const name = String(request.fields.name);
      const thread: Channel = { id: message.id, kind: 'thread', guild, parent, name, permissions };
      state.channels.set(thread.id, thread);
      world.dispatch('THREAD_CREATE', { ...channelObject(state, thread), newly_created: true });
      return { status: 201, body: channelObject(state, thread) };
    },
    'POST /users/@me/channels': openDirect,
  };
}

/** The page of a list that a request asks for: what comes next after an id, the newest first, as Discord has it. */
function pageOf<Item>(
  { query }: ApiRequest,
  items: readonly Item[],
  idOf: (item: Item) => string,
  usual: number,
): Item[] {
  const limit = Number(query.get('limit') ?? usual);
  const after = query.get('after');
  if (after === null) return [...items].sort(byId(idOf)).slice(-limit).reverse();
  const later = items.filter((item) => BigInt(idOf(item)) > BigInt(after)).sort(byId(idOf));
  return later.slice(0, limit).reverse();
}

function byId<Item>(idOf: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => (BigInt(idOf(a)) < BigInt(idOf(b)) ? -1 : 1);
}
