import type { Card } from '../chat/card.ts';
import type { Posted } from '../chat/contract.ts';
import type { Memory } from './memory.ts';

/** Sends cards by the given way and remembers which papers each message shows, so that reactions to it work. */
export async function deliver(
  cards: readonly Card[],
  send: (cards: readonly Card[]) => Promise<readonly Posted[]>,
  memory: Memory,
): Promise<readonly Posted[]> {
  const sending = send(cards);
  await memory.rememberMessages(sending);
  return sending;
}
