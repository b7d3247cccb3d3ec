import type { Card } from '../../../core/chat/card.ts';
import type { Posted } from '../../../core/chat/channel.ts';
import { tellIncident } from '../../../core/chat/failures.ts';
import { counted } from '../../../core/text/counted.ts';
import { entry, type LogEntry, nameOf, nobodyTyped } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import type { Rendered } from '../render/message-parts.ts';
import { renderCard } from '../render/render.ts';
import type { Place, Sender, Sent } from './send.ts';

/** How an answer is to be seen. */
export type Manner = 'private' | 'public' | 'replacing';

/** What became of cards: the messages Slack tells of, and what stopped the rest from being sent. */
export type AnswerOutcome = {
  readonly posted: readonly Posted[];
  readonly trouble?: { readonly error: unknown; readonly text: LogEntry };
};

/** Shows cards in a place, message after message; the first that cannot be sent ends it. */
export async function showCards(
  sender: Sender,
  place: Place,
  manner: Manner,
  cards: readonly Card[],
): Promise<AnswerOutcome> {
  const prepared: Card[] = [];
  for (const card of cards) prepared.push(await sendFile(sender, place, card));
  const messages = prepared.flatMap(renderCard);
  const posted: Posted[] = [];
  for (const [at, message] of messages.entries()) {
    let sent: Sent;
    try {
      sent = await send(sender, place, at === 0 ? manner : followUp(manner, place), message);
    } catch (error) {
      return { posted, trouble: { error, text: explain(error, place, messages.length - at) } };
    }
    if (sent !== undefined) posted.push({ message: sent, papers: message.papers });
  }
  return { posted };
}

/** Sends a card's file where only the person sees it; the card then says where that is, or what went wrong. */
async function sendFile(sender: Sender, place: Place, card: Card): Promise<Card> {
  const { file, ...rest } = card;
  if (file === undefined) return card;
  const say = (words: string): Card => ({ ...rest, text: [rest.text, words].filter(Boolean).join('\n') });
  try {
    const direct = await sender.sendFile(place, file);
    return say(
      direct === place.channel
        ? `${file.name} is in the message above.`
        : `${file.name} is in your direct messages with this app: under Apps, at the bottom of the sidebar.`,
    );
  } catch (error) {
    return say(`${file.name} could not be sent: ${describe(error)}${remedyOf(describe(error))}.`);
  }
}

function send(sender: Sender, place: Place, manner: Manner, message: Rendered): Promise<Sent> {
  if (manner === 'replacing') return sender.replace(place, message);
  return manner === 'public' ? sender.sayToAll(place, message) : sender.sayInPrivate(place, message);
}

/** Only the first message takes the place of another; what follows is seen by those who saw that one. */
function followUp(manner: Manner, { pressed }: Place): Manner {
  if (manner !== 'replacing') return manner;
  return pressed?.ephemeral === false ? 'public' : 'private';
}

const REMEDIES: { readonly [error: string]: string } = {
  not_in_channel: 'invite the bot into the channel with /invite',
  channel_not_found: 'invite the bot into the channel with /invite',
  missing_scope: 'give the app the scopes in config/slack-manifest.json and install it again',
};

function remedyOf(what: string): string {
  return REMEDIES[what] === undefined ? '' : `; ${REMEDIES[what]}`;
}

function explain(error: unknown, { channel }: Place, count: number): LogEntry {
  const what = describe(error);
  const remedy = remedyOf(what);
  const messages = nobodyTyped(counted(count, 'message'));
  return entry`Slack: ${messages} could not be sent to ${nameOf(channel)}: ${what}${nobodyTyped(remedy)}`;
}

/** What a person is told where something failed that nobody expected. */
export function apologise(incident: number): Card {
  return {
    title: 'Something went wrong',
    text: 'Try again in a moment.',
    footer: tellIncident(incident),
  };
}
