import { expect, it, onTestFinished } from 'vitest';
import { createManifest } from '../../../src/adapters/slack/manifest.ts';
import { writeButtonValue } from '../../../src/adapters/slack/render/button-value.ts';
import { createSlack } from '../../../src/adapters/slack/slack.ts';
import { createWeb } from '../../../src/app/web/web.ts';
import type { Bot } from '../../../src/core/chat/bot.ts';
import type { CommandLine } from '../../../src/core/chat/card.ts';
import { findDeclaration } from '../../../src/core/chat/command-line.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { firstOf, SECRET } from '../../adapters/slack/town.ts';
import { keepLog, openAt, sqliteUrl } from '../../core/store/open.ts';
import { openRows, valuesIn } from '../../core/store/workspace-rows.ts';
import { startTalk } from '../../core/talk.ts';
import { createBrowser } from '../../doubles/slack/browser.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';
import type { Json } from '../../doubles/slack/json.ts';
import { addMessage } from '../../doubles/slack/messages.ts';
import { eventPayload, pressPayload, slashPayload } from '../../doubles/slack/payloads.ts';
import type { Envelope } from '../../doubles/slack/transport.ts';
import type { Workspace } from '../../doubles/slack/workspace.ts';
import type { User } from '../../doubles/slack/world.ts';
import { leaksIn, linesWith, withoutSecrets } from './attempts.ts';
import { settle } from './neighbour.ts';

/** Acts that are under way at the same time. */
const TOGETHER = 20;
const LONG = 300_000;
const STARSHIP = { id: 'E0STARSHIP', name: 'Starship', domain: 'starship' };

/** The real adapter of a town, with the real bot. */
async function openTown() {
  const log = keepLog();
  const url = await sqliteUrl();
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
  const { onCommand, onReaction } = answering;
  const bot: Bot = { ...answering, onCommand: counting(onCommand), onReaction: counting(onReaction) };
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
  return { slack, store, bot, rows, add, log, finished: () => finished };
}

const nobody: User = { id: '', name: '', realName: '', bot: false };

/** `isQuiet`: nothing answers it. */
type Act = { readonly asked: unknown; readonly envelope: Envelope; readonly isQuiet?: true };

type Town = Awaited<ReturnType<typeof openTown>>;

/** Two workspaces of their own, or two of an organisation. */
const PLACES: readonly [string, (town: Town) => Promise<readonly [Workspace, Workspace]>][] = [
  [
    'another workspace',
    async ({ slack, add }) => {
      const [home, clinic] = [slack.addWorkspace('home'), slack.addWorkspace('clinic')];
      await add(home);
      await add(clinic);
      return [home, clinic];
    },
  ],
  [
    'another workspace of the same organisation',
    async ({ slack, add }) => {
      const [bridge, hold] = [slack.addWorkspace('bridge', STARSHIP), slack.addWorkspace('hold', STARSHIP)];
      await add(bridge, 'everywhere', 'W0STARSHIPADMIN');
      await slack.grant(bridge);
      await slack.grant(hold);
      return [bridge, hold];
    },
  ],
];

