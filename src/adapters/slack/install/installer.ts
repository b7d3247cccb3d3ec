import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Installation, type Logger, webApi } from '@slack/bolt';
import { InstallProvider } from '@slack/oauth';
import { setPageHeaders, showPage, writePage } from '../../../core/async/web-page.ts';
import type { WebHandler } from '../../../core/async/web-server.ts';
import { ConnectionFailure } from '../../../core/chat/failures.ts';
import type { Log } from '../../../core/chat/log.ts';
import { entry, LoggableError, nameOf } from '../../../core/text/log-entry.ts';
import { describe } from '../failures.ts';
import { REDIRECT, SCOPES } from '../manifest.ts';
import type { SlackSettings } from '../settings.ts';
import { type Identity, identify } from '../workspaces/identity.ts';
import { explainFailure } from './explain-failure.ts';
import type { BotToken } from './kept-token.ts';
import { createStates } from './states.ts';

export type InstallerOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly secrets: readonly string[];
  /** Where the port can be reached from outside, without a slash at its end. */
  readonly publicUrl: string;
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: Logger;
  readonly log: Log;
  readonly shared: Pick<SlackSettings, 'seenEvents' | 'quotas'>;
  /** Keeps an installation; yields whether the app had been there before. */
  keep(token: BotToken, identity: Identity): Promise<boolean>;
  /** An organisation has the app in one of its workspaces. */
  enter(workspace: string, organisation: string): Promise<void>;
};

const INSTALL = '/slack/install';

/** So many people may come back from Slack within so many milliseconds; more are asked to wait. Slack's own limit is for all of them. */
const CODES = { of: ['slack codes'], most: 60, within: 60_000 };

/** Where people add the app. */
export function installAddress(publicUrl: string): string {
  return `${publicUrl}${INSTALL}`;
}

/** The page on which the app is added to a workspace, and that to which Slack sends people back: docs.slack.dev/authentication/installing-with-oauth */
export function createInstaller(options: InstallerOptions): WebHandler {
  const { clientId, clientSecret, secrets, publicUrl, clientOptions, logger, log, shared, keep, enter } =
    options;
  const wanted = { scopes: SCOPES, redirectUri: `${publicUrl}${REDIRECT}` };
  const again = { label: 'Start again', address: installAddress(publicUrl) };
  const provider = new InstallProvider({
    ...{ clientId, clientSecret, logger, clientOptions },
    authorizationUrl: new URL('../oauth/v2/authorize', clientOptions.slackApiUrl ?? 'https://slack.com/api/')
      .href,
    stateStore: createStates(secrets, wanted, shared.seenEvents),
    stateCookieName: 'paperboy-slack-state',
    installUrlOptions: wanted,
    installationStore: {
      storeInstallation: async (installation) => keepInstallation(installation),
      fetchInstallation: () => Promise.reject(new LoggableError(entry`No installation is asked for here`)),
    },
    renderHtmlForInstallPath: (address) =>
      writePage({
        title: 'Add Paperboy to Slack',
        text: [
          'Paperboy finds scientific papers where your group already talks. Slack will show you what it may do in your workspace and ask you to agree.',
        ],
        link: { label: 'Add to Slack', address },
      }),
  });

  /** Those of workspaces that had the app before. */
  const back = new WeakSet<Installation>();

  async function keepInstallation(installation: Installation): Promise<void> {
    const { bot } = installation;
    if (bot === undefined) throw new ConnectionFailure(entry`Slack gave no token for the bot.`);
    const { token, refreshToken, expiresAt } = bot;
    const renewal =
      refreshToken === undefined || expiresAt === undefined
        ? {}
        : { renewal: { refreshToken, endsAt: expiresAt * 1_000 } };
    const client = new webApi.WebClient(token, clientOptions);
    const { organisation, ...who } = await identify(client);
    const isBack = await keep({ token, ...renewal }, { ...who, workspace: organisation ?? who.workspace });
    if (isBack) back.add(installation);
    if (organisation !== undefined) void enterAll(client, organisation);
  }

  /** Behind the answer: in a large organisation it takes longer than a browser waits. What fails is found once something comes from there. */
  async function enterAll(client: webApi.WebClient, organisation: string): Promise<void> {
    try {
      for (const workspace of await listParts(client)) await enter(workspace, organisation);
    } catch (error) {
      log.debug(entry`Slack: it is not known where an organisation has the app: ${describe(error)}`);
    }
  }

  async function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === INSTALL) {
      setPageHeaders(response);
      return provider.handleInstallPath(request, response);
    }
    await provider.handleCallback(request, response, {
      // Asked once the state was found to be one of ours.
      async beforeInstallation() {
        if ((await shared.quotas.use([CODES], new Date())) === undefined) return true;
        response.setHeader('Retry-After', CODES.within / 1_000);
        showPage(response, {
          status: 429,
          title: 'Too many at once',
          text: ['Many people are adding Paperboy right now. Try again in a minute.'],
          link: again,
        });
        return false;
      },
      success(installation) {
        const { team, enterprise, isEnterpriseInstall } = installation;
        const { id, name = 'your workspace' } = (isEnterpriseInstall ? enterprise : team) ?? {};
        log.info(entry`Slack: the app was added to ${nameOf(id)}`);
        showPage(response, {
          status: 200,
          title: 'Paperboy is in Slack now',
          text: [
            `It was added to ${name}. In Slack, open Paperboy under Apps and type what you are looking for.`,
            back.has(installation)
              ? 'Lists and digests are as you left them. In each channel that has digests, type /invite @Paperboy to let it in again.'
              : 'In a channel, type /invite @Paperboy so that it can post there.',
          ],
        });
      },
      failure(error) {
        const { page, remedy = entry`` } = explainFailure(error, wanted.redirectUri);
        const text = entry`Slack: the app was not added: ${describe(error)}.${remedy}`;
        // Anybody can open this address with anything.
        if (page.status < 500) log.debug(text);
        else log.warn(text);
        showPage(response, { ...page, link: again });
      },
    });
  }

  return (request, response) => {
    const [path = ''] = (request.url ?? '').split(/[?#]/u);
    const own = [INSTALL, REDIRECT].find((one) => path === one || path.endsWith(one));
    if (own === undefined) return false;
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      showPage(response, { status: 405, title: 'This does not work here', text: [] });
      return true;
    }
    answer(own, request, response).catch((error: unknown) => {
      log.error(entry`Slack: a page to add the app could not be shown: ${describe(error)}`, error);
      showPage(response, { ...explainFailure(error, wanted.redirectUri).page, link: again });
    });
    return true;
  };
}

/** The workspaces that an organisation has the app in, the first 1,000: docs.slack.dev/reference/methods/auth.teams.list */
async function listParts(client: webApi.WebClient): Promise<readonly string[]> {
  const { teams = [] } = await client.auth.teams.list({ limit: 1_000 });
  return teams.flatMap(({ id }) => id ?? []);
}
