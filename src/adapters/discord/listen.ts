import { randomUUID } from 'node:crypto';
import {
  type APIInteraction,
  type Client,
  GatewayDispatchEvents,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  InteractionType,
} from 'discord.js';
import type { Bot, Reaction } from '../../core/chat/contract.ts';
import type { Log } from '../../core/chat/log.ts';
import { answerQuestion, explainLostCommand, sendCards } from './answer.ts';
import { completeTyping } from './complete.ts';
import { describe } from './failures.ts';
import { createOnce } from './once.ts';
import { PLATFORM, readCommand, readPlace, readPress } from './read-interaction.ts';
import { readMessage, readReaction } from './read-message.ts';
import type { Requests } from './requests.ts';

/**
 * Hands what people do to the bot, each thing once. It reads the dispatches as they come over the gateway: the
 * client's own events leave out reactions in direct messages that it has not seen before.
 */
export function listen(
  client: Client,
  bot: Bot,
  requests: Requests,
  log: Log,
  track: (work: Promise<void>) => void,
) {
  const once = createOnce();
  let reactions = createOnce();

  async function onInteraction(interaction: APIInteraction): Promise<void> {
    if (!once.isNew(interaction.id)) return;
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
      return await completeTyping(interaction, bot, requests, log);
    }
    const place = readPlace(interaction);
    if (place === undefined) return;
    if (interaction.type === InteractionType.ApplicationCommand) {
      const line = readCommand(interaction, bot.commands);
      if (line === undefined) return log.warn(`Discord: nobody here answers to ${interaction.data.name}.`);
      return await answerQuestion({ interaction, place, line, replaces: false }, bot, requests, log);
    }
    if (interaction.type === InteractionType.MessageComponent) {
      const pressed = readPress(interaction);
      if (pressed === undefined) return await explainLostCommand(interaction, requests, log);
      await answerQuestion({ interaction, place, ...pressed }, bot, requests, log);
    }
  }

  async function onMessage(message: GatewayMessageCreateDispatchData): Promise<void> {
    const asking = client.user ? readMessage(message, client.user.id, bot.commands) : undefined;
    if (asking === undefined || !once.isNew(message.id)) return;
    const { channel } = asking;
    await bot.onCommand({
      ...asking,
      reply: (cards) => sendCards(cards, channel, message.id, requests, message.id),
    });
  }

  async function onReaction(data: GatewayMessageReactionAddDispatchData, added: boolean): Promise<void> {
    const reaction = client.user ? readReaction(data, added, client.user.id) : undefined;
    const key = `${data.message_id} ${data.user_id} ${data.emoji.id ?? data.emoji.name}`;
    if (reaction === undefined || !reactions.changes(key, added)) return;
    await bot.onReaction({ ...reaction, reply: whisperTo(data.user_id) });
  }

  /** There is no ephemeral answer to a reaction: it is told in a direct message. */
  function whisperTo(person: string): Reaction['reply'] {
    return async (cards) => {
      try {
        const id = await requests.openDirect(person);
        const channel = { platform: PLATFORM, workspace: '', id };
        return await sendCards(cards, channel, randomUUID().slice(0, 20), requests);
      } catch (error) {
        log.info(`Discord: an answer to a reaction was not delivered: ${describe(error)}.`);
        return [];
      }
    };
  }

  // What was last known of reactions no longer holds where some were cleared, or where a new session may have missed some.
  for (const event of [
    GatewayDispatchEvents.Ready,
    GatewayDispatchEvents.MessageReactionRemoveAll,
    GatewayDispatchEvents.MessageReactionRemoveEmoji,
  ]) {
    client.ws.on(event, () => {
      reactions = createOnce();
    });
  }
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: APIInteraction) => track(onInteraction(data)));
  client.ws.on(GatewayDispatchEvents.MessageCreate, (data: GatewayMessageCreateDispatchData) =>
    track(onMessage(data)),
  );
  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, (data: GatewayMessageReactionAddDispatchData) =>
    track(onReaction(data, true)),
  );
  client.ws.on(
    GatewayDispatchEvents.MessageReactionRemove,
    (data: GatewayMessageReactionRemoveDispatchData) => track(onReaction(data, false)),
  );
}
