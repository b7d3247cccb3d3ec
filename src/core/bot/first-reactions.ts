import type { MessageRef, Posted } from '../chat/channel.ts';
import type { Bookmark } from '../chat/emoji.ts';
import { defaultBookmarks, numberEmoji } from '../chat/emoji.ts';
import type { Log } from '../chat/log.ts';
import { entry, traceOf } from '../text/log-entry.ts';

export type FirstReactionOptions = {
  /** As in `Platform`, for whichever platform the message is on. */
  readonly react: (message: MessageRef, emoji: string) => Promise<void>;
  readonly bookmarks?: readonly Bookmark[];
  readonly log: Log;
};

/**
 * Reacts to posts so that people need only press: with the first bookmark to one paper, with numbers to several. Never
 * rejects; the first failure on a message is logged and ends its reactions.
 */
export function createFirstReactions({
  react,
  bookmarks = defaultBookmarks,
  log,
}: FirstReactionOptions): (posted: readonly Posted[]) => Promise<void> {
  const bookmark = bookmarks[0]?.emoji;
  return async (posted) => {
    for (const { message, papers } of posted) {
      const single = bookmark === undefined ? [] : [bookmark];
      const emoji = papers.length === 1 ? single : numberEmoji.slice(0, papers.length);
      try {
        for (const one of emoji) await react(message, one);
      } catch (error) {
        log.warn(entry`The bot could not add the first reaction: ${traceOf(error)}`);
      }
    }
  };
}
