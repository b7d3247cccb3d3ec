import type { PaperId } from '../papers/paper.ts';
import type { Card } from './card.ts';
import type { Channel, Member, MessageRef, Posted } from './channel.ts';

/** Papers under the numbers that people see beside them. */
export type NumberedList = {
  readonly channel: Channel;
  /** The message in whose thread it is, where that is no channel of its own. */
  readonly thread?: string;
  /** Who alone sees it; everybody in the channel without. */
  readonly member?: Member;
  /** The first message of a list that everybody sees. */
  readonly message?: string;
  /** Which list it is: pages and parts of one add up. */
  readonly key: string;
  /** `message`: that on which the paper is. */
  readonly papers: ReadonlyMap<number, { readonly paper: PaperId; readonly message?: string }>;
};

/** Where a number is typed: as a reply to a message, in the thread of one, or in the channel. */
export type NumberPlace = {
  readonly channel: Channel;
  readonly thread?: string;
  readonly repliesTo?: string;
};

/**
 * What numbers mean that stand on posted cards, for everybody who sees them; nothing where there are none. `first` is the
 * message with which the list began, where these are not its first.
 */
export function listPosted(
  cards: readonly Card[],
  posted: readonly Posted[],
  { key, first = posted[0]?.message }: { readonly key: string; readonly first?: MessageRef | undefined },
): NumberedList | undefined {
  if (first === undefined) return undefined;
  const messages = new Map(posted.flatMap(({ message, papers }) => papers.map((id) => [id, message.id])));
  const papers = new Map(
    numbersOn(cards).map(([number, paper]) => {
      const message = messages.get(paper);
      return [number, { paper, ...(message === undefined ? {} : { message }) }];
    }),
  );
  return papers.size === 0 ? undefined : { channel: first.channel, message: first.id, key, papers };
}

/** The numbers on cards, each with its paper. */
export function numbersOn(cards: readonly Card[]): readonly (readonly [number, PaperId])[] {
  return cards
    .flatMap((card) => card.items ?? [])
    .flatMap(({ number, ordinal = number, paper }) => (ordinal === undefined ? [] : [[ordinal, paper]]));
}
