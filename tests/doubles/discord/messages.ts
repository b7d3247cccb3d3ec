import {
  type APIAttachment,
  type APIMessage,
  type APIUser,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10';
import { emptyMessage, invalidBody } from './api-error.ts';
import { allComponents, isEmptyMessage, type Part, partsOf, textOf } from './message-rules.ts';
import { mentionableText, mentionedIds, pingsOf } from './pings.ts';
import type { Asked, State, Stored } from './state.ts';
import type { SentFile } from './world.ts';

const KEPT_FLAGS =
  MessageFlags.IsComponentsV2 |
  MessageFlags.Ephemeral |
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.Loading;

type Origin = {
  readonly author: APIUser;
  readonly channel: string;
  readonly body: Part;
  readonly flags?: number;
  readonly seenBy?: string;
  readonly repliesTo?: Stored;
  readonly forwards?: APIMessage;
  readonly asked?: Asked;
  readonly files?: readonly SentFile[];
};

/** Makes and keeps a message, and the pings it causes where the bot wrote it. */
export function createMessage(state: State, origin: Origin): Stored {
  const { author, channel, body, seenBy, repliesTo, forwards, asked, files = [] } = origin;
  const flags = (Number(body.flags ?? 0) | (origin.flags ?? 0)) & KEPT_FLAGS;
  const isEmpty = isEmptyMessage(body) && files.length === 0 && forwards === undefined;
  if (isEmpty && !(flags & MessageFlags.Loading)) throw emptyMessage();
  const id = state.nextId();
  const message = {
    id,
    channel_id: channel,
    author,
    type: repliesTo || asked?.source ? MessageType.Reply : MessageType.Default,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: new Date(state.clock.now()).toISOString(),
    edited_timestamp: null,
    flags,
    ...(repliesTo ? { message_reference: referenceTo(repliesTo.message) } : {}),
    ...(forwards
      ? {
          message_reference: { ...referenceTo(forwards), type: MessageReferenceType.Forward },
          message_snapshots: body.message_snapshots,
        }
      : {}),
    ...(asked ? interactionFields(state, asked) : {}),
    ...(typeof body.nonce === 'string' || typeof body.nonce === 'number' ? { nonce: body.nonce } : {}),
  } as APIMessage;
  const stored: Stored = {
    message,
    reactions: new Map(),
    bursts: new Map(),
    ...(seenBy === undefined ? {} : { seenBy }),
    ...(body.nonce === undefined ? {} : { nonce: String(body.nonce) }),
  };
  fill(state, stored, body, files);
  state.messages.set(id, stored);
  if (author.id === state.bot.id) {
    state.pings.push(...pingsOf(state, body, id, repliesTo?.message.author.id));
  }
  return stored;
}

/** Changes a message as an edit does: what the body does not mention stays. */
export function editMessage(state: State, stored: Stored, body: Part, files: readonly SentFile[] = []): void {
  const before = Number(stored.message.flags ?? 0);
  const wasLoading = (before & MessageFlags.Loading) !== 0;
  const flags = ((before & ~MessageFlags.Loading) | Number(body.flags ?? 0)) & KEPT_FLAGS;
  const { content, embeds, components } = stored.message;
  if (isEmptyMessage({ content, embeds, components, ...body })) throw emptyMessage();
  const edited = wasLoading ? null : new Date(state.clock.now()).toISOString();
  stored.message = { ...stored.message, flags, edited_timestamp: edited };
  fill(state, stored, body, files);
  // Only the answer that takes the place of "is thinking…" notifies; a later edit never does.
  if (wasLoading) state.pings.push(...pingsOf(state, body, stored.message.id));
}

function fill(state: State, stored: Stored, body: Part, files: readonly SentFile[]): void {
  const attachments = attach(state, stored, body, files);
  const { users, roles } = mentionedIds(mentionableText(body));
  const known = users.map((id) => state.users.get(id)).filter((user) => user !== undefined);
  stored.message = {
    ...stored.message,
    ...(body.content === undefined ? {} : { content: String(body.content ?? '') }),
    ...(body.embeds === undefined ? {} : { embeds: partsOf(body.embeds).map(shownEmbed) }),
    ...(body.components === undefined ? {} : { components: withIds(partsOf(body.components), attachments) }),
    attachments,
    mentions: known,
    mention_roles: roles,
    mention_everyone: /@(everyone|here)\b/.test(String(body.content ?? '')),
  } as APIMessage;
}

/** The attachments that stay, by what the body says of them, and those that came with it. */
function attach(state: State, stored: Stored, body: Part, files: readonly SentFile[]): APIAttachment[] {
  const before = stored.message.attachments;
  const named = partsOf(body.attachments);
  const kept =
    body.attachments === undefined ? before : before.filter(({ id }) => named.some((one) => one.id === id));
  const added = files.map((file) => {
    const id = state.nextId();
    state.files.set(id, file);
    const url = `https://cdn.discordapp.com/attachments/${stored.message.channel_id}/${id}/${file.name}`;
    const size = Buffer.byteLength(file.content);
    return { id, filename: file.name, size, url, proxy_url: url, content_type: file.type };
  });
  return [...kept, ...added];
}

function shownEmbed(embed: Part): Part {
  const fields = partsOf(embed.fields).map((field) => ({ inline: false, ...field }));
  return { type: 'rich', ...embed, ...(fields.length > 0 ? { fields } : {}) };
}

/** Components as Discord gives them back: numbered, with what was left out filled in and files in place of their names. */
function withIds(components: readonly Part[], attachments: readonly APIAttachment[]): readonly Part[] {
  const given = allComponents(components).map(({ part }) => part.id);
  let count = 0;
  const number = (part: Part): Part => {
    do count += 1;
    while (given.includes(count));
    const id = part.id || count;
    const nested = Array.isArray(part.components) ? { components: partsOf(part.components).map(number) } : {};
    const accessory = partsOf([part.accessory]).map(number)[0];
    const file = part.type === 13 ? fileFields(part, attachments) : {};
    return {
      ...defaultsFor(part.type),
      ...part,
      ...file,
      id,
      ...nested,
      ...(accessory ? { accessory } : {}),
    };
  };
  return components.map(number);
}

/** https://docs.discord.com/developers/components/reference#file */
function fileFields(part: Part, attachments: readonly APIAttachment[]): Part {
  const url = textOf(partsOf([part.file])[0]?.url);
  const attachment = attachments.find(({ filename }) => url === `attachment://${filename}`);
  if (attachment === undefined) {
    const message = 'The referenced attachment was not found';
    throw invalidBody([{ path: ['components'], code: 'ATTACHMENT_NOT_FOUND', message }]);
  }
  const { id, filename, size, url: address, proxy_url } = attachment;
  const file = { id, url: address, proxy_url, attachment_id: id };
  return { file, name: filename, size, spoiler: false };
}

function defaultsFor(type: unknown): Part {
  if (type === 17) return { accent_color: null, spoiler: false };
  if (type === 14) return { spacing: 1, divider: true };
  return {};
}

/** What a forwarded message tells of the one it forwards. https://docs.discord.com/developers/resources/message#message-snapshot-object */
export function snapshotOf(message: APIMessage): Part {
  const { type, content, embeds, attachments, timestamp, edited_timestamp, flags, components } = message;
  const { mentions, mention_roles } = message;
  const shown = { type, content, embeds, attachments, timestamp, edited_timestamp, flags, components };
  return { message: { ...shown, mentions, mention_roles } };
}

function referenceTo(message: APIMessage) {
  return { type: 0, channel_id: message.channel_id, message_id: message.id };
}

function interactionFields(state: State, asked: Asked) {
  const user = state.users.get(asked.person);
  const metadata =
    asked.type === 3
      ? { type: 3, interacted_message_id: asked.source }
      : { type: 2, command_type: 1, name: 'command' };
  return {
    application_id: state.application.id,
    webhook_id: state.application.id,
    interaction_metadata: {
      id: asked.id,
      user,
      authorizing_integration_owners: asked.guild ? { '0': asked.guild } : { '1': asked.person },
      ...metadata,
    },
    ...(asked.source
      ? { message_reference: { type: 0, channel_id: asked.channel, message_id: asked.source } }
      : {}),
  };
}
