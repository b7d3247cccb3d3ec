import type { Bot } from '../../core/chat/bot.ts';
import type { Card } from '../../core/chat/card.ts';
import type { Posted } from '../../core/chat/channel.ts';
import type { Preview, PreviewHome } from '../../core/chat/preview/preview.ts';
import type { Board, BoardMessage } from './board.ts';
import { channelOf, directOf, memberOf } from './places.ts';

/** Where something is shown, and who alone sees it. */
export type Spot = Pick<BoardMessage, 'service' | 'channel' | 'onlyFor' | 'under'>;

/** What the first message shown is. */
export type First = Pick<BoardMessage, 'isDigest' | 'hasThread'> & {
  /** The message that gives its place. */
  readonly instead?: string;
};

/** The services at the window, and what the bot shows there. */
export type Stage = {
  readonly board: Board;
  readonly services: readonly Preview[];
  find(service: string): Preview | undefined;
  /** Shows cards as the service would; yields the messages that people can react to. */
  show(cards: readonly Card[], spot: Spot, first?: First): readonly Posted[];
  homeOf(service: string): PreviewHome | undefined;
  close(): void;
};

export function createStage(services: readonly Preview[], board: Board, bot: Bot): Stage {
  const find = (service: string) => services.find(({ name }) => name === service);

  function show(cards: readonly Card[], spot: Spot, first: First = {}): readonly Posted[] {
    const { instead, ...isFirst } = first;
    const isPrivate = spot.onlyFor !== undefined;
    const drawn = find(spot.service)?.drawMessages(cards, isPrivate) ?? [];
    return drawn.flatMap(({ payload, files, papers }, at) => {
      const replaced = at === 0 && instead !== undefined ? board.find(instead) : undefined;
      if (replaced !== undefined) board.redraw(replaced.id, { payload, files });
      const { id } = replaced ?? board.add({ ...spot, ...(at === 0 && isFirst), payload, files });
      const message = { channel: channelOf(spot.service, spot.channel), id };
      return isPrivate ? [] : [{ message, papers }];
    });
  }

  const homes = new Map<string, PreviewHome>();
  for (const { name: service, openHome } of services) {
    const home = openHome?.({
      bot,
      memberOf: (person) => memberOf(service, person),
      directOf,
      publish: (person, payload) => board.publishHome(service, person, payload),
      answer: async (person, cards) => show(cards, { service, channel: directOf(person) }),
    });
    if (home !== undefined) homes.set(service, home);
  }

  return {
    board,
    services,
    find,
    show,
    homeOf: (service) => homes.get(service),
    close() {
      for (const home of homes.values()) home.close();
    },
  };
}
