import { type Client, Events, GatewayDispatchEvents, REST } from 'discord.js';
import { within } from '../../core/async/within.ts';
import type { Bot } from '../../core/chat/bot.ts';
import type { ConnectionFailure } from '../../core/chat/failures.ts';
import { logFailure, PostFailure } from '../../core/chat/failures.ts';
import type { Log } from '../../core/chat/log.ts';
import type { Platform } from '../../core/chat/platform.ts';
import { counted } from '../../core/text/counted.ts';
import { beginningOf, entry, LoggableError, nameOf, nobodyTyped } from '../../core/text/log-entry.ts';
import { type Connection, connect } from './connect.ts';
import { describe, postingOrFailing, readCloseCode } from './failures.ts';
import { inviteLink } from './invite.ts';
import { POSTING_RATES } from './limits.ts';
import { listenToArrivals } from './receive/arrivals.ts';
import { nativeCommands } from './receive/commands.ts';
import { listen } from './receive/listen.ts';
import { type Enforced, listEnforced } from './receive/permissions.ts';
import { readReactions, routeEmoji } from './receive/reactions.ts';
import { PLATFORM } from './receive/read-interaction.ts';
import { type Announcing, announceCommands, withdrawCommands } from './send/announce.ts';
import { createGate } from './send/gate.ts';
import { findObstacle } from './send/obstacle.ts';
import { type Means, postCard } from './send/post.ts';
import { createRequests, type Requests } from './send/requests.ts';
import { openStateFile } from './state-file.ts';

export type DiscordSettings = {
  readonly token: string;
  /** Commands are registered in this server alone, where they show at once. */
  readonly guildId?: string;
  /** Discord's REST address without its version, for tests and proxies; it tells the gateway's. */
  readonly apiUrl?: string;
  /** A folder for what makes the next start nicer. */
  readonly data?: string;
  /** Milliseconds before the second attempt to connect; a second unless told. */
  readonly firstPause?: number;
  /** Called once where Discord ends a working connection for good. */
  readonly onEnd?: (failure: ConnectionFailure) => void;
  /** Called when the bot is connected anew and may have missed what people did meanwhile, reactions among it. */
  readonly onGap?: () => void;
};

/** What is under way gets this long when the bot stops. */
const FINISH_WITHIN = 5_000;

/**
 * Discord. `start` waits as long as waiting helps, and rejects with a ConnectionFailure where it does not; dropped
 * connections are taken up again, and what was missed is read later.
 */
