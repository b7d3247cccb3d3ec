import type { Card } from '../../core/chat/card.ts';
import type { Posted } from '../../core/chat/contract.ts';
import type { Log } from '../../core/chat/log.ts';
import { describe, findFailure } from './failure.ts';
import type { Rendered } from './part.ts';
import { renderCard } from './render.ts';
import type { Place, Sender, Sent } from './send.ts';

/** How an answer is to be seen. */
export type Manner = 'private' | 'public' | 'replacing';

export type Answer = (place: Place, manner: Manner, cards: readonly Card[]) => Promise<readonly Posted[]>;

/**
 * Shows cards and tells which messages they became. What cannot be sent any more is said in the log, with a remedy
 * where there is one; `onRefusal` hears of a token that Slack no longer takes.
 */
export function createAnswer(sender: Sender, log: Log, onRefusal: (error: unknown) => void): Answer {
  return async (place, manner, cards) => {
    const messages = cards.flatMap(renderCard);
    const posted: Posted[] = [];
    for (const [at, message] of messages.entries()) {
      let sent: Sent;
      try {
        sent = await send(sender, place, at === 0 ? manner : followUp(manner, place), message);
      } catch (error) {
        log.warn(explain(error, place, messages.length - at));
        if (findFailure(error) !== undefined) onRefusal(error);
        return posted;
      }
      if (sent !== undefined) posted.push({ message: sent, papers: message.papers });
    }
    return posted;
  };
}

function send(sender: Sender, place: Place, manner: Manner, message: Rendered): Promise<Sent> {
  if (manner === 'replacing') return sender.replace(place, message);
  return manner === 'public' ? sender.sayToAll(place, message) : sender.sayInPrivate(place, message);
}

/** Only the first message takes the place of another; what follows is seen by those who saw that one. */
function followUp(manner: Manner, { pressed }: Place): Manner {
  return manner !== 'replacing' ? manner : pressed?.ephemeral === false ? 'public' : 'private';
}

function explain(error: unknown, { channel }: Place, count: number): string {
  const what = describe(error);
  const remedy =
    what === 'not_in_channel' || what === 'channel_not_found'
      ? '; invite the bot into the channel with /invite'
      : what === 'missing_scope'
        ? '; give the app the scopes in config/slack-manifest.json and install it again'
        : '';
  return `Slack: ${count} message${count === 1 ? '' : 's'} could not be sent to ${channel}: ${what}${remedy}`;
}
