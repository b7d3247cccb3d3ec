import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { listCommands } from '../../../src/core/commands/list.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { type Program, startProgram } from '../../app/program.ts';
import { openAt, postgresUrl } from '../../core/store/open.ts';
import { type Browser, createBrowser } from '../../doubles/slack/browser.ts';
import { type SlackDouble, startSlackDouble } from '../../doubles/slack/double.ts';
import type { Person } from '../../doubles/slack/person.ts';
import type { Workspace } from '../../doubles/slack/workspace.ts';
import type { Channel } from '../../doubles/slack/world.ts';

/** Where the balancer before all processes would be. */
const publicUrl = 'https://paperboy.test';
/** The page with the button that adds the app. */
export const installUrl = `${publicUrl}/slack/install`;

/** One of several processes of the built program, started again by its own name. */
export type Process = {
  readonly address: string;
  program(): Program;
  /** Resolves once it takes requests. */
  start(): Promise<void>;
  kill(): Promise<void>;
};

/** A workspace with the app, and somebody in it who manages the channel with the bot. */
export type Settled = { readonly workspace: Workspace; readonly person: Person; readonly channel: Channel };

export type Town = {
  readonly slack: SlackDouble;
  /** The test's own look at the database of all processes. */
  readonly store: Store;
  readonly processes: readonly Process[];
  /** Adds the app to a new workspace by its pages, each of another process. */
  settle(name: string): Promise<Settled>;
};

/** Who made the channels of a workspace. */
export const firstOf = (workspace: Workspace): Person =>
  workspace.person(`${workspace.world.team.id.replace(/^T0/u, 'U0')}1`);

/** A browser whose every request another process answers. */
export function openBrowser(processes: Town['processes']): Browser {
  let turn = 0;
  return createBrowser({
    [publicUrl]() {
      turn += 1;
      return processes[turn % processes.length]?.address ?? '';
    },
  });
}

/** So many processes of the built program on one PostgreSQL, behind a balancer that leaves out who is away, or in Socket Mode. */
export async function startTown(count: number, way: 'http' | 'socket' = 'http'): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-processes-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const url = await postgresUrl();
  const manifest = createManifest(listCommands({ mail: false }), { publicUrl });
  const slack = await startSlackDouble({ manifest, installed: false });
  onTestFinished(() => slack.stop());
  slack.registration.redirects = [`${publicUrl}/slack`];
  const environment = {
    DATABASE_URL: url,
    SLACK_CLIENT_ID: slack.registration.clientId,
    SLACK_CLIENT_SECRET: slack.registration.clientSecret,
    ...(way === 'http'
      ? { SLACK_SIGNING_SECRET: slack.signingSecret }
      : { SLACK_APP_TOKEN: slack.credentials.appToken }),
    SLACK_API_URL: slack.apiUrl,
    PAPERBOY_SECRET: 'the-secret-of-the-town-is-long-enough',
    PUBLIC_URL: publicUrl,
  };

  async function prepare(): Promise<Process> {
    const port = await findFreePort();
    let current: Program | undefined;
    const program = () => {
      if (current === undefined) throw new Error('It was not started.');
      return current;
    };
    return {
      address: `http://127.0.0.1:${port}`,
      program,
      async start() {
        current = startProgram(folder, { ...environment, PORT: String(port) });
        await current.says('Slack: ');
      },
      kill: () => program().kill(),
    };
  }

  const processes: Process[] = [];
  for (let number = 0; number < count; number += 1) processes.push(await prepare());
  // The first makes the tables.
  for (const process of processes) await process.start();
  if (way === 'http') slack.useHttp(...processes.map(({ address }) => `${address}/slack/events`));

  return {
    slack,
    store: await openAt(url),
    processes,
    async settle(name) {
      const workspace = slack.addWorkspace(name);
      const person = firstOf(workspace);
      const { text } = await person.installs(openBrowser(processes), installUrl);
      if (!text.includes('is in Slack now')) throw new Error(text);
      const channel = workspace.channel('papers');
      await person.invites(channel);
      return { workspace, person, channel };
    },
  };
}
