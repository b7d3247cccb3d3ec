import type { Card } from '../../../src/core/chat/card.ts';
import type { Channel, MessageRef } from '../../../src/core/chat/channel.ts';
import type { Platform, PostOptions } from '../../../src/core/chat/platform.ts';
import type { PaperId } from '../../../src/core/papers/paper.ts';

/** One message that the platform shows. */
export type FakeMessage = {
  readonly message: MessageRef;
  readonly card: Card;
  readonly options: PostOptions;
  readonly papers: readonly PaperId[];
  readonly at: Date;
};

export type FakePlatform = Platform & {
  readonly messages: readonly FakeMessage[];
  in(channel: string): readonly FakeMessage[];
};

/** What may go wrong with a post: `before` it is made, or `after`, when the answer may get lost. */
export type Mishaps = {
  before?(channel: Channel): Promise<void> | void;
  after?(channel: Channel): Promise<void> | void;
  /** What the platform declares; nothing unless given. */
  readonly postingRates?: Platform['postingRates'];
};

/** A platform in memory that finds what it has posted under a key where it is told to look. */
export function createFakePlatform(
  name: string,
  now: () => Date,
  { before = () => {}, after = () => {}, postingRates = {} }: Mishaps = {},
): FakePlatform {
  const messages: FakeMessage[] = [];
  return {
    name,
    postingRates,
    messages,
    in: (channel) => messages.filter(({ message }) => message.channel.id === channel),
    async start() {},
    async stop() {},
    async post(channel, card, options = {}) {
      if ((options.key ?? '').length > 25) throw new Error(`The key is too long: ${options.key}`);
      await before(channel);
      const known = messages.find((one) => one.options.key === options.key && options.key !== undefined);
      if (options.perhapsSince !== undefined && known !== undefined && known.at >= options.perhapsSince)
        return [{ message: known.message, papers: known.papers }];
      await options.fence?.();
      const message = { channel, id: String(messages.length + 1) };
      const papers = (card.items ?? []).map(({ paper }) => paper);
      messages.push({ message, card, options, papers, at: now() });
      await after(channel);
      return [{ message, papers }];
    },
    openDirect: async ({ workspace, id }) => ({ platform: name, workspace, id: `direct-${id}` }),
    findObstacle: async () => undefined,
    readReactions: async () => [],
    async react() {},
  };
}
