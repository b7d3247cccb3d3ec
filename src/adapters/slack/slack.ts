import { webApi } from '@slack/bolt';
import type { Rates } from '../../core/async/rate-limit.ts';
import { retry } from '../../core/async/retry.ts';
import { wait } from '../../core/async/wait.ts';
import { within } from '../../core/async/within.ts';
import type { Bot } from '../../core/chat/bot.ts';
import type { Card } from '../../core/chat/card.ts';
import type { Posted } from '../../core/chat/channel.ts';
import { ConnectionFailure, reportFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Platform } from '../../core/chat/platform.ts';
import { entry, nobodyTyped } from '../../core/text/log-entry.ts';
import { type Connection, clientOptionsOf, connect, createSdkLog } from './connection.ts';
import { describe, findFailure, toPostFailure } from './failures.ts';
import { createHome, type Home } from './home.ts';
import { POSTING_RATES } from './limits.ts';
import { apologise } from './receive/context.ts';
import { createSeen } from './receive/events.ts';
import { listen } from './receive/listen.ts';
import { react, readReactions } from './receive/reactions.ts';
import { type Manner, showCards } from './send/answer.ts';
import { isGroup, postCard } from './send/post.ts';
import { publishHome } from './send/publish-home.ts';
import { findObstacle, openDirect } from './send/reach.ts';
import { createRefusals } from './send/refusals.ts';
import { createSender, type Place } from './send/send.ts';
import type { SlackSettings } from './settings.ts';
import { createDirectory } from './workspaces/directory.ts';
import { type Identity, identify } from './workspaces/identity.ts';
import { createRights } from './workspaces/rights.ts';

/** Milliseconds between tries to connect; the last one for all further tries. */
const PAUSES = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** A connection that stood this long (ms) has succeeded: the next pause is the first again. */
const STEADY = 30_000;
/** How long a stop waits for answers under way. */
const DRAIN_WITHIN = 6_000;

