import { LRUCache } from 'lru-cache';
import type { Scope } from '../../../core/async/rate-limit.ts';

/**
 * What a 429 of `chat.postMessage` is about. Slack counts posts by channel and by workspace, and does not say which count was
 * exceeded (docs.slack.dev/apis/web-api/rate-limits). It is taken for the channel's, until another channel is refused and
 * no post at all has got through since.
 */
export type Refusals = {
  /** A channel was refused for so many milliseconds; yields what has to wait. */
  refuse(workspace: string, channel: string, milliseconds: number): Scope;
  /** A post got through: the workspace may. */
  accept(workspace: string): void;
};

/** Of so many workspaces it is known that they were refused. */
const KEPT = 1_000;

export function createRefusals(now: () => number = () => performance.now()): Refusals {
  /** By workspace; none of one whose last post got through. */
  const last = new LRUCache<string, { readonly channel: string; readonly until: number }>({ max: KEPT });
  return {
    refuse(workspace, channel, milliseconds) {
      const before = last.get(workspace);
      const isAnother = before !== undefined && before.channel !== channel && now() < before.until;
      last.set(workspace, { channel, until: now() + milliseconds });
      return isAnother ? 'workspace' : 'place';
    },
    accept(workspace) {
      last.delete(workspace);
    },
  };
}
