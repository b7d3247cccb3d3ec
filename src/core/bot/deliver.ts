import type { Card } from '../chat/card.ts';
import type { Posted } from '../chat/contract.ts';
import type { Memory } from './memory.ts';

export type DeliverOptions = {
  /** The workspace to whose lists reactions belong, where a direct message is sent for one. */
  readonly home?: string;
  /** Reacts to what was sent, so that people need only press: see `createFirstReactions`. */
  readonly reactFirst?: (posted: readonly Posted[]) => Promise<void>;
};

/**
 * Sends cards by the given way and remembers which papers each message shows, so that reactions to it work: the last
 * step of every answer and every digest. Rejects where sending does.
 */
export async function deliver(
  cards: readonly Card[],
  send: (cards: readonly Card[]) => Promise<readonly Posted[]>,
  memory: Memory,
  { home, reactFirst }: DeliverOptions = {},
): Promise<readonly Posted[]> {
  const sending = send(cards);
  await memory.rememberMessages(sending, home);
  const posted = await sending;
  await reactFirst?.(posted);
  return posted;
}
