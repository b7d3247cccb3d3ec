import type { Card } from '../chat/card.ts';
import type { Posted } from '../chat/channel.ts';
import type { Memory } from './memory.ts';

/**
 * Sends an answer by the given way and remembers which papers each message shows, so that reactions to it work; then
 * reacts to it first where that is wished. Rejects where sending does.
 */
export async function deliver(
  cards: readonly Card[],
  send: (cards: readonly Card[]) => Promise<readonly Posted[]>,
  memory: Memory,
  reactFirst?: (posted: readonly Posted[]) => Promise<void>,
): Promise<readonly Posted[]> {
  const sending = send(cards);
  await memory.rememberMessages(sending);
  const posted = await sending;
  await reactFirst?.(posted);
  return posted;
}
