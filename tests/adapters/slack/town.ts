import { onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { createSlack } from '../../../src/adapters/slack/slack.ts';
import { createWeb } from '../../../src/app/web/web.ts';
import type { CommandDeclaration } from '../../../src/core/chat/command.ts';
import type { Platform } from '../../../src/core/chat/platform.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { keepLog, openAt, sqliteUrl } from '../../core/store/open.ts';
import { type Browser, createBrowser, type Page } from '../../doubles/slack/browser.ts';
import { type SlackDouble, startSlackDouble } from '../../doubles/slack/double.ts';
import type { Person } from '../../doubles/slack/person.ts';
import type { Workspace } from '../../doubles/slack/workspace.ts';
import type { Enterprise } from '../../doubles/slack/world.ts';
import { findFreePort } from './lab.ts';
import { createProbeBot, type ProbeBot, type ProbeOptions } from './probe-bot.ts';

/** One process of the real adapter. */
export type TownProcess = {
  readonly platform: Platform;
  readonly bot: ProbeBot;
  /** Where its pages are. */
  readonly address: string;
};

/** Several workspaces, to which people add the app by its pages. */
export type Town = TownProcess & {
  readonly slack: SlackDouble;
  readonly store: Store;
  /** The file of its database. */
  readonly file: string;
  readonly log: ReturnType<typeof keepLog>;
  /** A workspace whose first person has added the app, and let it into #papers. */
  settle(name: string): Promise<Workspace>;
  add(person: Person, browser?: Browser, how?: 'here' | 'everywhere' | 'cancels'): Promise<Page>;
  /** One more process, on the same database. */
  start(secrets?: readonly string[]): Promise<TownProcess>;
};

export const SECRET = 'the-secret-of-the-town-is-long-enough';
export const organisation: Enterprise = { id: 'E0STARSHIP', name: 'Starship', domain: 'starship' };
const commands: readonly CommandDeclaration[] = [
  { name: 'ask', description: 'Asks', private: false },
  {
    ...{ name: 'fill', description: 'Asks by a form', private: false, asks: true },
    argument: { name: 'query', description: 'what', required: true, kind: 'text' },
  },
];

/** The id of a workspace's first person. */
export const firstOf = ({ world }: Workspace): string => world.team.id.replace(/^T0/u, 'U0').concat('1');

export async function startTown(
  options: Partial<ProbeOptions> & {
    readonly way?: 'socket' | 'http';
    /** How the store of installations fails. */
    readonly alter?: (installations: Store['installations']) => Store['installations'];
  } = {},
): Promise<Town> {
  const { way = 'socket', alter = (installations) => installations, ...probe } = options;
  const log = keepLog();
  const url = await sqliteUrl();
  const store = await openAt(url);
  const manifest = createManifest(commands, { publicUrl: 'https://town.test' });
  const slack = await startSlackDouble({ manifest, installed: false });
  onTestFinished(() => slack.stop());
  const redirects: string[] = [];

  async function start(secrets: readonly string[] = [SECRET]): Promise<TownProcess> {
    const port = await findFreePort();
    const web = createWeb({ port, host: undefined }, log);
    const address = `http://127.0.0.1:${port}`;
    redirects.push(`${address}/slack`);
    slack.registration.redirects = redirects;
    const bot = createProbeBot({ commands, ...probe });
    const { clientId, clientSecret } = slack.registration;
    const { seenEvents, leases, quotas } = store;
    const kept = { seenEvents, leases, quotas, installations: alter(store.installations) };
    const oauth = { clientId, clientSecret, secrets, publicUrl: address, serve: web.serve };
    const own = { ...kept, apiUrl: slack.apiUrl, oauth };
    const { appToken } = slack.credentials;
    const how =
      way === 'socket' ? { appToken } : { signingSecret: slack.signingSecret, port, serve: web.serve };
    const platform = createSlack({ ...own, ...how }, log, {});
    onTestFinished(async () => {
      await platform.stop();
      await web.close();
    });
    await platform.start(bot);
    return { platform, bot, address };
  }

  const first = await start();
  if (way === 'http') slack.useHttp(`${first.address}/slack/events`);
  const add: Town['add'] = (person, browser = createBrowser(), how = 'here') =>
    person.installs(browser, `${first.address}/slack/install`, how);
  return {
    ...first,
    ...{ slack, store, log, start, add, file: url.replace('sqlite:', '') },
    async settle(name) {
      const workspace = slack.addWorkspace(name);
      const person = workspace.person(firstOf(workspace));
      await add(person);
      await person.invites(workspace.channel('papers'));
      return workspace;
    },
  };
}
