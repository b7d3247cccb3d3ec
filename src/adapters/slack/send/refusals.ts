import type { Scope } from '../../../core/async/rate-limit.ts';

/**
 * What a 429 of `chat.postMessage` is about. Slack counts posts by channel and by workspace, and does not say which count was
 * exceeded (docs.slack.dev/apis/web-api/rate-limits). It is taken for the channel's, until another channel is refused and
 * no post at all has got through since.
 */
export type Refusals = {
  /** A channel was refused for so many milliseconds; yields what has to wait. */
  refuse(channel: string, milliseconds: number): Scope;
  /** A post got through: the workspace may. */
  accept(): void;
};

export function createRefusals(now: () => number = () => performance.now()): Refusals {
  let last: { readonly channel: string; readonly until: number } | undefined;
  return {
    refuse(channel, milliseconds) {
      const isAnother = last !== undefined && last.channel !== channel && now() < last.until;
      last = { channel, until: now() + milliseconds };
      return isAnother ? 'workspace' : 'place';
    },
    accept() {
      last = undefined;
    },
  };
}
