import { randomUUID } from 'node:crypto';
import {
  type APIInteraction,
  type Client,
  GatewayDispatchEvents,
  type GatewayGuildDeleteDispatchData,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  InteractionType,
  ReactionType,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
import { createLatest } from '../../../core/async/latest.ts';
import type { Bot, Reaction } from '../../../core/chat/bot.ts';
import type { Card } from '../../../core/chat/card.ts';
import type { Choice } from '../../../core/chat/command.ts';
import { findDeclaration, type LongTexts } from '../../../core/chat/command-line.ts';
import { reportFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { answerForm } from '../../../core/chat/options.ts';
import { entry, nameOf } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { recallTexts } from '../long-texts/recall-texts.ts';
import { createOnce } from '../once.ts';
import { sendCards } from '../send/post.ts';
import type { Requests } from '../send/requests.ts';
import {
  answerQuestion,
  explainLoss,
  explainLostForm,
  explainPublicity,
  hiddenText,
  lostCommand,
  unshownAnswer,
} from './answer.ts';
import { completeTyping } from './complete.ts';
import { readAnswers, readFormId, writeFormId } from './form.ts';
import { createProofs, type Enforced, managesServer, mayManage, mayWriterManage } from './permissions.ts';
import { isGiven } from './reactions.ts';
import { PLATFORM, readAgain, readCommand, readPlace, readPress } from './read-interaction.ts';
import {
  type Addressed,
  type Cleared,
  type ReactionData,
  readCleared,
  readMessage,
  readReaction,
} from './read-message.ts';
import { createResponseTimes } from './response-times.ts';
import { createButtonTurner } from './turn-button.ts';

/** Milliseconds in which two presses of one button are one. */
const HASTE = 5_000;

export type Listening = {
  readonly client: Client;
  /** Whether what it tells at this moment is for this process to act on. */
  readonly isOurs: () => boolean;
  readonly bot: Bot;
  readonly requests: Requests;
  readonly texts?: Pick<LongTexts, 'find'> | undefined;
  readonly log: Log;
  readonly enforced: () => Enforced;
  /** Told of a server that has commands of its own. */
  readonly onStray: (guild: string) => void;
  /** Keeps the work in mind, so that a stop can wait for it. */
  readonly track: (work: Promise<void>) => void;
};

/**
 * Hands what people do to the bot, each thing once. It reads the dispatches as they come over the gateway: the
 * client's own events leave out reactions in direct messages that it has not seen before.
 */
export function listen({
  client,
  isOurs,
  bot,
  requests,
  texts,
  log,
  enforced,
  onStray,
  track,
}: Listening): void {
  const once = createOnce();
  const proofs = createProofs();
  /** What pressed buttons have lately posted for all: a second press in haste posts nothing. */
  const posted = new LRUCache<string, true>({ max: 1_000, ttl: HASTE });
  const times = createResponseTimes();
  const turnButton = createButtonTurner();
  const completions = createLatest<readonly Choice[]>();
  let reactions = createOnce();

  async function onInteraction(interaction: APIInteraction): Promise<void> {
    if (!once.isNew(interaction.id)) return;
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
      return await completeTyping(interaction, bot, requests, log, completions);
    }
    if (texts !== undefined) await recallTexts(interaction, texts);
    const place = readPlace(interaction);
    if (place === undefined) return;
    const ask = (question: Omit<Parameters<typeof answerQuestion>[0], 'interaction' | 'asker'>) => {
      const may = mayManage(interaction, question.line.name, enforced(), proofs);
      const manages = managesServer(interaction);
      const asker = { ...place, mayManage: async () => may, managesWorkspace: async () => manages };
      return answerQuestion({ interaction, asker, ...question }, { bot, requests, log, times, turnButton });
    };
    if (interaction.type === InteractionType.ApplicationCommand) {
      if (interaction.data.guild_id !== undefined) onStray(interaction.data.guild_id);
      const line = readCommand(interaction, bot.commands);
      if (line === undefined)
        return log.warn(entry`Discord: there is no handler for ${nameOf(interaction.data.name)}.`);
      return await ask({ line, replaces: false, formId: () => writeFormId(line) });
    }
    if (interaction.type === InteractionType.MessageComponent) {
      const pressed = readPress(interaction) ?? readAgain(interaction);
      if (pressed === undefined) return await explainLoss(interaction, lostCommand, requests, log);
      const isPost = findDeclaration(pressed.line, bot.commands)?.private === false;
      const press = `${interaction.message.id} ${place.member.id} ${interaction.data.custom_id}`;
      if (isPost && !pressed.replaces && posted.has(press)) {
        await requests.acknowledge(interaction, 'to replace');
        return;
      }
      posted.set(press, true);
      return await ask({ ...pressed, formId: () => interaction.data.custom_id });
    }
    if (interaction.type !== InteractionType.ModalSubmit) return;
    const answers = readAnswers(interaction);
    const line = readFormId(interaction.data.custom_id);
    const asked = readPress(interaction) ?? (line && { line, replaces: false });
    if (asked === undefined) return await explainLoss(interaction, explainLostForm(answers), requests, log);
    const declaration = findDeclaration(asked.line, bot.commands);
    await ask({ ...asked, line: declaration ? answerForm(asked.line, declaration, answers) : asked.line });
  }

  /** Whatever goes wrong before there is an answer, whoever waits for one is told. */
  async function answerInteraction(interaction: APIInteraction): Promise<void> {
    try {
      await onInteraction(interaction);
    } catch (error) {
      const incident = reportFailure(error, entry`Discord: what somebody asked for`, log);
      if (interaction.type === InteractionType.ApplicationCommandAutocomplete) return;
      await explainLoss(interaction, unshownAnswer(incident), requests, log);
    }
  }

  function addressed(guild = ''): Addressed {
    const role = client.user && client.guilds.cache.get(guild)?.roles.botRoleFor(client.user);
    return { bot: client.user?.id ?? '', role: role?.id };
  }

  async function onMessage(message: GatewayMessageCreateDispatchData): Promise<void> {
    const asking = readMessage(message, addressed(message.guild_id), bot.commands);
    if (asking === undefined || !once.isNew(message.id)) return;
    const { channel, member, line } = asking;
    const reply = (cards: readonly Card[], key = message.id) =>
      sendCards(cards, channel, key, requests, message.id);
    if (asking.isHidden) {
      await reply([hiddenText]);
      return;
    }
    if (channel.workspace !== '' && findDeclaration(line, bot.commands)?.personal) {
      await reply([explainPublicity(line)]);
      return;
    }
    const known = client.channels.cache.get(channel.id);
    const incident = await bot.onCommand({
      ...asking,
      ...(known && 'name' in known && known.name !== null ? { channelName: known.name } : {}),
      async mayManage() {
        try {
          return await mayWriterManage(client, channel, member.id);
        } catch (error) {
          log.warn(
            entry`Discord: what ${nameOf(member.id)} may do in channel ${nameOf(channel.id)} is unknown: ${describe(error)}.`,
          );
          return false;
        }
      },
      reply,
    });
    if (incident !== undefined) await reply([unshownAnswer(incident)], randomUUID());
  }

  async function onReaction(data: ReactionData, added: boolean): Promise<void> {
    const reaction = client.user ? readReaction(data, added, client.user.id) : undefined;
    const key = `${data.message_id} ${data.user_id} ${data.emoji.id ?? data.emoji.name}`;
    if (reaction === undefined || !reactions.changes(`${key} ${data.type}`, added)) return;
    const other = data.type === ReactionType.Burst ? ReactionType.Normal : ReactionType.Burst;
    const isLeft = reactions.last(`${key} ${other}`);
    if (!added && isLeft) return;
    const asks = added || isLeft === false ? {} : { isLeft: () => isGiven(data, other, requests, log) };
    await bot.onReaction({ ...reaction, ...asks, reply: whisperTo(data.user_id) });
  }

  /** There is no ephemeral answer to a reaction: it is told in a direct message. */
  function whisperTo(person: string): Reaction['reply'] {
    return async (cards) => {
      try {
        const id = await requests.openDirect(person);
        const channel = { platform: PLATFORM, workspace: '', id };
        return await sendCards(cards, channel, randomUUID(), requests);
      } catch (error) {
        log.info(entry`Discord: an answer to a reaction was not delivered: ${describe(error)}.`);
        return [];
      }
    };
  }

  /** What another process may be told too is left to that. */
  function on<Data>(event: GatewayDispatchEvents, act: (data: Data) => Promise<void>): void {
    client.ws.on(event, (data: Data) => {
      if (isOurs()) track(act(data));
    });
  }

  const events = GatewayDispatchEvents;
  // What was last known of reactions no longer holds where some were cleared, or where a new session may have missed some.
  for (const event of [events.Ready, events.MessageReactionRemoveAll, events.MessageReactionRemoveEmoji])
    client.ws.on(event, () => {
      reactions = createOnce();
    });
  on(events.InteractionCreate, answerInteraction);
  on(events.MessageCreate, onMessage);
  on(events.GuildCreate, ({ id }: { readonly id: string }) =>
    bot.onWorkspace({ platform: PLATFORM, workspace: id }, true),
  );
  // One that is unavailable has an outage; the bot is still in it.
  on(events.GuildDelete, async ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
    if (unavailable !== true) await bot.onWorkspace({ platform: PLATFORM, workspace: id }, false);
  });
  for (const event of [events.MessageReactionRemoveAll, events.MessageReactionRemoveEmoji])
    on(event, (data: Cleared) => bot.onCleared(readCleared(data)));
  on(events.MessageReactionAdd, (data: GatewayMessageReactionAddDispatchData) => onReaction(data, true));
  on(events.MessageReactionRemove, (data: GatewayMessageReactionRemoveDispatchData) =>
    onReaction(data, false),
  );
}
