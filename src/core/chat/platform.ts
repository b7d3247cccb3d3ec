import type { Rates } from '../async/rate-limit.ts';
import type { Health } from '../text/health.ts';
import type { Bot } from './bot.ts';
import type { Card } from './card.ts';
import type { Channel, Member, MessageRef, Posted } from './channel.ts';

/** How a card is posted that nobody asked for. */
export type PostOptions = {
  /** At most 25 characters. What was posted under a key is not posted again under it. */
  readonly key?: string;
  /** Where it may have been posted already, the moment since when: it is looked for before anything is sent. */
  readonly perhapsSince?: Date;
  /** The message in whose thread it is posted. */
  readonly under?: MessageRef;
  /** Opens a thread on the message, for discussion, where the platform has no threads of itself; it cuts the name to fit. */
  readonly opensThread?: { readonly name: string };
  /** The only role or group that is pinged: its id on the platform. */
  readonly pings?: string;
  /** Awaited before each message of the card but the first, which whoever posts has waited for: the place takes another. */
  readonly turn?: () => Promise<void>;
  /**
   * Awaited directly before each request that posts one of its messages, after all that is waited for: where it rejects, nothing
   * more is sent, and the post rejects.
   */
  readonly fence?: () => Promise<void>;
};

/** An emoji that a person has put on a message. */
export type GivenReaction = { readonly emoji: string; readonly member: Member };

/**
 * A chat service. A folder under `adapters/` holds each.
 *
 * @example
 * const platform: Platform = {
 *   name: 'example',
 *   postingRates: { place: 1 },
 *   start: (bot) => connection.open((typed) => bot.onCommand(readInvocation(typed, bot.commands))),
 *   async post(channel, card, { key, fence } = {}) {
 *     await fence?.();
 *     const id = await connection.send(channel.id, render(card), key);
 *     return [{ message: { channel, id }, papers: (card.items ?? []).map(({ paper }) => paper) }];
 *   },
 *   openDirect: async (member) => ({ ...member, id: await connection.openDirect(member.id) }),
 *   findObstacle: async (channel) => (connection.mayPost(channel.id) ? undefined : 'Invite the bot there.'),
 *   readReactions: async (message) => connection.readReactions(message.id),
 *   react: (message, emoji) => connection.react(message.id, emoji),
 *   stop: () => connection.close(),
 * };
 */
export type Platform = {
  readonly name: string;
  /** How many posts it takes a second, by what its service documents. Whoever posts keeps to it. */
  readonly postingRates: Rates;
  /** It is beside others, and ends with them. */
  readonly accompanies?: true;
  /** How its connections are, without asking the service, also while it starts; it is well once it is started unless told. */
  health?(): Health;
  /** Connects; resolves once commands can arrive. */
  start(bot: Bot): Promise<void>;
  /**
   * Posts one card for all in the channel to see. Rejects with a PostFailure; one with a pause where the service asks to
   * wait for longer than some seconds, which is not waited for here. Whatever the service does, it settles after some tries.
   */
  post(channel: Channel, card: Card, options?: PostOptions): Promise<readonly Posted[]>;
  /** The direct conversation with a person. Rejects with a PostFailure. */
  openDirect(member: Member): Promise<Channel>;
  /** Why the bot cannot post like this in the channel and what to grant, in words; undefined where it can. */
  findObstacle(
    channel: Channel,
    options?: Pick<PostOptions, 'opensThread' | 'pings'>,
  ): Promise<string | undefined>;
  /** The reactions that people, not bots, have put on a message, of those `wanted`; undefined for a message that is gone. */
  readReactions(
    message: MessageRef,
    wanted: (emoji: string) => boolean,
  ): Promise<readonly GivenReaction[] | undefined>;
  /** Reacts itself, so that people need only press. */
  react(message: MessageRef, emoji: string): Promise<void>;
  /** Finishes what is under way and disconnects. */
  stop(): Promise<void>;
};
