import type { NewPlace } from '../../chat/bot.ts';

/** Where the bot has introduced itself. */
export type WelcomedPlaces = {
  /** Yields whether this is the first time there. */
  add(place: Pick<NewPlace, 'platform' | 'workspace' | 'channel'>, at: Date): Promise<boolean>;
};
