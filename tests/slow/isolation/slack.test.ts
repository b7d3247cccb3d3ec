import { expect, it, onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { createSlack } from '../../../src/adapters/slack/slack.ts';
import { createWeb } from '../../../src/app/web/web.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { firstOf, SECRET } from '../../adapters/slack/town.ts';
import { keepLog, openAt, postgresUrl, sqliteUrl } from '../../core/store/open.ts';
import { openRows, valuesIn } from '../../core/store/workspace-rows.ts';
import { startTalk } from '../../core/talk.ts';
import { createBrowser } from '../../doubles/slack/browser.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';
import { addMessage } from '../../doubles/slack/messages.ts';
import { shareChannel, type Workspace } from '../../doubles/slack/workspace.ts';
import type { Channel, User } from '../../doubles/slack/world.ts';
import { leaksIn } from './attempts.ts';
import { settle } from './neighbour.ts';
import { type Act, forgedActs, pressOf } from './slack-acts.ts';

/** Acts that are under way at the same time. */
const TOGETHER = 20;
const LONG = 300_000;
const STARSHIP = { id: 'E0STARSHIP', name: 'Starship', domain: 'starship' };
const LINK = 'https://arxiv.org/abs/2303.08010';

/** The real adapter of a town, with the real bot. */
async function openTown(url: string) {
  const log = keepLog();
  const store = await openAt(url);
  const { bot: answering } = await startTalk({ store, pageSize: 2 });
  let finished = 0;
  const counting =
    <Asked, Answer>(act: (asked: Asked) => Promise<Answer>) =>
    (asked: Asked) =>
      act(asked).finally(() => {
        finished += 1;
        slack.world.changed();
      });
  const bot: Bot = { ...answering, onCommand: counting(answering.onCommand) };
  const slack = await startSlackDouble({
    manifest: createManifest(bot.commands, { publicUrl: 'https://town.test' }),
    installed: false,
  });
  onTestFinished(() => slack.stop());
  const port = await findFreePort();
  const web = createWeb({ port, host: undefined }, log);
  const publicUrl = `http://127.0.0.1:${port}`;
  slack.registration.redirects = [`${publicUrl}/slack`];
  slack.registration.orgDeploy = true;
  const { clientId, clientSecret } = slack.registration;
  const { seenEvents, installations, leases, quotas } = store;
  const kept = { seenEvents, installations, leases, quotas };
  const oauth = { clientId, clientSecret, secrets: [SECRET], publicUrl, serve: web.serve };
  const { appToken } = slack.credentials;
  const platform = createSlack({ ...kept, apiUrl: slack.apiUrl, oauth, appToken }, log, {});
  onTestFinished(async () => {
    await platform.stop();
    await web.close();
  });
  await platform.start(bot);
  const rows = await openRows(url);
  onTestFinished(rows.close);
  const add = async (workspace: Workspace, how: 'here' | 'everywhere' = 'here', who = firstOf(workspace)) => {
    const page = await workspace.person(who).installs(createBrowser(), `${publicUrl}/slack/install`, how);
    expect(page.status).toBe(200);
  };
  return { slack, store, bot, platform, rows, add, finished: () => finished };
}

type Town = Awaited<ReturnType<typeof openTown>>;

/** Where somebody forges, and where the neighbour lives: `told` is a channel of the neighbour's that Slack may tell of there. */
type Places = { readonly home: Workspace; readonly other: Workspace; readonly room: Channel; told: Channel };

const adminOf = ({ world }: Workspace): User => {
  const admin = [...world.users.values()].find((user) => user.admin);
  if (admin === undefined) throw new Error('nobody manages the workspace');
  return admin;
};

async function openTwo({ slack, add }: Town): Promise<Places> {
  const [home, other] = [slack.addWorkspace('home'), slack.addWorkspace('clinic')];
  await add(home);
  await add(other);
  return { home, other, room: home.channel('papers'), told: other.channel('papers') };
}

/** With the admin of the one in the channel, who is then somebody else in the other by the same id. */
async function openShared(town: Town): Promise<Places> {
  const { home, other, told } = await openTwo(town);
  shareChannel(told, other, home);
  const admin = adminOf(home);
  told.members.add(admin.id);
  other.world.users.set(admin.id, { ...admin, admin: false, team: home.world.team.id });
  return { home, other, room: told, told };
}

/** Where the admin is the same person in both. */
async function openOrganisation({ slack, add }: Town): Promise<Places> {
  const [home, other] = [slack.addWorkspace('bridge', STARSHIP), slack.addWorkspace('hold', STARSHIP)];
  await add(home, 'everywhere', 'W0STARSHIPADMIN');
  await slack.grant(home);
  await slack.grant(other);
  // A token of the organisation may post in all of it: where something was done Slack alone tells.
  return { home, other, room: home.channel('papers'), told: home.channel('papers') };
}

const PLACES = [
  { name: 'another workspace', open: openTwo, freshUrl: sqliteUrl, every: 1 },
  { name: 'a workspace of the same organisation', open: openOrganisation, freshUrl: sqliteUrl, every: 4 },
  { name: 'a workspace that shares the channel', open: openShared, freshUrl: postgresUrl, every: 4 },
];

it.each(PLACES)(
  'somebody reads nothing of $name and changes nothing there, whatever is forged',
  async ({ open, freshUrl, every }) => {
    const town = await openTown(await freshUrl());
    const { slack, bot, store, rows, platform } = town;
    const { home, other, room, told } = await open(town);
    const { world } = home;
    const user = adminOf(home);
    room.members.add(world.botUserId);
    const [team, far] = [other.world.team.id, other.channel('papers')];
    const there = { platform: 'slack', workspace: team };
    const id = other.world.users.has(user.id) ? user.id : firstOf(other);
    const neighbour = await settle(bot, store, {
      channel: { ...there, id: far.id },
      member: { ...there, id },
      name: 'quokkaperson',
    });
    // What is drawn for the neighbour is known to the bot from then on.
    await other.person(id).opensHome();
    await slack.world.until(() => leaksIn([...other.world.homes.values()], []).length > 0, 'the home tab');
    other.world.homes.clear();
    const own = addMessage(
      world,
      { channel: room.id, user: world.botUserId, via: 'api' },
      { text: 'own', blocks: [] },
    );
    await home.person(user.id).types(LINK, room);
    const linked = await slack.world.until(
      () => world.messages.find(({ unfurls }) => unfurls.size > 0),
      'the card of a link',
    );
    const before = await rows.of(team);
    const numbers = valuesIn(before).filter((value) => /^\d{1,2}$/u.test(value));
    const things = [...new Set([...numbers, far.id, id, team])];

    const quiet = [other.world.messages.length, other.world.views.size];
    const leaked: unknown[] = [];
    let [count, read] = [0, world.messages.length];
    function look(asked: unknown, acknowledged: unknown) {
      const { messages, views, homes } = world;
      const unfurled = [linked, ...messages.slice(read)].flatMap(({ unfurls }) => [...unfurls]);
      const shown = [acknowledged, messages.slice(read), unfurled, [...views.values()], [...homes.values()]];
      read = messages.length;
      const leaks = leaksIn(shown, []);
      if (leaks.length > 0) leaked.push({ asked, leaks });
      views.clear();
    }
    async function finish(acts: readonly Act[]) {
      const [asked, done] = [acts.map((one) => one.asked), town.finished()];
      const taken = await Promise.all(acts.map(({ envelope }) => slack.deliver(envelope)));
      const awaited = acts.filter(
        ({ isQuiet }, at) => !isQuiet && taken[at]?.body.response_action !== 'errors',
      );
      const isAnswered = () => town.finished() - done + world.views.size >= awaited.length;
      await slack.world.until(isAnswered, `the answers to ${JSON.stringify(asked)}`, 60_000);
      look(asked, taken);
      expect({ asked, rows: [...(await rows.of(team))] }).toEqual({ asked, rows: [...before] });
      count += acts.length;
      // A minute, so that Slack's limits let the next go.
      slack.world.clock.advance(61_000);
    }
    const scene = { ...{ bot, home, room, user, own, linked }, link: LINK, ...{ neighbour, things, told } };
    let under: Act[] = [];
    for (const act of forgedActs(scene, every)) {
      under.push(act);
      if (under.length < TOGETHER) continue;
      await finish(under);
      under = [];
    }
    await finish([
      ...under,
      { asked: 'saved', envelope: pressOf(scene, { name: 'papers', verb: 'saved', text: '' }) },
    ]);
    await platform.stop();
    look('at the end', []);
    expect(leaked).toEqual([]);
    expect([...(await rows.of(team))]).toEqual([...before]);
    expect([other.world.messages.length, other.world.views.size]).toEqual(quiet);
    process.stdout.write(`${count} acts with ${things.length} ids of ${team}\n`);
  },
  LONG,
);
