import { webApi } from '@slack/bolt';
import { growingPause, retry } from '../../../core/async/retry.ts';
import type { Exclusive } from '../../../core/async/sharing/exclusive.ts';
import { wait } from '../../../core/async/wait.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, type LogEntry, LoggableError, nameOf, nobodyTyped } from '../../../core/text/log-entry.ts';
import { describe, isEnding } from '../failures.ts';
import type { OAuthSettings } from '../settings.ts';
import { findRemedy } from './explain-failure.ts';
import type { BotToken, Kept } from './kept-token.ts';

/** Sees to it that a token that ends is exchanged for the next one before. */
export type TokenRenewal = {
  /** What is kept with a token that is good for a while; undefined where it has ended and Slack renews it no more. */
  last(workspace: string, kept: Kept): Promise<Kept | undefined>;
  /**
   * Exchanges the token `before`, one process at a time and once: Slack takes a refresh token once. Yields what is kept then;
   * undefined where Slack renews it no more, or nothing is kept. Rejects where that cannot be found out just now.
   */
  renew(workspace: string, before: string): Promise<Kept | undefined>;
};

export type RenewalOptions = {
  /** What is kept of an installation. */
  readonly tokens: {
    read(workspace: string): Promise<Kept | undefined>;
    /** In place of what is kept with the token `before`, and of nothing else. */
    replace(workspace: string, before: string, kept: Kept): Promise<void>;
  };
  readonly exclusive: Exclusive;
  /** What Slack gives for a refresh token. Rejects with Slack's error. */
  exchange(refreshToken: string): Promise<BotToken>;
  /** Where the app is added. */
  readonly address: string;
  readonly log: Log;
  /** What Slack gives once is to be kept before the program stops. */
  track(work: Promise<void>): void;
  /** Aborted as the program stops. */
  readonly closed: AbortSignal;
  /** Says in the log what is wrong with a workspace's token, once until it is right again. */
  tellOnce(workspace: string, text: LogEntry): void;
};

/** A token is renewed so long before its end (ms), as @slack/oauth does; so long before it is used no more. */
const EARLY = 2 * 60 * 60_000;
const LATE = 2 * 60_000;
/** Whether another process has renewed it is looked at so often, so many milliseconds apart. */
const LOOKS = 6;
const BETWEEN = 250;
/** The pauses (ms) after which what Slack gave is tried again to be kept: it gives it once. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [200, 60_000];

export function createTokenRenewal(options: RenewalOptions): TokenRenewal {
  const { tokens, exclusive, exchange, address, log, track, tellOnce, closed } = options;
  const underWay = new Map<string, Promise<Kept | undefined>>();

  /** `early` hears of the new token where it cannot be kept just now: it is good all the same. */
  async function renewOnce(
    workspace: string,
    before: string,
    early: (renewed: Kept) => void,
  ): Promise<Kept | undefined> {
    const kept = await tokens.read(workspace);
    // Another process was faster, or the app was added anew.
    if (kept?.renewal === undefined || kept.token !== before) return kept;
    const given = await exchange(kept.renewal.refreshToken).catch((error: unknown) => {
      if (isEnding(error)) return undefined;
      throw error;
    });
    if (given === undefined) return undefined;
    const renewed = { ...kept, ...given };
    const keep = () => tokens.replace(workspace, before, renewed);
    await retry(keep, {
      signal: closed,
      pauseAfter: (_, tries) => growingPause(tries, FIRST_PAUSE, 2, LONGEST_PAUSE),
      onRetry(error) {
        tellOnce(
          workspace,
          entry`Slack: the new token of ${nameOf(workspace)} could not be kept: ${describe(error)}. This is tried again until the bot stops.`,
        );
        early(renewed);
      },
    }).catch(keep);
    log.debug(entry`Slack: the token of ${nameOf(workspace)} was renewed`);
    return renewed;
  }

  async function renewAlone(
    workspace: string,
    before: string,
    early: (renewed: Kept) => void,
  ): Promise<Kept | undefined> {
    const done = await exclusive(`slack token of ${workspace}`, () => renewOnce(workspace, before, early));
    if (done !== undefined) return done.result;
    for (let looks = 0; looks < LOOKS; looks += 1) {
      await wait(BETWEEN);
      const kept = await tokens.read(workspace);
      if (kept?.token !== before) return kept;
    }
    throw new LoggableError(entry`another process renews the token`);
  }

  function renew(workspace: string, before: string): Promise<Kept | undefined> {
    const known = underWay.get(workspace);
    if (known !== undefined) return known;
    const renewing = new Promise<Kept | undefined>((resolve, reject) => {
      const work = renewAlone(workspace, before, resolve).finally(() => underWay.delete(workspace));
      work.then(resolve, reject);
      track(work.then(nothing, nothing));
    });
    underWay.set(workspace, renewing);
    return renewing;
  }

  async function renewOrTell(workspace: string, before: string): Promise<Kept | undefined> {
    const renewed = await renew(workspace, before);
    if (renewed === undefined)
      tellOnce(
        workspace,
        entry`Slack: the token of ${nameOf(workspace)} cannot be renewed. Add the app there again at ${nobodyTyped(address)}.`,
      );
    return renewed;
  }

  /** The token is good for a while yet. */
  async function renewBehind(workspace: string, before: string): Promise<void> {
    try {
      await renewOrTell(workspace, before);
    } catch (error) {
      const text = entry`Slack: the token of ${nameOf(workspace)} could not be renewed: ${describe(error)}.`;
      const remedy = findRemedy(error, '');
      if (remedy === undefined) log.debug(text);
      else tellOnce(workspace, entry`${text} ${remedy}`);
    }
  }

  return {
    renew,
    async last(workspace, kept) {
      const { token, renewal } = kept;
      if (renewal === undefined || renewal.endsAt - Date.now() > EARLY) return kept;
      if (renewal.endsAt - Date.now() <= LATE) return renewOrTell(workspace, token);
      void renewBehind(workspace, token);
      return kept;
    },
  };
}

const nothing = () => {};

/** docs.slack.dev/reference/methods/oauth.v2.access */
export function createExchange(
  { clientId, clientSecret }: Pick<OAuthSettings, 'clientId' | 'clientSecret'>,
  clientOptions: webApi.WebClientOptions,
): RenewalOptions['exchange'] {
  const client = new webApi.WebClient(undefined, clientOptions);
  return async (refreshToken) => {
    const app = { client_id: clientId, client_secret: clientSecret };
    const asked = { ...app, grant_type: 'refresh_token', refresh_token: refreshToken } as const;
    const {
      access_token: token,
      refresh_token: next,
      expires_in: lasts,
    } = await client.oauth.v2.access(asked);
    if (token === undefined || next === undefined || lasts === undefined)
      throw new LoggableError(entry`Slack renewed a token and did not tell it`);
    return { token, renewal: { refreshToken: next, endsAt: Date.now() + lasts * 1_000 } };
  };
}
