import type { Card } from '../chat/card.ts';
import type { Posted } from '../chat/channel.ts';
import type { CommandDeclaration, Invocation } from '../chat/command.ts';
import { numbersOn } from '../chat/numbered-list.ts';
import type { Memory } from './memory.ts';

/**
 * Sends an answer by the given way and remembers which papers each message shows, so that reactions to it work; then
 * reacts to it first where that is wished. Rejects where sending does.
 */
async function deliver(
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

/** Sends the answer to a command; what its numbers mean is known to whoever types one as soon as they see it. */
export async function deliverAnswer(
  cards: readonly Card[],
  invocation: Invocation,
  command: Pick<CommandDeclaration, 'private' | 'personal'> | undefined,
  memory: Memory,
  reactFirst?: (posted: readonly Posted[]) => Promise<void>,
): Promise<void> {
  const { reply, leavesNoList, channel } = invocation;
  const sending = deliver(cards, reply, memory, command?.private === false ? reactFirst : undefined);
  const personal = command?.personal === true;
  const remembering = sending.then((posted) =>
    leavesNoList ? undefined : memory.rememberList(invocation, cards, { posted, personal }),
  );
  if (numbersOn(cards).length > 0) memory.expect(channel, remembering);
  await remembering;
}
