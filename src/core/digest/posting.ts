import type { Channel } from '../chat/channel.ts';
import type { PostOptions } from '../chat/platform.ts';

/** What digests need of the platforms they are posted on. */
export type Posting = {
  /** Why the bot cannot post like this in the channel and what to grant, in words; undefined where it can. */
  findObstacle(
    channel: Channel,
    options: Pick<PostOptions, 'opensThread' | 'pings'>,
  ): Promise<string | undefined>;
  /** Delivers what has become due, without waiting for the clock. Resolves when nothing that is due is left to this process; never rejects. */
  wake(): Promise<void>;
};
