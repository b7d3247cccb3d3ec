import type { SeenEvents } from '../../chat/workspaces/seen-events.ts';

/** What services told, for as long as it is kept. */
export type KeptEvents = SeenEvents & {
  /** Forgets what was told more than so many milliseconds ago; yields how much. */
  prune(milliseconds: number): Promise<number>;
};
