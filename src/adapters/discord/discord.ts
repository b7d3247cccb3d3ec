import { randomUUID } from 'node:crypto';
import { type Client, Events, REST } from 'discord.js';
import { createElapsed } from '../../core/async/elapsed.ts';
import type { Holder, Leases } from '../../core/async/leases.ts';
import type { RateLimiterClock } from '../../core/async/rate-limit.ts';
import { createSharedRates } from '../../core/async/sharing/shared-rates.ts';
import type { SharedTurns } from '../../core/async/sharing/shared-turns.ts';
import { createEnding, wait as waitHere } from '../../core/async/wait.ts';
import { within } from '../../core/async/within.ts';
import type { Bot } from '../../core/chat/bot.ts';
import type { LongTexts } from '../../core/chat/command-line.ts';
import type { ConnectionFailure } from '../../core/chat/failures.ts';
import { logFailure, PostFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Platform } from '../../core/chat/platform.ts';
import { beginningOf, entry, LoggableError, nameOf, nobodyTyped } from '../../core/text/log-entry.ts';
import { readBotId, restOptions } from './connect/client.ts';
import type { Connections, Prepare } from './connect/connections.ts';
import { describeStart } from './connect/describe-start.ts';
import { openConnections } from './connect/open-connections.ts';
import { createPlaces } from './connect/places.ts';
import { unconnected, withRemark } from './connect/tell-shards.ts';
import { describe, postingOrFailing } from './failures.ts';
import { POSTING_RATES, REQUESTS_A_SECOND } from './limits.ts';
import { keepTexts } from './long-texts/keep-texts.ts';
import { listenToArrivals } from './receive/arrivals.ts';
import { nativeCommands } from './receive/commands.ts';
import { listen } from './receive/listen.ts';
import { type Enforced, listEnforced } from './receive/permissions.ts';
import { readReactions, routeEmoji } from './receive/reactions.ts';
import { PLATFORM } from './receive/read-interaction.ts';
import { type Announcing, announceCommands, withdrawCommands } from './send/announce.ts';
import { announceOnce } from './send/announce-once.ts';
import { openAnnouncedPlaces } from './send/announced-places.ts';
import { createGate } from './send/gate.ts';
import { findObstacle } from './send/obstacle.ts';
import { type Means, postCard } from './send/post.ts';
import { createRequests } from './send/requests.ts';

export type DiscordSettings = {
  readonly token: string;
  /** Commands are registered in this server alone, where they show at once. */
  readonly guildId?: string;
  /** Discord's REST address without its version, for tests and proxies; it tells the gateway's. */
  readonly apiUrl?: string;
  /** A folder for what makes the next start nicer. */
  readonly data?: string;
  /** By which processes with the same token share its shards out among themselves; without, this process has all of them. */
  readonly leases?: Leases;
  /** Who this process is among them; one that nobody knows to be dead unless given. */
  readonly holder?: Holder;
  /** Where the texts are kept that are too long for buttons; without, they are known until the bot is started again. */
  readonly texts?: LongTexts;
  /** By which they keep together to what Discord takes of a token. */
  readonly turns?: SharedTurns;
  /** Milliseconds before the second attempt to connect; a second unless told. */
  readonly firstPause?: number;
  /** The time of this machine unless given. */
  readonly clock?: RateLimiterClock;
  /** Called once where Discord ends a working connection for good. */
  readonly onEnd?: (failure: ConnectionFailure) => void;
  /** Called when something that people did may have been missed, reactions among it, by the workspaces that are concerned. */
  readonly onGap?: (isConcerned: (workspace: string) => boolean) => void;
};

/** What is under way gets this long when the bot stops. */
const FINISH_WITHIN = 5_000;

const usualClock: RateLimiterClock = { elapsed: createElapsed(), wait: waitHere };

/**
 * Discord. `start` waits as long as waiting helps, and rejects with a ConnectionFailure where it does not; dropped
 * connections are taken up again, and what was missed is read later.
 */