it.each(PLACES)(
  'somebody reads nothing of %s and changes nothing there, whatever is forged',
  async (_, place) => {
    const town = await openTown();
    const { slack, bot, store, rows } = town;
    const [home, other] = await place(town);
    const room = home.channel('papers');
    // Of an organisation the admin is the same person in both.
    const admin = [...home.world.users.values()].find((user) => user.admin) ?? nobody;
    room.members.add(home.world.botUserId);
    const [team, far] = [other.world.team.id, other.channel('papers')];
    const there = { platform: 'slack', workspace: team };
    const neighbour = await settle(bot, store, {
      channel: { ...there, id: far.id },
      member: { ...there, id: other.world.users.has(admin.id) ? admin.id : firstOf(other) },
      name: 'quokkaperson',
    });
    const before = rows.of(team);
    const numbers = valuesIn(before).filter((value) => /^\d{1,2}$/u.test(value));
    const things = [...new Set([...numbers, team, far.id, neighbour.actor.member.id])];
    const own = addMessage(
      home.world,
      { channel: room.id, user: home.world.botUserId, via: 'api' },
      { text: 'own' },
    );

    const responseUrl = () => home.grants.issueResponseUrl({ user: admin.id, channel: room.id });
    const triggerId = () => home.grants.issueTrigger(admin.id);
    function press(line: CommandLine): Envelope {
      const value = writeButtonValue({ label: 'Forged', command: line }) ?? '';
      const button = {
        type: 'button',
        action_id: 'command:0',
        text: { type: 'plain_text', text: 'Forged' },
        value,
      };
      const block = { type: 'actions', block_id: 'forged', elements: [button] };
      const act = { user: admin, message: own, block, button };
      const payload = pressPayload(home.world, {
        ...act,
        responseUrl: responseUrl(),
        triggerId: triggerId(),
      });
      return { type: 'interactive', payload };
    }
    function type({ name, verb = '', text }: CommandLine): Envelope {
      const act = { user: admin, channel: room, command: `/${name}`, text: `${verb} ${text}`.trim() };
      const payload = slashPayload(home.world, {
        ...act,
        responseUrl: responseUrl(),
        triggerId: triggerId(),
      });
      return { type: 'slash_commands', payload };
    }
    const tell = (event: Json): Envelope => ({
      type: 'events_api',
      payload: eventPayload(home.world, event),
    });
    const isLoud = ({ name, verb }: CommandLine) =>
      findDeclaration({ name, ...(verb && { verb }) }, bot.commands)?.private === false;

    const saved: Act = { asked: 'saved', envelope: press({ name: 'papers', verb: 'saved', text: '' }) };
    function* acts(): Generator<Act> {
      let turn = 0;
      for (const line of linesWith(bot.commands, things, withoutSecrets(neighbour.offered), 'one way')) {
        turn += 1;
        // Of what is said for all a part will do: Slack takes one such post a second.
        if (isLoud(line) && line.text !== team) continue;
        // In an organisation it is the ways of the workspace again: half of the acts.
        if (other.world.enterprise !== undefined && turn % 2 === 0) continue;
        yield { asked: line, envelope: turn % 3 === 0 && line.form === undefined ? type(line) : press(line) };
      }
      const channel = home.world.directChannel(admin.id).id;
      for (const text of [
        'saved',
        'subscriptions',
        'saved tag:wombat',
        ...things.map((one) => `open ${one}`),
      ]) {
        const ts = home.world.nextTs();
        const words = { channel, user: admin.id, ts, event_ts: ts, text: `papers ${text}` };
        yield { asked: words, envelope: tell({ type: 'message', channel_type: 'im', ...words }) };
      }
      for (const {
        channel: { id: there },
        id: ts,
      } of neighbour.messages) {
        const item = { type: 'message', channel: there, ts };
        const given = { user: admin.id, item, reaction: 'bookmark', event_ts: ts };
        for (const type of ['reaction_added', 'reaction_removed'])
          yield {
            asked: item,
            envelope: tell({ type, ...given, item_user: home.world.botUserId }),
            isQuiet: true,
          };
      }
      const opened = { type: 'app_home_opened', user: admin.id, tab: 'home', channel };
      yield { asked: opened, envelope: tell(opened), isQuiet: true };
      yield saved;
    }

    const quiet = [other.world.messages.length, other.world.views.size];
    const leaked: unknown[] = [];
    let count = 0;
    async function finish(under: readonly Act[]) {
      const [from, asked] = [home.world.messages.length, under.map((one) => one.asked)];
      const awaited = town.finished() + under.filter(({ isQuiet }) => isQuiet !== true).length;
      const told = await Promise.all(under.map(({ envelope }) => slack.deliver(envelope)));
      const isAnswered = () => town.finished() + home.world.views.size >= awaited;
      await slack.world.until(isAnswered, `the answers to ${JSON.stringify(asked)}`, 60_000);
      const { messages, views, homes } = home.world;
      const shown = [told, messages.slice(from), [...views.values()], [...homes.values()]];
      const leaks = leaksIn(shown, []);
      if (leaks.length > 0) leaked.push({ asked, leaks });
      expect({ asked, rows: [...rows.of(team)] }).toEqual({ asked, rows: [...before] });
      views.clear();
      count += under.length;
      // A minute, so that Slack's limits let the next go.
      slack.world.clock.advance(61_000);
    }
    let under: Act[] = [];
    for (const act of acts()) {
      under.push(act);
      if (under.length < TOGETHER) continue;
      await finish(under);
      under = [];
    }
    await finish(under);
    expect(leaked).toEqual([]);
    expect([other.world.messages.length, other.world.views.size]).toEqual(quiet);
    process.stdout.write(`${count} acts with ${things.length} ids of ${team}\n`);
  },
  LONG,
);
