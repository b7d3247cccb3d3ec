import { expect, it } from 'vitest';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import { findAuthorizeLink } from '../../doubles/slack/person.ts';
import type { Workspace } from '../../doubles/slack/workspace.ts';
import type { Channel } from '../../doubles/slack/world.ts';
import { firstOf, installUrl, openBrowser, startTown } from './town.ts';

/** Milliseconds for three programs on a busy machine. */
const LONG = 240_000;
const PATIENCE = 30_000;

/** The bot's answers in a channel that say this. */
const saying = ({ world }: Workspace, { id }: Channel, words: string) =>
  world.messages.filter(
    (message) =>
      message.channel === id && message.user === world.botUserId && plainTextOf(message).includes(words),
  );

/** Asks for something and waits for so many answers more that say this. */
async function ask(workspace: Workspace, typed: string, words: string): Promise<void> {
  const { world } = workspace;
  const channel = workspace.channel('papers');
  const before = saying(workspace, channel, words).length;
  await firstOf(workspace).types(typed, channel);
  await world.until(() => saying(workspace, channel, words).length > before, `${typed}: ${words}`, PATIENCE);
}

const FOUND = 'Window-Based Early-Exit Cascades';

it(
  'three processes take an installation that began at another, refuse every forged one, and go on where a token is revoked',
  async () => {
    const town = await startTown(3);
    const { slack, store } = town;
    const [clinic, ward] = [slack.addWorkspace('clinic'), slack.addWorkspace('ward')];
    const [erin, browser] = [firstOf(clinic), openBrowser(town.processes)];
    expect((await erin.installs(browser, installUrl, 'cancels')).text).toContain('was not added');
    const page = await erin.installs(browser, installUrl);
    expect(page.text).toContain('Paperboy is in Slack now');
    await erin.invites(clinic.channel('papers'));
    for (let each = 0; each < 3; each += 1) await ask(clinic, '/paper uncertainty', FOUND);
    await ask(clinic, '/papers save arxiv:2303.08010', 'aved');

    // Each of these is tried at every process.
    const used = new URL(page.url);
    const [code = '', state = ''] = ['code', 'state'].map((name) => used.searchParams.get(name) ?? '');
    const fresh = async () => new URL(findAuthorizeLink((await browser.visit(installUrl)).text) ?? '');
    const allow = async (link: URL) => {
      const body = new URLSearchParams({
        user: firstOf(ward).id,
        team: ward.world.team.id,
        decision: 'allow',
      });
      const { headers, status } = await fetch(link, { method: 'POST', body, redirect: 'manual' });
      return { status, code: new URL(headers.get('location') ?? 'none:').searchParams.get('code') ?? '' };
    };
    const comeBack = async (with_: {
      readonly code: string;
      readonly state: string;
      readonly cookie?: string;
    }) => {
      const query = new URLSearchParams({ code: with_.code, state: with_.state });
      const cookie = with_.cookie === undefined ? {} : { cookie: `paperboy-slack-state=${with_.cookie}` };
      const statuses = [];
      for (const { address } of town.processes)
        statuses.push((await fetch(`${address}/slack/oauth_redirect?${query}`, { headers: cookie })).status);
      return statuses;
    };
    const link = await fresh();
    const unspent = (await allow(link)).code;
    const theirs = link.searchParams.get('state') ?? '';
    const refused = [400, 400, 400];
    expect({
      'a state once more': await comeBack({ code: unspent, state, cookie: state }),
      'a forged state': await comeBack({ code: unspent, state: 'x.y.z', cookie: 'x.y.z' }),
      'another browser': await comeBack({ code: unspent, state: theirs }),
      'another state than the browser has': await comeBack({
        code: unspent,
        state: theirs,
        cookie: state,
      }),
      'a code once more': await comeBack({ code, state: theirs, cookie: theirs }),
    }).toEqual({
      'a state once more': refused,
      'a forged state': refused,
      'another browser': refused,
      'another state than the browser has': refused,
      'a code once more': refused,
    });
    const forged = await fresh();
    forged.searchParams.set('redirect_uri', 'https://evil.test/slack/oauth_redirect');
    expect((await allow(forged)).status).toBe(400);
    expect(ward.world.installation).toBeUndefined();

    const frank = firstOf(ward);
    await frank.installs(openBrowser(town.processes), installUrl);
    await frank.invites(ward.channel('papers'));
    await ask(ward, '/paper uncertainty', FOUND);

    // An event that arrives at all three acts once.
    slack.sendToAll(true);
    const direct = ward.world.directChannel(frank.id);
    await frank.types('uncertainty', direct);
    slack.sendToAll(false);
    await ward.world.until(() => saying(ward, direct, FOUND).length > 0, 'an answer', PATIENCE);
    for (let each = 0; each < 3; each += 1) await ask(ward, '/paper uncertainty', FOUND);
    expect(saying(ward, direct, FOUND)).toHaveLength(1);

    // One token ends in the middle; the other workspace notices nothing.
    const installation = clinic.world.installation;
    if (installation === undefined) throw new Error('not installed');
    await slack.uninstall(installation, { first: 'app_uninstalled' });
    await ask(ward, '/paper uncertainty', FOUND);
    expect((await store.installations.list('slack')).map(({ workspace }) => workspace)).toEqual([
      ward.world.team.id,
    ]);
    expect((await erin.installs(openBrowser(town.processes), installUrl)).text).toContain(
      'Paperboy is in Slack now',
    );
    await erin.invites(clinic.channel('papers'));
    await ask(clinic, '/papers saved', FOUND);
    expect(slack.world.violations).toEqual([]);
  },
  LONG,
);

it(
  'three processes in Socket Mode answer each command once, also after one is killed, and an event that all hear once',
  async () => {
    const town = await startTown(3, 'socket');
    const { slack, processes } = town;
    await slack.world.until(() => slack.socket.connections === 3, 'three connections', PATIENCE);
    const { workspace, person, channel } = await town.settle('clinic');
    for (let each = 0; each < 6; each += 1) await ask(workspace, '/paper uncertainty', FOUND);
    expect(saying(workspace, channel, FOUND)).toHaveLength(6);
    const direct = workspace.world.directChannel(person.id);
    slack.sendToAll(true);
    await person.types('uncertainty', direct);
    slack.sendToAll(false);
    await workspace.world.until(() => saying(workspace, direct, FOUND).length > 0, 'an answer', PATIENCE);
    await processes[0]?.kill();
    await slack.world.until(() => slack.socket.connections === 2, 'two connections', PATIENCE);
    for (let each = 0; each < 3; each += 1) await ask(workspace, '/paper uncertainty', FOUND);
    expect([saying(workspace, channel, FOUND).length, saying(workspace, direct, FOUND).length]).toEqual([
      9, 1,
    ]);
    expect(slack.world.violations).toEqual([]);
  },
  LONG,
);
