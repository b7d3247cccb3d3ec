import { nameButtons } from '../cards/name-buttons.ts';
import type { Card } from '../chat/card.ts';
import type { Channel, Member } from '../chat/channel.ts';
import type { PostOptions } from '../chat/platform.ts';

/** What digests need of the platforms they are posted on. */
export type Posting = {
  /** Why the bot cannot post like this in the channel and what to grant, in words; undefined where it can. */
  findObstacle(
    channel: Channel,
    options: Pick<PostOptions, 'opensThread' | 'pings'>,
  ): Promise<string | undefined>;
  /**
   * Sends a card to a person alone, unless they asked in that very conversation. Yields why they cannot be reached, in words;
   * undefined where it came, or where later may work.
   */
  sendDirect(member: Member, card: Card, askedIn: Channel): Promise<string | undefined>;
  /** Delivers what has become due, without waiting for the clock. Resolves when nothing that is due is left to this process; never rejects. */
  wake(): Promise<void>;
};

/** Where nothing is posted: no obstacle is known, and what has become due waits for the clock. */
export const noPosting: Posting = {
  findObstacle: async () => undefined,
  sendDirect: async () => undefined,
  wake: async () => {},
};

/** Posting whose cards call the commands of their buttons as they are called here. */
export function namingButtons(posting: Posting, prefix: string): Posting {
  return {
    ...posting,
    sendDirect: (member, card, askedIn) =>
      posting.sendDirect(member, nameButtons([card], prefix)[0] ?? card, askedIn),
  };
}
