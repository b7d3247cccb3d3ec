import { type Logger, webApi } from '@slack/bolt';
import { createExclusive } from '../../../core/async/sharing/exclusive.ts';
import { wait } from '../../../core/async/wait.ts';
import type { Bot } from '../../../core/chat/bot.ts';
import { PostFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { counted } from '../../../core/text/counted.ts';
import type { Health } from '../../../core/text/health.ts';
import { entry, joinEntries, type LogEntry, nameOf, nobodyTyped } from '../../../core/text/log-entry.ts';
import { describe, isEnding } from '../failures.ts';
import { createInstalledAccess } from '../install/installed.ts';
import { createInstaller, installAddress } from '../install/installer.ts';
import { createSeal } from '../install/seal.ts';
import { createExchange } from '../install/token-renewal.ts';
import type { OAuthSettings, SlackSettings } from '../settings.ts';
import { type Access, createSoleAccess } from './access.ts';
import type { Identity } from './identity.ts';

/** How the bot comes to speak in workspaces: by the token of one, or wherever people add the app. */
export type Reach = {
  readonly access: Access;
  /** Done before each try to connect. Rejects with Slack's error, or one that waiting does not help against. */
  open(): Promise<void>;
  /** Done once the first connection stands. */
  opened(bot: Bot): Promise<void>;
  close(): Promise<void>;
  /** The health of the connection, or what is to be said of what it reaches. */
  health(connection: Health): Health;
  /** Why nothing can be posted in a workspace that does not have the app. */
  notThere(workspace: string): LogEntry;
  /** A refusal that has another reason and remedy here than with one token; undefined for any other. */
  explain(error: unknown): PostFailure | undefined;
  readonly words: { readonly stranger?: string };
};

export type ReachMeans = {
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: Logger;
  readonly log: Log;
  /** The app is in a workspace. */
  came(workspace: string): Promise<void>;
  /** It is in one more workspace of an organisation. */
  enter(workspace: string, organisation: string): Promise<void>;
  /** It is in these no more. */
  went(workspaces: readonly string[]): void;
  /** Keeps work that a stop waits for. */
  track(work: Promise<void>): void;
};

export function createReach(settings: SlackSettings, means: ReachMeans): Reach {
  return 'botToken' in settings
    ? reachOne(settings.botToken, settings, means)
    : reachAll(settings.oauth, settings, means);
}

function reachOne(token: string, settings: SlackSettings, { clientOptions, log, came }: ReachMeans): Reach {
  const unwanted = (settings.unfurl ?? true) ? [] : ['links:read', 'links:write'];
  const client = new webApi.WebClient(token, clientOptions);
  const { installations } = settings;
  const access = createSoleAccess(token, client, unwanted, installations);
  let known: Identity | undefined;
  let others: readonly string[] = [];
  return {
    access: {
      ...access,
      async leave(...told) {
        const left = await access.leave(...told);
        others = others.filter((workspace) => !left.includes(workspace));
        return left;
      },
    },
    async open() {
      known = await access.identify();
    },
    async opened(bot) {
      if (known === undefined) return;
      await came(known.workspace);
      log.info(nobodyTyped(describeStart(known, bot, settings)));
      for (const notice of known.notices) log.warn(notice);
      others = await findOthers(known, installations).catch(() => []);
      if (others.length > 0) log.warn(entry`Slack: ${describeOthers(others)}`);
    },
    close: async () => {},
    health: (connection) =>
      others.length === 0 || connection.state !== 'ok'
        ? connection
        : { state: 'warn', words: describeOthers(others) },
    notThere: (workspace) => entry`SLACK_BOT_TOKEN is not of the workspace ${nameOf(workspace)}.`,
    explain: () => undefined,
    words: {},
  };
}

function reachAll(
  { serve, publicUrl, ...oauth }: OAuthSettings,
  settings: SlackSettings,
  { clientOptions, logger, log, came, enter, went, track }: ReachMeans,
): Reach {
  const base = publicUrl.replace(/\/+$/u, '');
  const address = installAddress(base);
  const closing = new AbortController();
  const access = createInstalledAccess({
    ...{ installations: settings.installations, log, address, came, went, track, closed: closing.signal },
    exclusive: createExclusive(settings.leases, wait),
    exchange: createExchange(oauth, clientOptions),
    seal: createSeal(oauth.secrets),
    clientFor: (token) => new webApi.WebClient(token, clientOptions),
  });
  const installer = createInstaller({
    ...{ ...oauth, publicUrl: base, clientOptions, logger, log },
    shared: settings,
    ...{ keep: access.keep, enter },
  });
  let takeOff: (() => void) | undefined;
  const isGone = `My Slack app is not installed in this workspace any more. Whoever manages it can add me again at ${address}.`;
  return {
    access,
    async open() {
      takeOff ??= await serve(installer);
    },
    async opened(bot) {
      const count = await access.renewSeals().catch((error: unknown) => {
        log.warn(entry`Slack: installations could not be looked at: ${describe(error)}`);
        return undefined;
      });
      log.info(
        nobodyTyped(
          `Slack: connected (${wayOf(settings)}) with ${namesOf(bot)}. The app${count === undefined ? '' : ` has ${counted(count, 'installation')}, and`} is added at ${address}.`,
        ),
      );
    },
    async close() {
      takeOff?.();
      closing.abort();
    },
    health: (connection) => connection,
    notThere: (workspace) =>
      entry`The Slack app is not installed in ${nameOf(workspace)} any more: add it again at ${nobodyTyped(address)}.`,
    explain(error) {
      if (!isEnding(error)) return undefined;
      const words = entry`The Slack app was removed from the workspace (${describe(error)}): add it again at ${nobodyTyped(address)}.`;
      return new PostFailure('forbidden', words, { cause: error });
    },
    words: { stranger: isGone },
  };
}

/** Where people added the app to before SLACK_BOT_TOKEN was set. */
async function findOthers(
  { workspace: own }: Identity,
  { list }: SlackSettings['installations'],
): Promise<readonly string[]> {
  return (await list('slack')).map(({ workspace }) => workspace).filter((workspace) => workspace !== own);
}

/** So many of them are named. */
const NAMED = 5;

function describeOthers(others: readonly string[]): LogEntry {
  const names = joinEntries(others.slice(0, NAMED).map(nameOf), entry`, `);
  const more = others.length > NAMED ? entry` and ${others.length - NAMED} more` : entry``;
  return entry`SLACK_BOT_TOKEN serves one workspace; others that had added the app are not served now, and their data is kept: ${names}${more}. Set SLACK_CLIENT_ID again to serve them, or delete the data of one with "node dist/cli.js forget slack:${nameOf(others[0])}/".`;
}

function namesOf({ commands }: Bot): string {
  return [...new Set(commands.map(({ name }) => `/${name}`))].join(', ');
}

function wayOf(settings: SlackSettings): string {
  return 'appToken' in settings ? 'Socket Mode' : `HTTP, port ${settings.port}`;
}

function describeStart({ botName, workspaceName }: Identity, bot: Bot, settings: SlackSettings): string {
  return `Slack: connected as @${botName} to ${workspaceName} (${wayOf(settings)}) with ${namesOf(bot)}. In a channel, /invite @${botName} lets it hear mentions and reactions.`;
}
