import type { ServerResponse } from 'node:http';
import type { Board, BoardEvent } from '../board.ts';
import { beginEvents } from './responses.ts';

/** Pages that follow at a time, and bytes that wait for a slow one before it is cut off. */
const FOLLOWERS = 16;
const WAITING = 8 * 1024 * 1024;

/** Tells pages what happens at the window. */
export type Streams = {
  /** All there is, then what comes; yields whether there is room for one more. */
  follow(response: ServerResponse, first: object): boolean;
  /** Resolves when all that was told is on its way. */
  close(): Promise<void>;
};

export function createStreams(board: Board): Streams {
  const followers = new Set<ServerResponse>();

  function tell(response: ServerResponse, event: object): void {
    if (response.writableLength > WAITING) response.destroy();
    else response.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  const stop = board.onEvent((event: BoardEvent) => {
    for (const follower of followers) tell(follower, event);
  });

  return {
    follow(response, first) {
      if (followers.size >= FOLLOWERS) return false;
      followers.add(response);
      response.on('close', () => followers.delete(response));
      beginEvents(response);
      tell(response, { ...first, kind: 'hello', events: board.read() });
      return true;
    },
    async close() {
      stop();
      const ended = [...followers].map(
        (follower) => new Promise<void>((resolve) => follower.once('close', resolve).end(resolve)),
      );
      await Promise.all(ended);
    },
  };
}