export function createDiscord(settings: DiscordSettings, log: Log): Platform {
  const { token, guildId, leases, texts, clock = usualClock, firstPause = 1_000 } = settings;
  const { holder = { name: randomUUID(), isDead: () => false } } = settings;
  const stopping = createEnding();
  const { signal } = stopping;
  const underWay = new Set<Promise<void>>();
  const strays = new Set<string>();
  const announced = openAnnouncedPlaces(settings.data);
  let refusedSince: string | undefined;
  const gate = createGate({
    log,
    onChange(isShut) {
      refusedSince = isShut ? new Date().toISOString() : undefined;
    },
  });
  const api = { token, gate, ...(settings.apiUrl === undefined ? {} : { apiUrl: settings.apiUrl }) };
  const rest = new REST(restOptions(api)).setToken(token);
  // Discord counts no answers among the requests a second that it takes: discord.com/developers/docs/topics/rate-limits
  const answers = new REST({ ...restOptions(api), globalRequestsPerSecond: Number.POSITIVE_INFINITY });
  const rates = settings.turns && createSharedRates(settings.turns, clock.wait);
  const counted = [PLATFORM, 'requests', readBotId(token)];
  const turn = rates && (() => rates.take(counted, REQUESTS_A_SECOND, signal));
  const plain = createRequests({
    ...{ rest, answers, gate, token, log, stopping: signal },
    ...(turn && { turn }),
  });
  const requests = texts === undefined ? plain : keepTexts(plain, texts, track);
  let means: Means | undefined;
  let enforced: Enforced = new Set();
  let connections: Connections | undefined;
  let places: ReturnType<typeof createPlaces> | undefined;

  function track(work: Promise<void>): void {
    wait(logFailure(work, entry`Discord: something went wrong`, log));
  }

  /** Lets a stop wait for the work, whatever becomes of it. */
  function wait(work: Promise<unknown>): void {
    const settled: Promise<void> = work
      .then(
        () => {},
        () => {},
      )
      .finally(() => underWay.delete(settled));
    underWay.add(settled);
  }

  function announcing(application: string): Announcing {
    return { requests, application, guild: guildId, places: announced, log };
  }

  /** Commands of a trial in one server, of which nothing was written down. */
  function withdrawStray(guild: string): void {
    if (guildId !== undefined || means === undefined || strays.has(guild)) return;
    strays.add(guild);
    track(withdrawCommands(guild, announcing(means.identity.application)));
  }

  async function announce(bot: Bot, application: string): Promise<void> {
    const commands = nativeCommands(bot.commands);
    const work = async () => {
      const isChanged = await announceCommands(commands, announcing(application));
      log.debug(
        entry`Discord: the commands were ${isChanged ? entry`registered anew` : entry`registered already`}.`,
      );
    };
    try {
      const once = leases && { leases, holder: holder.name, clock, signal };
      await (once === undefined ? work() : announceOnce([...commands, { application, guildId }], once, work));
      enforced = listEnforced(commands, guildId);
    } catch (error) {
      const place =
        guildId === undefined
          ? entry``
          : entry` in server ${nameOf(guildId)}, to which the bot must have been added`;
      log.error(entry`Discord: the commands could not be registered${place}: ${describe(error)}.`, error);
    }
  }

  /** Does what needs a connection; rejects with a PostFailure. */
  function withMeans<Result>(work: (means: Means) => Promise<Result>): Promise<Result> {
    const known = means;
    if (known === undefined) {
      return Promise.reject(new PostFailure('passing', entry`Discord is not connected yet.`));
    }
    const working = postingOrFailing(() => work(known));
    wait(working);
    return working;
  }

  return {
    name: PLATFORM,
    postingRates: POSTING_RATES,
    health: () =>
      withRemark(
        connections?.health() ?? unconnected,
        refusedSince === undefined
          ? undefined
          : entry`Requests have been refused (429) since ${nobodyTyped(refusedSince)}: see docs/operating.md.`,
      ),

    async start(bot) {
      const prepare: Prepare = (client, isOurs) => {
        const ears = { client, isOurs, bot, requests, log, track };
        listen({ ...ears, texts, enforced: () => enforced, onStray: withdrawStray });
        listenToArrivals(ears);
        watch(client, isOurs, log);
      };
      const hooks = {
        prepare,
        onEnd: (failure: ConnectionFailure) => {
          if (!signal.aborted) settings.onEnd?.(failure);
        },
        onGap: (isConcerned: (guild: string) => boolean) => settings.onGap?.(isConcerned),
      };
      const wanted = { ...api, firstPause, signal, clock, rest, holder, ...(leases && { leases }) };
      connections = openConnections(wanted, hooks, log);
      places = createPlaces(connections, api);
      const identity = await connections.start();
      means = { identity, places, requests, log };
      await announce(bot, identity.application);
      log.info(nobodyTyped(describeStart(identity, connections, bot)));
    },

    post: (channel, card, options = {}) => withMeans((known) => postCard(card, channel, options, known)),

    openDirect: ({ id }) =>
      withMeans(async () => {
        const channel = await requests.openDirect(id);
        return { platform: PLATFORM, workspace: '', id: channel };
      }),

    findObstacle: (channel, options = {}) => withMeans((known) => findObstacle(channel, options, known)),

    readReactions: (message, wanted) => withMeans(() => readReactions(message, wanted, requests)),

    react: ({ channel, id }, emoji) =>
      withMeans(async (known) =>
        requests.react(channel.id, id, await routeEmoji(emoji, channel.workspace, known.places)),
      ),

    async stop() {
      stopping.abort(new LoggableError(entry`Discord was stopped before it was connected.`));
      // Nothing new is begun; what is under way still needs a token.
      connections?.quiet();
      await within(FINISH_WITHIN, Promise.all(underWay), undefined);
      means = undefined;
      await Promise.all([connections?.close(), places?.close()]);
      for (const used of [rest, answers]) {
        used.clearHashSweeper();
        used.clearHandlerSweeper();
      }
    },
  };
}

/** Connections that come and go are nothing to act on, for the client takes them up again; they are told in the log. */
function watch(client: Client, isOurs: () => boolean, log: Log): void {
  client.on(Events.Error, (error) => log.warn(entry`Discord: ${describe(error)}.`));
  client.on(Events.Warn, (text) => log.debug(entry`Discord: ${beginningOf(text)}`));
  client.on(Events.ShardError, (error) =>
    log.debug(entry`Discord: the connection failed: ${describe(error)}.`),
  );
  client.on(Events.ShardReconnecting, (id) => {
    if (isOurs()) log.info(entry`Discord: the connection of shard ${id} was lost; reconnecting.`);
  });
  client.on(Events.ShardResume, (id, missed) =>
    log.info(entry`Discord: shard ${id} is connected again, ${missed} missed events read.`),
  );
}
