import type { Card } from '../../core/chat/card.ts';
import type { Channel, Posted } from '../../core/chat/contract.ts';
import { explaining } from './failures.ts';
import { markOf } from './mark.ts';
import { renderCard } from './render.ts';
import type { Requests } from './requests.ts';

/** Sends cards to a channel in answer to something. `key` keeps each from being sent twice. */
export async function sendCards(
  cards: readonly Card[],
  channel: Channel,
  key: string,
  requests: Requests,
  repliesTo?: string,
): Promise<readonly Posted[]> {
  const posted: Posted[] = [];
  for (const [at, message] of cards.flatMap(renderCard).entries()) {
    const reply = at === 0 && repliesTo !== undefined ? { repliesTo } : {};
    const { nonce } = markOf(channel.id, key, at);
    const id = await explaining(`Discord did not take a message to channel ${channel.id}`, () =>
      requests.send(channel.id, message, { nonce, ...reply }),
    );
    posted.push({ message: { channel, id }, papers: message.papers });
  }
  return posted;
}