export function createDiscord(settings: DiscordSettings, log: Log): Platform {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const strays = new Set<string>();
  const state = openStateFile(settings.data);
  const gate = createGate({
    log,
    onChange: (isShut) => noteRefusals(isShut ? new Date().toISOString() : ''),
  });
  /** One for all attempts to connect: each has a timer that only an end stops. */
  let answers: REST | undefined;
  let connection: (Connection & Means) | undefined;
  let enforced: Enforced = new Set();

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

  function requestsOf({ rest }: Client): Requests {
    answers ??= new REST(rest.options);
    return createRequests({ rest, answers, gate, token: settings.token, log, stopping: stopping.signal });
  }

  /** For `doctor`. */
  function noteRefusals(refusedSince: string): void {
    wait(state.change({ refusedSince }));
  }

  function announcing(requests: Requests, application: string): Announcing {
    return { requests, application, guild: settings.guildId, state, log };
  }

  /** Commands of a trial in one server, of which nothing was written down. */
  function withdrawStray(guild: string): void {
    if (settings.guildId !== undefined || connection === undefined || strays.has(guild)) return;
    strays.add(guild);
    track(withdrawCommands(guild, announcing(connection.requests, connection.application)));
  }

  async function announce(bot: Bot, requests: Requests, application: string): Promise<void> {
    const { guildId } = settings;
    try {
      const commands = nativeCommands(bot.commands);
      const isChanged = await announceCommands(commands, announcing(requests, application));
      enforced = listEnforced(commands, guildId);
      log.debug(
        entry`Discord: the commands were ${isChanged ? entry`registered anew` : entry`registered already`}.`,
      );
    } catch (error) {
      const place =
        guildId === undefined
          ? entry``
          : entry` in server ${nameOf(guildId)}, to which the bot must have been added`;
      log.error(entry`Discord: the commands could not be registered${place}: ${describe(error)}.`);
    }
  }

  /** Does what needs a connection; rejects with a PostFailure. */
  function withMeans<Result>(work: (means: Means) => Promise<Result>): Promise<Result> {
    const means = connection;
    if (means === undefined) {
      return Promise.reject(new PostFailure('passing', entry`Discord is not connected yet.`));
    }
    const working = postingOrFailing(() => work(means));
    wait(working);
    return working;
  }

  return {
    name: PLATFORM,
    postingRates: POSTING_RATES,

    async start(bot) {
      noteRefusals('');
      let requests: Requests | undefined;
      const prepare = (client: Client) => {
        requests = requestsOf(client);
        listen({ client, bot, requests, log, track, enforced: () => enforced, onStray: withdrawStray });
        listenToArrivals(client, bot, requests, track);
        watch(client, log);
      };
      const { token, apiUrl, firstPause = 1_000 } = settings;
      const { signal } = stopping;
      const wanted = { token, firstPause, gate, signal, ...(apiUrl === undefined ? {} : { apiUrl }) };
      const { client, application } = await connect(wanted, prepare, log);
      requests ??= requestsOf(client);
      connection = { client, application, requests, log };
      client.ws.on(GatewayDispatchEvents.Ready, () => settings.onGap?.());
      client.on(Events.ShardDisconnect, ({ code }) => {
        const failure = readCloseCode(code);
        if (!signal.aborted) settings.onEnd?.(failure);
      });
      await announce(bot, requests, application);
      log.info(nobodyTyped(describeStart(connection, bot)));
    },

    post: (channel, card, options = {}) => withMeans((means) => postCard(card, channel, options, means)),

    openDirect: ({ id }) =>
      withMeans(async ({ requests }) => {
        const channel = await requests.openDirect(id);
        return { platform: PLATFORM, workspace: '', id: channel };
      }),

    findObstacle: (channel, options = {}) =>
      withMeans(({ client }) => findObstacle(channel, options, client)),

    readReactions: (message, wanted) => withMeans(({ requests }) => readReactions(message, wanted, requests)),

    react: ({ channel, id }, emoji) =>
      withMeans(({ requests, client }) =>
        requests.react(channel.id, id, routeEmoji(emoji, client, channel.workspace)),
      ),

    async stop() {
      stopping.abort(new LoggableError(entry`Discord was stopped before it was connected.`));
      // Nothing new is begun; what is under way still needs the client's token.
      connection?.client.ws.removeAllListeners();
      await within(FINISH_WITHIN, Promise.all(underWay), undefined);
      await connection?.client.destroy();
      answers?.clearHashSweeper();
      answers?.clearHandlerSweeper();
    },
  };
}

/** Connections that come and go are nothing to act on, for the client takes them up again; they are told in the log. */
function watch(client: Client, log: Log): void {
  client.on(Events.Error, (error) => log.warn(entry`Discord: ${describe(error)}.`));
  client.on(Events.Warn, (text) => log.debug(entry`Discord: ${beginningOf(text)}`));
  client.on(Events.ShardError, (error) =>
    log.debug(entry`Discord: the connection failed: ${describe(error)}.`),
  );
  client.on(Events.ShardReconnecting, () => log.info(entry`Discord: the connection was lost; reconnecting.`));
  client.on(Events.ShardResume, (_, missed) =>
    log.info(entry`Discord: connected again, ${missed} missed events read.`),
  );
  client.rest.on('rateLimited', ({ route, timeToReset }) =>
    log.debug(entry`Discord: ${nobodyTyped(route)} is rate limited for ${timeToReset} ms.`),
  );
}

function describeStart({ client, application }: Connection, bot: Bot): string {
  const servers = client.guilds.cache.size;
  const names = [...new Set(bot.commands.map(({ name }) => name))].map((name) => {
    const verbs = bot.commands.flatMap((one) =>
      one.name === name && one.verb !== undefined ? [one.verb] : [],
    );
    return verbs.length === 0 ? `/${name}` : `/${name} ${verbs.join('|')}`;
  });
  const shortcuts = bot.commands.flatMap(({ shortcut }) => (shortcut === undefined ? [] : [`“${shortcut}”`]));
  return [
    `Discord: connected as ${client.user.tag} in ${counted(servers, 'server')}`,
    `with ${[...names, ...shortcuts].join(', ')}`,
    `invite: ${inviteLink(application)}`,
  ].join('; ');
}