/** Slack, by Socket Mode or over HTTP. */
export function createSlack(
  settings: SlackSettings,
  log: Log,
  postingRates: Rates = POSTING_RATES,
): Platform {
  const logger = createSdkLog(log);
  const client = new webApi.WebClient(settings.botToken, clientOptionsOf(settings, logger));
  const directory = createDirectory(client);
  const sender = createSender(client, directory, log);
  const isNew = createSeen();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const unfurls = settings.unfurl ?? true;
  const unwanted = unfurls ? [] : ['links:read', 'links:write'];
  const refusals = createRefusals();
  let connection: Connection | undefined;
  let known: Identity | undefined;
  let home: Home | undefined;
  let ended = false;

  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  /** What cannot be sent any more is said in the log: nobody is left to hear it. */
  async function answer(place: Place, manner: Manner, cards: readonly Card[]): Promise<readonly Posted[]> {
    const { posted, trouble } = await showCards(sender, place, manner, cards).catch((error: unknown) => {
      const card = apologise(reportFailure(error, entry`Slack: an answer`, log));
      return showCards(sender, place, 'private', [card]);
    });
    if (trouble !== undefined) {
      log.warn(trouble.text);
      giveUp(trouble.error);
    }
    return posted;
  }

  /** Who the bot is, also where it is not connected yet. */
  async function identifyOnce(): Promise<Identity> {
    known ??= await identify(client, unwanted);
    return known;
  }

  /** Slack's refusals as failures that say what to do; one that concerns the whole connection ends it too. */
  async function orFail<T>(place: string, work: (identity: Identity) => Promise<T>): Promise<T> {
    try {
      return await work(await identifyOnce());
    } catch (error) {
      giveUp(error);
      throw toPostFailure(error, place, known?.botName ?? 'Paperboy');
    }
  }

  async function open(bot: Bot): Promise<Identity> {
    const identity = await identify(client, unwanted);
    known = identity;
    const { workspace } = identity;
    home ??= createHome({
      bot,
      memberOf: (id) => ({ platform: 'slack', workspace, id }),
      publish: (user, view) => publishHome(client, user, view, log),
      openDirect: (user) => openDirect(client, user).catch(() => ''),
      answer: (user, direct, cards) => answer({ workspace, user, channel: direct || user }, 'public', cards),
    });
    const rights = createRights(directory, settings, workspace, log);
    const { change } = sender;
    const means = { client, directory, rights, home, unfurls, answer, change, log, isNew, track };
    const context = { bot, identity, ...means };
    const opened = await connect(settings, identity, logger, (app) => listen(app, context));
    if (stopping.signal.aborted) await opened.close();
    connection = opened;
    return identity;
  }

  /** Tries until a connection stands; undefined where a stop came first. Rejects where waiting cannot help. */
  async function openPatiently(bot: Bot, firstTry: number): Promise<Identity | undefined> {
    const { signal } = stopping;
    const tryOnce = () => open(bot).catch((error: unknown) => Promise.reject(findFailure(error) ?? error));
    await wait(pauseBefore(firstTry), signal);
    if (signal.aborted) return undefined;
    return retry(tryOnce, {
      signal,
      pauseAfter: (error, tries) =>
        error instanceof ConnectionFailure ? undefined : pauseBefore(firstTry + tries),
      onRetry: (error, pause) =>
        log.warn(
          entry`Slack cannot be reached (${describe(error)}): trying again in ${pause / 1000} s. If this goes on, check the network, a proxy, and SLACK_API_URL where it is set.`,
        ),
    }).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
  }

  async function keepConnected(bot: Bot): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted && connection !== undefined) {
      const since = Date.now();
      await connection.lost;
      if (stopping.signal.aborted) return;
      log.info(entry`Slack: the connection was lost, connecting again`);
      failures = Date.now() - since > STEADY ? 0 : failures + 1;
      const identity = await openPatiently(bot, failures > 1 ? failures - 1 : 0);
      if (identity === undefined) return;
      log.info(entry`Slack: connected again`);
      settings.onGap?.();
    }
  }

  /** Ends the platform where Slack has taken the bot's right to speak. */
  function giveUp(error: unknown): void {
    const failure = findFailure(error);
    if (failure === undefined || ended || stopping.signal.aborted || LOCAL_REFUSALS.has(describe(error)))
      return;
    ended = true;
    log.error(failure.message);
    void close().then(() => settings.onEnd?.(failure));
  }

  async function close(): Promise<void> {
    stopping.abort();
    const open = connection;
    connection = undefined;
    await open?.close();
  }

  return {
    name: 'slack',
    postingRates,

    async start(bot) {
      const identity = await openPatiently(bot, 0);
      if (identity === undefined) return;
      await bot.onWorkspace({ platform: 'slack', workspace: identity.workspace }, true);
      log.info(nobodyTyped(describeStart(identity, bot, settings)));
      for (const notice of identity.notices) log.warn(notice);
      keepConnected(bot).catch(giveUp);
    },

    post: (channel, card, options) =>
      orFail(channel.id, (identity) =>
        postCard({ client, refusals, identity, log, stop: stopping.signal }, channel, card, options),
      ),

    openDirect: ({ platform, workspace, id }) =>
      orFail(`the direct conversation with ${id}`, async () => ({
        platform,
        workspace,
        id: await openDirect(client, id),
      })),

    async findObstacle({ id }, { pings } = {}) {
      if (pings !== undefined && !isGroup(pings))
        return 'There is no such user group to ping in Slack: mention one, as in role:@group.';
      return findObstacle(directory, id, known?.botName ?? 'Paperboy');
    },

    readReactions: (message, wanted) =>
      orFail(message.channel.id, ({ botUserId }) =>
        readReactions(client, directory, botUserId, log, message, wanted),
      ),

    react: (message, emoji) => orFail(message.channel.id, () => react(client, log, message, emoji)),

    async stop() {
      home?.close();
      await close();
      await within(DRAIN_WITHIN, Promise.allSettled(underWay), undefined);
    },
  };
}

/** Refusals of one call that say nothing of the connection. */
const LOCAL_REFUSALS = new Set(['missing_scope', 'no_permission']);

function pauseBefore(attempt: number): number {
  return PAUSES[Math.min(attempt, PAUSES.length) - 1] ?? 0;
}

function describeStart(
  { botName, workspaceName }: Identity,
  { commands }: Bot,
  settings: SlackSettings,
): string {
  const names = [...new Set(commands.map(({ name }) => `/${name}`))].join(', ');
  const way = 'appToken' in settings ? 'Socket Mode' : `HTTP, port ${settings.port}`;
  return `Slack: connected as @${botName} to ${workspaceName} (${way}) with ${names}. In a channel, /invite @${botName} lets it hear mentions and reactions.`;
}
