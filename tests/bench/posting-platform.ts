import type { Rates } from '../../src/core/async/rate-limit.ts';
import type { Channel } from '../../src/core/chat/channel.ts';
import type { Platform } from '../../src/core/chat/platform.ts';

/** A platform that takes every post, each for as long as `post` takes, under each key once, and does nothing else. */
export function createPostingPlatform(
  name: string,
  postingRates: Rates,
  post: (channel: Channel) => Promise<void>,
): Platform {
  const ids = new Set<string>();
  return {
    name,
    postingRates,
    async start() {},
    async stop() {},
    async post(channel, card, { key } = {}) {
      const id = key ?? String(ids.size);
      if (!ids.has(id)) await post(channel);
      ids.add(id);
      const papers = (card.items ?? []).map(({ paper }) => paper);
      return [{ message: { channel, id }, papers }];
    },
    openDirect: async () => {
      throw new Error('nobody is written to');
    },
    findObstacle: async () => undefined,
    readReactions: async () => [],
    async react() {},
  };
}
