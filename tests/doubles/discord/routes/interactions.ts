import { InteractionType, MessageFlags } from 'discord-api-types/v10';
import {
  ApiError,
  alreadyAcknowledged,
  expiredToken,
  invalidBody,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from '../api-error.ts';
import { type Part, partsOf } from '../message-rules.ts';
import { createMessage, editMessage } from '../messages.ts';
import { type Asked, messageAsSeen, type Stored } from '../state.ts';
import {
  type ApiRequest,
  announceMessage,
  noContent,
  ok,
  type Routes,
  type SentFile,
  type World,
} from '../world.ts';

/** Milliseconds of the time that a test skips. */
const ACKNOWLEDGE_WITHIN = 3_000;
const TOKEN_VALID_FOR = 15 * 60_000;
const MOST_FOLLOW_UPS = 5;

const EPHEMERAL = MessageFlags.Ephemeral;

/**
 * Answers to interactions, which carry their own token in place of the bot's.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export function interactionRoutes(world: World): Routes {
  const { state } = world;

  function refuse(asked: Asked, error: ApiError): never {
    asked.refusals.push(error.code);
    throw error;
  }

  function callback(request: ApiRequest) {
    const { interaction_id, interaction_token } = request.route.parameters;
    const asked = state.asked.get(interaction_token ?? '');
    if (!asked || asked.id !== interaction_id) throw unknownInteraction();
    if (asked.acknowledgement) refuse(asked, alreadyAcknowledged());
    if (state.clock.skipped() - asked.askedAt > ACKNOWLEDGE_WITHIN) refuse(asked, unknownInteraction());
    const type = Number(request.fields.type);
    if (!allowedTypes(asked).includes(type)) {
      const message = `Value must be one of {${allowedTypes(asked)}}.`;
      throw invalidBody([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
    }
    const data = partsOf([request.fields.data])[0] ?? {};
    const message = acknowledge(asked, type, data, request.files);
    asked.acknowledgement = { type };
    asked.shown = type === 4 || type === 7;
    return request.query.get('with_response') === 'true'
      ? ok(callbackResponse(asked, type, message))
      : noContent;
  }

  function acknowledge(
    asked: Asked,
    type: number,
    data: Part,
    files: readonly SentFile[],
  ): Stored | undefined {
    asked.ephemeral = (Number(data.flags ?? 0) & EPHEMERAL) !== 0;
    if (type === 4 || type === 5) {
      asked.loading = type === 5;
      const stored = write(
        asked,
        type === 5 ? { flags: data.flags } : data,
        type === 5 ? MessageFlags.Loading : 0,
        files,
      );
      asked.original = stored.message.id;
      return stored;
    }
    if (type === 9) asked.modal = data;
    if (type === 8) asked.choices = (data.choices ?? []) as NonNullable<Asked['choices']>;
    if (type !== 6 && type !== 7) return undefined;
    const source = state.messages.get(asked.source ?? '');
    if (!source) throw unknownMessage();
    asked.original = source.message.id;
    asked.ephemeral = source.seenBy !== undefined;
    if (type === 7) change(source, data, files);
    return source;
  }

  function write(asked: Asked, body: Part, flags: number, files: readonly SentFile[] = []): Stored {
    const isHidden = (Number(body.flags ?? 0) & EPHEMERAL) !== 0;
    const stored = createMessage(state, {
      author: state.bot,
      channel: asked.channel,
      body,
      flags,
      files,
      asked,
      ...(isHidden ? { seenBy: asked.person } : {}),
    });
    announce('MESSAGE_CREATE', stored);
    return stored;
  }

  function change(stored: Stored, body: Part, files: readonly SentFile[] = []): void {
    editMessage(state, stored, body, files);
    announce('MESSAGE_UPDATE', stored);
  }

  function announce(event: string, stored: Stored): void {
    const channel = state.channels.get(stored.message.channel_id);
    if (channel && stored.seenBy === undefined) announceMessage(world, event, stored.message, channel);
  }

  function openWebhook(request: ApiRequest): Asked {
    const { webhook_id, webhook_token } = request.route.parameters;
    const asked = state.asked.get(webhook_token ?? '');
    if (!asked || webhook_id !== state.application.id) throw unknownWebhook();
    if (state.clock.skipped() - asked.askedAt > TOKEN_VALID_FOR) refuse(asked, expiredToken());
    if (!asked.acknowledgement) refuse(asked, unknownWebhook());
    return asked;
  }

  function messageOf(request: ApiRequest, asked: Asked): Stored {
    const named = request.route.parameters.message_id;
    const id = named === undefined ? asked.original : named;
    const isOwn = id !== undefined && (id === asked.original || asked.followUps.includes(id));
    const stored = isOwn ? state.messages.get(id) : undefined;
    if (!stored) throw unknownMessage();
    return stored;
  }

  function edit(request: ApiRequest) {
    const asked = openWebhook(request);
    const stored = messageOf(request, asked);
    change(stored, request.fields, request.files);
    if (stored.message.id === asked.original) asked.loading = false;
    asked.shown = true;
    return ok(messageAsSeen(state, stored));
  }

  function followUp(request: ApiRequest) {
    const asked = openWebhook(request);
    asked.shown = true;
    const original = state.messages.get(asked.original ?? '');
    // The first follow-up to a deferred answer takes its place.
    if (asked.loading && original) {
      change(original, request.fields, request.files);
      asked.loading = false;
      return ok(original.message);
    }
    if (asked.userInstalled && asked.followUps.length >= MOST_FOLLOW_UPS) {
      throw new ApiError(400, 40094, 'This interaction has reached the maximum number of follow up messages');
    }
    const stored = write(asked, request.fields, 0, request.files);
    asked.followUps.push(stored.message.id);
    return ok(stored.message);
  }

  const remove = (request: ApiRequest) => {
    state.messages.delete(messageOf(request, openWebhook(request)).message.id);
    return noContent;
  };
  const read = (request: ApiRequest) => ok(messageAsSeen(state, messageOf(request, openWebhook(request))));
  const own = '/webhooks/{webhook_id}/{webhook_token}';
  return {
    'POST /interactions/{interaction_id}/{interaction_token}/callback': callback,
    [`POST ${own}`]: followUp,
    [`GET ${own}/messages/@original`]: read,
    [`PATCH ${own}/messages/@original`]: edit,
    [`DELETE ${own}/messages/@original`]: remove,
    [`GET ${own}/messages/{message_id}`]: read,
    [`PATCH ${own}/messages/{message_id}`]: edit,
    [`DELETE ${own}/messages/{message_id}`]: remove,
  };
}

/** Which callback types answer an interaction of this kind. */
function allowedTypes(asked: Asked): readonly number[] {
  switch (asked.type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return [8];
    case InteractionType.MessageComponent:
      return [4, 5, 6, 7, 9];
    case InteractionType.ModalSubmit:
      return asked.source ? [4, 5, 6, 7] : [4, 5];
    default:
      return [4, 5, 9];
  }
}

function callbackResponse(asked: Asked, type: number, stored: Stored | undefined) {
  return {
    interaction: {
      id: asked.id,
      type: asked.type,
      ...(stored
        ? {
            response_message_id: stored.message.id,
            response_message_loading: asked.loading,
            response_message_ephemeral: asked.ephemeral,
          }
        : {}),
    },
    ...(stored && [4, 5, 7].includes(type) ? { resource: { type, message: stored.message } } : {}),
  };
}
