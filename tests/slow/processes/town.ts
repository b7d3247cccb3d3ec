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
import { createBrowser } from '../../doubles/slack/browser.ts';
import { type SlackDouble, startSlackDouble } from '../../doubles/slack/double.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import type { Person } from '../../doubles/slack/person.ts';
import type { Workspace } from '../../doubles/slack/workspace.ts';
import type { Channel } from '../../doubles/slack/world.ts';

/** Where the balancer before all processes would be. */
export const publicUrl = 'https://paperboy.test';

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
  /** Adds the app to a new workspace by its pages, the first of one process, the last of another. */
  settle(name: string): Promise<Settled>;
};

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
  const [first, last] = [processes[0], processes.at(-1)];

  return {
    slack,
    store: await openAt(url),
    processes,
    async settle(name) {
      const workspace = slack.addWorkspace(name);
      const team = workspace.world.team.id;
      const person = workspace.person(`${team.replace(/^T0/u, 'U0')}1`);
      const { text } = await createBrowser().visit(`${first?.address}/slack/install`);
      const link = /href="([^"]*oauth[^"]*)"/u.exec(text)?.[1]?.replaceAll(/&(amp|#38);/gu, '&') ?? '';
      const form = new URLSearchParams({ user: person.id, team, everywhere: 'false', decision: 'allow' });
      const allowed = await fetch(link, { method: 'POST', body: form, redirect: 'manual' });
      const back = new URL(allowed.headers.get('location') ?? '');
      const cookie = `paperboy-slack-state=${new URL(link).searchParams.get('state')}`;
      const landed = await fetch(`${last?.address}${back.pathname}${back.search}`, { headers: { cookie } });
      const page = await landed.text();
      if (!page.includes('is in Slack now')) throw new Error(page);
      const channel = workspace.channel('papers');
      await person.invites(channel);
      return { workspace, person, channel };
    },
  };
}

/** What the bot has posted for all in a channel, in the order of time. */
export function postsIn({ workspace: { world }, channel }: Settled): readonly string[] {
  return world.messages
    .filter(({ user, onlyFor, deleted, channel: where }) => {
      return user === world.botUserId && onlyFor === undefined && !deleted && where === channel.id;
    })
    .map(plainTextOf);
}
