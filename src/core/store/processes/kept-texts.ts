import type { LongTexts } from '../../chat/command-line.ts';

export type KeptTexts = LongTexts & {
  /** Forgets those shown last before then; yields how many. */
  prune(before: Date): Promise<number>;
};
