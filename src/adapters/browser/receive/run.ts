import type { Bot } from '../../../core/chat/bot.ts';
import type { Card, CommandLine } from '../../../core/chat/card.ts';
import type { Posted } from '../../../core/chat/channel.ts';
import { findDeclaration } from '../../../core/chat/command-line.ts';
import type { Preview } from '../../../core/chat/preview/preview.ts';
import type { BoardMessage } from '../board.ts';
import { type Person, readDirect, type Speaker } from '../places.ts';
import type { Stage } from '../stage.ts';

/** What somebody at the window is about to do. */
export type Doing = {
  readonly preview: Preview;
  readonly person: Person;
  readonly speaker: Speaker;
  readonly line: CommandLine;
  /** The message whose button was pressed, and the button. */
  readonly pressed?: BoardMessage & { readonly control: string };
  readonly replaces?: boolean;
  /** Draws that message anew. */
  readonly redraw?: CommandLine;
  /** The control on the person's own page. */
  readonly atHome?: string;
};

/** Runs commands and shows their answers as the service would: to whom, and in place of what. */
export function createRunner(bot: Bot, stage: Stage): (doing: Doing) => Promise<void> {
  const { board, show } = stage;

  function reply(doing: Doing, cards: readonly Card[]): readonly Posted[] {
    const { line, speaker, preview, person, pressed, replaces = false } = doing;
    const declaration = findDeclaration(line, bot.commands);
    const isDirect = readDirect(speaker.channel.id) !== undefined;
    const [card] = cards;
    if (pressed?.payload !== undefined && isOwn(doing) && !replaces && cards.length === 1 && card?.pressed) {
      const turned = preview.turnButton?.(pressed.payload, pressed.control, card.pressed);
      if (turned !== undefined) {
        board.redraw(pressed.id, { payload: turned, files: pressed.files });
        return [];
      }
    }
    if (!isOwn(doing)) retell(doing, card?.retold);
    const isReplaced = replaces && pressed !== undefined && (isOwn(doing) || declaration?.personal !== true);
    const isAside = cards.length > 0 && cards.every((one) => one.isAside === true);
    const isPrivate = isReplaced ? pressed.onlyFor !== undefined : (declaration?.private ?? true) || isAside;
    const spot = {
      service: preview.name,
      channel: speaker.channel.id,
      ...(isPrivate && !isDirect && { onlyFor: person.id }),
      ...(pressed?.under !== undefined && { under: pressed.under }),
    };
    return show(cards, spot, isReplaced ? { instead: pressed.id } : {});
  }

  /** Tells on the pressed message how many have saved its only paper now; the card of a link is the poster's. */
  function retell({ pressed, preview }: Doing, retold: Card['retold']): void {
    if (pressed?.payload === undefined || pressed.linkedIn !== undefined || retold === undefined) return;
    const payload = preview.changeEndnote(pressed.payload, pressed.control, retold.endnote);
    if (payload !== undefined) board.redraw(pressed.id, { payload, files: pressed.files });
  }

  return async function run(doing: Doing): Promise<void> {
    const { line, speaker, person, preview, atHome, replaces = false } = doing;
    const home = stage.homeOf(preview.name);
    if (atHome !== undefined && home !== undefined) {
      const page = board.findHome(preview.name, person.id) ?? {};
      return home.press(person.id, page, atHome, { line, replaces }, speaker);
    }
    const { redraw, pressed } = doing;
    const turns = findDeclaration(line, bot.commands)?.turnsButton === true && !replaces;
    if (redraw === undefined || pressed === undefined || !turns || !isOwn(doing)) {
      const isPressedForAll = pressed !== undefined && !isOwn(doing);
      const asked = { ...speaker, line, ...(isPressedForAll && { isPressedForAll }) };
      await bot.onCommand({ ...asked, reply: async (cards) => reply(doing, cards) });
      return;
    }
    let isTurned = false;
    const take = async (cards: readonly Card[]) => {
      isTurned = cards.length === 1 && cards[0]?.pressed !== undefined;
      return isTurned ? [] : reply(doing, cards);
    };
    await bot.onCommand({ ...speaker, line, leavesNoList: true, reply: take });
    const again = { ...doing, line: redraw, replaces: true };
    if (isTurned)
      await bot.onCommand({ ...speaker, line: redraw, reply: async (cards) => reply(again, cards) });
  };
}

/** Whether nobody else sees the pressed message. */
function isOwn({ pressed, speaker }: Doing): boolean {
  return pressed?.onlyFor !== undefined || readDirect(speaker.channel.id) !== undefined;
}
