import { setTimeout as wait } from 'node:timers/promises';

/** Where posts wait for their turn; answers do not wait here. */
export type PostQueue = {
  /** Posts when it is the channel's turn. Rejects where the queue is closed before. */
  add<T>(channel: string, post: () => Promise<T>): Promise<T>;
  /** Lets nothing more begin for so long (ms): Slack is short of breath. */
  pause(milliseconds: number): void;
};

/** Milliseconds from one post to the next in a channel: docs.slack.dev/apis/web-api/rate-limits#posting-messages */
export const POST_GAP = 1_000;
/** So few at once leave the way free for answers. */
const AT_ONCE = 8;

/** One after the other in each channel, a few channels at once, the first come first. */
export function createPostQueue(closed: AbortSignal, gap = POST_GAP): PostQueue {
  const turns = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let pausedUntil = 0;

  async function takeSlot(): Promise<void> {
    if (running >= AT_ONCE)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    else running += 1;
    for (let left = pausedUntil - Date.now(); left > 0; left = pausedUntil - Date.now())
      await wait(left, undefined, { signal: closed });
  }

  function freeSlot(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  async function run<T>(post: () => Promise<T>): Promise<T> {
    closed.throwIfAborted();
    try {
      await takeSlot();
      closed.throwIfAborted();
      return await post();
    } finally {
      freeSlot();
    }
  }

  return {
    add(channel, post) {
      const result = (turns.get(channel) ?? Promise.resolve()).then(() => run(post));
      const turn = result
        .then(
          () => wait(gap, undefined, { signal: closed, ref: false }),
          () => {},
        )
        .catch(() => {})
        .finally(() => {
          if (turns.get(channel) === turn) turns.delete(channel);
        });
      turns.set(channel, turn);
      return result;
    },
    pause(milliseconds) {
      pausedUntil = Math.max(pausedUntil, Date.now() + milliseconds);
    },
  };
}
