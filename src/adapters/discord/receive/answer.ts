import { type APIInteraction, InteractionContextType, MessageFlags } from 'discord.js';
import { within } from '../../../core/async/within.ts';
import type { Bot } from '../../../core/chat/bot.ts';
import type { Card, CommandLine } from '../../../core/chat/card.ts';
import type { Posted } from '../../../core/chat/channel.ts';
import type { Form, Invocation } from '../../../core/chat/command.ts';
import { findDeclaration, nameCommand, writeCommandLine } from '../../../core/chat/command-line.ts';
import { tellIncident } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { drawnAgain } from '../../../core/chat/pager.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe, explaining, isRejection } from '../failures.ts';
import { type RenderedMessage, renderCard, renderTogether } from '../render/render.ts';
import type { Acknowledgement, Requests } from '../send/requests.ts';
import { createResponder } from '../send/responder.ts';
import { renderForm } from './form.ts';
import type { Place } from './read-interaction.ts';
import type { ResponseTimes } from './response-times.ts';
import { readPress, retell } from './retell.ts';
import type { TurnButton } from './turn-button.ts';

/** Cards as messages: together where only one person sees them, else one card a message, so that each takes reactions. */
function renderAnswer(cards: readonly Card[], isPrivate: boolean): readonly RenderedMessage[] {
  return isPrivate ? renderTogether(cards) : cards.flatMap(renderCard);
}

/** Who asks, where. */
export type Asker = Place & Pick<Invocation, 'mayManage' | 'managesWorkspace'>;

type Question = {
  readonly interaction: APIInteraction;
  readonly asker: Asker;
  readonly line: CommandLine;
  /** The answer takes the place of the message the pressed button is on. */
  readonly replaces: boolean;
  /** It is the list again whose pressed button cannot be read any more; for whoever pressed it alone. */
  readonly isAgain?: true;
  /** Yields the id under which a form may be shown first; absent where it has been filled in. */
  readonly formId?: () => string;
};

/** Milliseconds that a form is waited for, and the answer of a command that may run before it is acknowledged. */
const FORM_WITHIN = 800;
const ANSWER_WITHIN = 500;

export type AnswerMeans = {
  readonly bot: Bot;
  readonly requests: Requests;
  readonly log: Log;
  readonly times: ResponseTimes;
  readonly turnButton: TurnButton;
};

/**
 * Acknowledges, lets the bot work, and shows its answer; directly where that is likely to be there at once: work that holds up
 * all else would hold up the acknowledgement too. Never throws.
 */
export async function answerQuestion(
  question: Question,
  { bot, requests, log, times, turnButton }: AnswerMeans,
): Promise<void> {
  const { interaction, asker, line } = question;
  const declaration = findDeclaration(line, bot.commands);
  const isPrivate = question.isAgain ?? declaration?.private ?? true;
  const isSeenByAll = asker.channel.workspace !== '' && !isEphemeral(interaction);
  const replaces = question.replaces && !(declaration?.personal === true && isSeenByAll);
  const pressed = declaration?.turnsButton && !replaces ? readPress(interaction) : undefined;
  const isOwn = isEphemeral(interaction) || interaction.context === InteractionContextType.BotDM;
  const how: Acknowledgement =
    replaces || pressed !== undefined ? 'to replace' : isPrivate ? 'privately' : 'publicly';
  const isHidden = replaces ? isEphemeral(interaction) : isPrivate;
  const typed = nameCommand(declaration);
  const responder = createResponder(interaction, how, isHidden, requests);

  /** Whether the work is this process's, which may not even show a form for it where it is not. */
  async function acknowledges(acknowledge: () => Promise<boolean>): Promise<boolean> {
    try {
      const isFirst = await acknowledge();
      if (!isFirst)
        log.warn(
          entry`Discord: ${typed} is left to another process of this bot, which has already acknowledged it.`,
        );
      return isFirst;
    } catch (error) {
      log.warn(entry`Discord: ${typed} could not be acknowledged: ${describe(error)}.`);
      return false;
    }
  }

  let isThere = () => {};
  const reply = async (cards: readonly Card[]): Promise<readonly Posted[]> => {
    isThere();
    const button = cards.length === 1 ? cards[0]?.pressed : undefined;
    const turned = isOwn && pressed && button ? turnButton(pressed, button) : undefined;
    if (turned !== undefined) {
      await explaining(entry`Discord rejected the answer`, () => responder.show(turned));
      return [];
    }
    // The message stays as it is but for the number of saves, and is answered beside it.
    if (pressed !== undefined) await retell(pressed, isOwn ? undefined : cards[0]?.retold, responder);
    const isAside = !isHidden && !replaces && asker.channel.workspace !== '' && isForAsker(cards);
    const hides = isHidden || isAside;
    const posted: Posted[] = [];
    for (const content of renderAnswer(question.isAgain ? drawnAgain(cards) : cards, hides)) {
      const id = await explaining(entry`Discord rejected the answer`, () =>
        isAside ? responder.showAside(content) : responder.show(content),
      );
      if (id !== undefined) posted.push({ message: { channel: asker.channel, id }, papers: content.papers });
    }
    // Nobody can react to what only one person sees.
    return hides ? [] : posted;
  };

  const form = await findForm(question, bot);
  const { formId } = question;
  if (form !== undefined && formId !== undefined) {
    let isRejected = false;
    await acknowledges(() =>
      requests.showForm(interaction, renderForm(form, formId())).catch((error: unknown) => {
        isRejected = isRejection(error);
        throw error;
      }),
    );
    if (!isRejected) return;
  }
  const mayRun = declaration?.repeatable === true && declaration.asks !== true;
  const isQuick = mayRun && times.isWithin(ANSWER_WITHIN, typed);
  if (!isQuick && !(await acknowledges(responder.acknowledge))) return;
  isThere = times.begin(typed);
  const isPressedForAll = isSeenByAll && readPress(interaction) !== undefined;
  const work = bot.onCommand({ line, ...asker, ...(isPressedForAll && { isPressedForAll }), reply });
  if (isQuick) {
    await within(ANSWER_WITHIN, work, undefined);
    if (!(await acknowledges(responder.acknowledge))) return;
  }
  const incident = await work;
  if (incident === undefined && (responder.isAnswered() || replaces)) return;
  const isBeside = replaces || pressed !== undefined || responder.isAnswered();
  await apologise(interaction, isBeside, incident, requests);
}

