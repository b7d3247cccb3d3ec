import { type APIInteraction, type APIMessageComponentInteraction, MessageFlags } from 'discord.js';
import type { Card, CommandLine } from '../../core/chat/card.ts';
import { findDeclaration, writeCommandLine } from '../../core/chat/command-line.ts';
import type { Bot, Channel, Posted } from '../../core/chat/contract.ts';
import type { Log } from '../../core/chat/log.ts';
import { describe, explaining } from './failures.ts';
import type { Place } from './read-interaction.ts';
import { type RenderedMessage, renderCard, renderTogether } from './render.ts';
import type { Acknowledgement, Requests } from './requests.ts';

/** Cards as messages: together where only one person sees them, else one card a message, so that each takes reactions. */
function renderAnswer(cards: readonly Card[], isPrivate: boolean): readonly RenderedMessage[] {
  return isPrivate ? renderTogether(cards) : cards.flatMap(renderCard);
}

type Question = {
  readonly interaction: APIInteraction;
  readonly place: Place;
  readonly line: CommandLine;
  /** The answer takes the place of the message the pressed button is on. */
  readonly replaces: boolean;
};

/** Acknowledges, lets the bot work, and shows its answer. Never throws. */
export async function answerQuestion(
  question: Question,
  bot: Bot,
  requests: Requests,
  log: Log,
): Promise<void> {
  const { interaction, place, line, replaces } = question;
  const isPrivate = findDeclaration(line, bot.commands)?.private ?? true;
  const how: Acknowledgement = replaces ? 'to replace' : isPrivate ? 'privately' : 'publicly';
  const typed = writeCommandLine(line);
  try {
    if (!(await requests.acknowledge(interaction, how))) {
      log.warn(`Discord: ${typed} is left alone, because another process of this bot has acknowledged it.`);
      return;
    }
  } catch (error) {
    log.warn(`Discord: ${typed} could not be acknowledged: ${describe(error)}.`);
    return;
  }
  const isHidden = replaces ? isEphemeral(interaction) : isPrivate;
  let isAnswered = false;
  const reply = async (cards: readonly Card[]): Promise<readonly Posted[]> => {
    const messages = renderAnswer(cards, isHidden);
    const posted: Posted[] = [];
    for (const { components, papers } of messages) {
      const id = await explaining('Discord did not take the answer', () =>
        isAnswered
          ? requests.followUp(interaction, components, isHidden)
          : requests.editOriginal(interaction, components),
      );
      isAnswered = true;
      if (id !== undefined) posted.push({ message: { channel: place.channel, id }, papers });
    }
    // Nobody can react to what only one person sees.
    return isHidden ? [] : posted;
  };
  await bot.onCommand({ line, ...place, reply });
  if (!isAnswered && !replaces) await apologise(interaction, requests);
}

/** Ends "is thinking…" where no answer could be shown. */
async function apologise(interaction: APIInteraction, requests: Requests): Promise<void> {
  const [message] = renderCard({
    title: 'The answer could not be shown',
    text: 'Discord did not take it. Please ask again; it is written in the log of whoever runs this bot.',
  });
  if (message) await requests.editOriginal(interaction, message.components).catch(() => undefined);
}

/** Tells the person who pressed it that a button's command was too long to be kept with it. */
export async function explainLostCommand(
  interaction: APIMessageComponentInteraction,
  requests: Requests,
  log: Log,
): Promise<void> {
  const [message] = renderCard({
    title: 'This button has lost its command',
    text: 'Its text was too long for Discord to keep. Please type the command again.',
  });
  try {
    if (message && (await requests.acknowledge(interaction, 'privately'))) {
      await requests.editOriginal(interaction, message.components);
    }
  } catch (error) {
    log.warn(`Discord: a button without a command could not be explained: ${describe(error)}.`);
  }
}

function isEphemeral(interaction: APIInteraction): boolean {
  const flags = 'message' in interaction ? Number(interaction.message?.flags ?? 0) : 0;
  return (flags & MessageFlags.Ephemeral) !== 0;
}

/** Sends cards to a channel for all to see. `key` keeps each from being sent twice. */
export async function sendCards(
  cards: readonly Card[],
  channel: Channel,
  key: string,
  requests: Requests,
  repliesTo?: string,
): Promise<readonly Posted[]> {
  const posted: Posted[] = [];
  for (const [at, { components, papers }] of cards.flatMap(renderCard).entries()) {
    const answers = at === 0 ? repliesTo : undefined;
    const id = await explaining(`Discord did not take a message to channel ${channel.id}`, () =>
      requests.send(channel.id, components, `${key}.${at}`, answers),
    );
    posted.push({ message: { channel, id }, papers });
  }
  return posted;
}
