import { afterEach, expect, it } from 'vitest';
import type { CommandDeclaration } from '../../../src/core/chat/command.ts';
import { type Lab, startLab } from './lab.ts';
import { createProbeBot, type ProbeBot } from './probe-bot.ts';

const ask: CommandDeclaration = { name: 'ask', description: 'Asks', private: true };
const manage: CommandDeclaration = { name: 'manage', description: 'Manages', managers: true, private: true };

let lab: Lab;
let bot: ProbeBot;
const open = async (managers?: readonly string[]) => {
  bot = createProbeBot({
    commands: [ask, manage],
    answer: async ({ mayManage }) => [{ title: (await mayManage()) ? 'may' : 'may not' }],
  });
  lab = await startLab({ bot, ...(managers && { managers }) });
};
const asks = async (id: 'U01ALICE' | 'U02BOB' | 'U03CAROL' | 'U05STRANGER', where = 'papers') => {
  const before = lab.slack.world.messages.length;
  await lab.slack.person(id).types('/ask', lab.slack.channel(where));
  const message = await lab.slack.world.until(() => lab.slack.world.messages[before], 'an answer');
  return message.text;
};
const count = (method: string) => lab.slack.calls.filter((call) => call.method === method).length;

afterEach(async () => {
  await lab.stop();
});

it('lets admins and whoever created the channel manage it', async () => {
  await open();
  expect(await asks('U02BOB')).toBe('may not');
  expect(await asks('U01ALICE')).toBe('may');
  expect(await asks('U01ALICE', 'random')).toBe('may not');
  expect(await asks('U03CAROL')).toBe('may');
  expect(await asks('U03CAROL', 'random')).toBe('may');
  expect(await asks('U02BOB')).toBe('may not');
  expect(lab.slack.world.violations).toEqual([]);
});

it('asks Slack at each press whether somebody still is an admin', async () => {
  await open();
  const carol = lab.slack.world.users.get('U03CAROL');
  if (carol === undefined) throw new Error('there is no Carol');
  expect(await asks('U03CAROL')).toBe('may');
  lab.slack.world.users.set(carol.id, { ...carol, admin: false });
  expect(await asks('U03CAROL')).toBe('may not');
});

it.each([
  ['app_uninstalled', {}],
  ['tokens_revoked', { tokens: { bot: ['U00BOT'] } }],
])(
  'tells the bot that the workspace removed it, and at each start that it is there: %s',
  async (type, more) => {
    await open();
    const { id } = lab.slack.world.team;
    expect(bot.workspaces).toEqual([[id, true]]);
    await lab.slack.announce('tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: ['U01ALICE'] } });
    expect(bot.workspaces).toHaveLength(1);
    await lab.slack.announce(type, { type, ...more });
    await lab.slack.world.until(() => bot.workspaces.length > 1, 'the removal');
    expect(bot.workspaces[1]).toEqual([id, false]);
  },
);

it('lets an owner of the workspace manage every channel', async () => {
  await open();
  const owner = { id: 'U02BOB', name: 'bob', realName: 'Bob', bot: false, owner: true };
  lab.slack.world.users.set(owner.id, owner);
  expect(await asks('U02BOB', 'random')).toBe('may');
});

it('lets those manage whom the settings name, and everybody in their direct conversation', async () => {
  await open(['U02BOB']);
  expect(await asks('U02BOB', 'random')).toBe('may');
  const direct = lab.slack.world.directChannel('U01ALICE');
  await lab.slack.person('U01ALICE').types('/ask', direct);
  await lab.slack.world.until(() => lab.slack.person('U01ALICE').reads(direct)[0] === 'may\n', 'an answer');
  expect(count('users.info')).toBe(0);
});

it('takes admins and those whom the settings name for managers of the workspace, and nobody for a channel of theirs', async () => {
  await open(['U02BOB']);
  for (const [id, expected] of [
    ['U03CAROL', true],
    ['U02BOB', true],
    ['U01ALICE', false],
  ] as const) {
    await asks(id);
    expect(await bot.invocations.at(-1)?.managesWorkspace?.()).toBe(expected);
  }
  await lab.slack.person('U01ALICE').types('/ask', lab.slack.world.directChannel('U01ALICE'));
  await lab.slack.world.until(() => bot.invocations.length === 4, 'a fourth command');
  expect(await bot.invocations.at(-1)?.managesWorkspace?.()).toBe(false);
});

it('takes nobody of another workspace for a manager, nor for one of this, whatever they are at home', async () => {
  await open();
  const stranger = {
    id: 'U05STRANGER',
    name: 'dora',
    realName: 'Dora',
    bot: false,
    admin: true,
    team: 'T02OTHER',
  };
  lab.slack.world.users.set(stranger.id, stranger);
  lab.slack.channel('papers').members.add(stranger.id);
  for (const [id, expected] of [
    ['U05STRANGER', false],
    ['U03CAROL', true],
  ] as const) {
    expect(await asks(id)).toBe(expected ? 'may' : 'may not');
    const invocation = bot.invocations.at(-1);
    expect([await invocation?.managesWorkspace?.(), await invocation?.belongs?.()]).toEqual([
      expected,
      expected,
    ]);
  }
});

it('says no where Slack does not tell, with a line in the log, and asks again next time', async () => {
  await open();
  lab.slack.faults.inject('users.info', { kind: 'error', error: 'missing_scope' });
  lab.slack.faults.inject('conversations.info', { kind: 'error', error: 'missing_scope' });
  expect(await asks('U03CAROL')).toBe('may not');
  expect(lab.logged.join('\n')).toMatch(
    /warn Slack does not tell whether U03CAROL is an admin \(missing_scope\)/,
  );
  expect(await asks('U03CAROL')).toBe('may');
});

it('tells the name of a channel, also where Slack keeps it to itself', async () => {
  await open();
  const secret = lab.slack.channel('secret');
  secret.members.add('U0BOT');
  await lab.slack.person('U01ALICE').types('/manage', secret);
  await lab.slack.person('U01ALICE').types('/manage', lab.slack.channel('papers'));
  await lab.slack.world.until(() => bot.invocations.length === 2, 'two commands');
  expect(bot.invocations.map(({ channelName }) => channelName).sort()).toEqual(['papers', 'secret']);
});

it('hears the emoji itself, the name of one of the workspace’s own, and no bots', async () => {
  await open();
  const [alice, robot] = [lab.slack.person('U01ALICE'), lab.slack.person('U04ROBOT')];
  const channel = { platform: 'slack', workspace: 'T01LAB', id: 'C01PAPERS' };
  await lab.platform.post(channel, { title: 'A digest' });
  const message = await lab.answer('papers');
  await robot.reacts('bookmark', message);
  await alice.reacts('bookmark::skin-tone-3', message);
  await alice.reacts('one', message);
  await alice.unreacts('party_parrot', message);
  await alice.unreacts('constructor', message);
  await lab.slack.world.until(() => bot.reactions.length === 4, 'four reactions');
  expect(bot.reactions.map(({ emoji, added, member }) => [emoji, added, member.id])).toEqual([
    ['🔖', true, alice.id],
    ['1⃣', true, alice.id],
    ['party_parrot', false, alice.id],
    ['constructor', false, alice.id],
  ]);
});