/** Whether cards ask what is meant, which is nobody else's business. */
function isForAsker(cards: readonly Card[]): boolean {
  return cards.length > 0 && cards.every(({ isAside }) => isAside === true);
}

/** The form to show before the command runs; none where it does not come in time to be shown. */
async function findForm({ line, asker, formId }: Question, bot: Bot): Promise<Form | undefined> {
  if (formId === undefined || !findDeclaration(line, bot.commands)?.asks) return undefined;
  const { channel, member, memberName, mayManage } = asker;
  return within(FORM_WITHIN, bot.form({ line, channel, member, memberName, mayManage }), undefined);
}

/** Ends "is thinking…" where no answer could be shown; beside a message that waits for nothing. */
async function apologise(
  interaction: APIInteraction,
  isBeside: boolean,
  incident: number | undefined,
  requests: Requests,
): Promise<void> {
  const [message] = renderCard(unshownAnswer(incident));
  if (message === undefined) return;
  const shown = isBeside
    ? requests.followUp(interaction, message, true)
    : requests.editOriginal(interaction, message);
  await shown.catch(() => undefined);
}

/** Says privately that a button's command, or that of a form, is lost. */
export async function explainLoss(
  interaction: APIInteraction,
  card: Card,
  requests: Requests,
  log: Log,
): Promise<void> {
  const [message] = renderCard(card);
  try {
    if (message && (await requests.acknowledge(interaction, 'privately'))) {
      await requests.editOriginal(interaction, message);
    }
  } catch (error) {
    log.warn(entry`Discord: the person could not be told that a command was lost: ${describe(error)}.`);
  }
}

function isEphemeral(interaction: APIInteraction): boolean {
  const flags = 'message' in interaction ? Number(interaction.message?.flags ?? 0) : 0;
  return (flags & MessageFlags.Ephemeral) !== 0;
}

/** For a button whose command is not known any more, nor the list on which it is. */
export const lostCommand: Card = {
  title: 'This button no longer works',
  text: 'The bot was started anew since. Type the command instead.',
};

/** For an answer, or a part of one, that could not be shown. */
export function unshownAnswer(incident: number | undefined): Card {
  return {
    title: 'The answer could not be shown',
    text: 'Try again in a moment.',
    ...(incident === undefined ? {} : { footer: tellIncident(incident) }),
  };
}

/** For a mention in a server that asks for what is one person's own: all see the answer to a message. */
export function explainPublicity(line: CommandLine): Card {
  const { name, verb } = line;
  return {
    title: 'That answer is private, and everyone can read answers here',
    text: `Nothing was done. Type ${writeCommandLine({ name, text: '', ...(verb === undefined ? {} : { verb }) })} as a slash command instead: then only you see the answer.`,
  };
}

/** For a mention of the bot's role, where Discord does not show what was said. */
export const hiddenText: Card = {
  title: 'Mention me, not my role',
  text: 'Discord does not show me messages to a role. Choose the bot, not its role, in the list that opens after the @, or use a slash command.',
};

/** For a form handed in whose long command was forgotten in a restart; the answers are given back. */
export function explainLostForm(answers: Readonly<Record<string, string>>): Card {
  const given = Object.entries(answers).filter(([, answer]) => answer !== '');
  return {
    title: 'This form no longer works',
    text: 'The bot was restarted while you filled it in. Type the command again.',
    ...(given.length === 0
      ? {}
      : { preformatted: given.map(([name, answer]) => `${name}: ${answer}`).join('\n') }),
  };
}
