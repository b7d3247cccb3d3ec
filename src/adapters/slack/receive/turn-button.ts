import type { BlockAction } from '@slack/bolt';
import type { Card } from '../../../core/chat/card.ts';
import type { Invocation } from '../../../core/chat/command.ts';
import { findDeclaration } from '../../../core/chat/command-line.ts';
import { entry } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import type { Press } from '../render/button-value.ts';
import { changeEndnote } from '../render/endnote.ts';
import type { Place } from '../send/send.ts';
import { describeAsking, type ReceiveContext, runCommand } from './context.ts';

/** The act of pressing, as far as it tells the message that was pressed. */
type Pressed = Pick<BlockAction, 'message' | 'actions'>;

/**
 * Does what a button does that becomes another, as Save does. Where the presser alone sees its message that is drawn anew, and anything
 * else is said; where others see it too the answer is the presser's alone, and the message counts anew who saved its only paper. Yields
 * whether it did.
 */
export async function turnButton(
  context: ReceiveContext,
  { line, redraw, replaces }: Press,
  place: Place,
  memberName: string,
  act: Pressed,
): Promise<boolean> {
  const { bot, answer, directory } = context;
  const { pressed, channel } = place;
  if (pressed === undefined || replaces || findDeclaration(line, bot.commands)?.turnsButton !== true)
    return false;
  const isOwn = pressed.ephemeral || (await directory.isSurelyOwn(channel));
  if (isOwn && redraw === undefined) return false;
  let isDone = false;
  const reply: Invocation['reply'] = async (cards) => {
    isDone = isOwn && cards.length === 1 && cards[0]?.pressed !== undefined;
    if (isDone) return [];
    const posted = await answer(place, isOwn && !pressed.ephemeral ? 'public' : 'private', cards);
    if (!isOwn) await recount(context, cards, place, act);
    return posted;
  };
  const asked = await describeAsking(context, line, place, memberName);
  await bot.onCommand({ ...asked, ...(isOwn ? { leavesNoList: true } : { isPressedForAll: true }), reply });
  if (isDone && redraw !== undefined) await runCommand(context, redraw, place, memberName, 'replacing');
  return true;
}

/** Tells on the pressed message how many have saved its paper now; as it was where Slack does not take it. */
async function recount(
  { change, log }: ReceiveContext,
  cards: readonly Card[],
  place: Place,
  { message, actions: [action] }: Pressed,
): Promise<void> {
  const { retold } = cards[0] ?? {};
  if (retold === undefined || action === undefined) return;
  const given: unknown = message?.blocks;
  const blocks = changeEndnote(Array.isArray(given) ? given : [], action.block_id, retold.endnote);
  if (blocks === undefined) return;
  try {
    await change(place, { text: message?.text ?? '', blocks });
  } catch (error) {
    log.debug(entry`Slack: a message does not tell the latest number of saves: ${describe(error)}`);
  }
}
