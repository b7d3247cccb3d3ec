import type { Rates } from '../../src/core/async/rate-limit.ts';
import type { Channel } from '../../src/core/chat/channel.ts';
import type { Platform } from '../../src/core/chat/platform.ts';

/** A platform that takes every post, each for as long as `post` takes, and does nothing else. */
export function createPostingPlatform(
  name: string,
  postingRates: Rates,
  post: (channel: Channel) => Promise<void>,
): Platform {
  let messages = 0;
  return {
    name,
    postingRates,
    async start() {},
    async stop() {},
    async post(channel, card) {
      await post(channel);
      messages += 1;
      const papers = (card.items ?? []).map(({ paper }) => paper);
      return [{ message: { channel, id: String(messages) }, papers }];
    },
    openDirect: async () => {
      throw new Error('nobody is written to');
    },
    findObstacle: async () => undefined,
    readReactions: async () => [],
    async react() {},
  };
}
