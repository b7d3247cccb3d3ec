import { afterEach, expect, it } from 'vitest';
import { openTestStore } from '../../core/store/open.ts';
import { plainTextOf } from '../../doubles/slack/mrkdwn.ts';
import { type Lab, type LabOptions, startLab } from './lab.ts';
import { createProbeBot } from './probe-bot.ts';

let lab: Lab;
const open = async (options: LabOptions = {}) => {
  lab = await startLab(options);
  const { slack } = lab;
  return { slack, world: slack.world, alice: slack.person('U01ALICE'), papers: slack.channel('papers') };
};
const asks = { name: 'ask', description: 'Asks', private: true } as const;

afterEach(async () => {
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
});

it('sends a list that is asked for between two people into the conversation with the bot', async () => {
  const { world, alice } = await open();
  const [between, direct] = [world.converse('U01ALICE', 'U02BOB'), world.directChannel('U01ALICE')];
  await alice.types('/papers save 2303.08010', between);
  await world.until(() => alice.reads(between).length === 1, 'the save');
  await alice.types('/papers export', between);
  await world.until(() => alice.reads(between).length === 2, 'the answer');
  expect(alice.reads(between)[1]).toMatch(/in your direct messages with this app/);
  expect(alice.sees(direct).flatMap(({ files = [] }) => files.map(({ name }) => name))).toEqual([
    expect.stringMatching(/\.bib$/),
  ]);
});

it.each([
  ['somebody', 'U01ALICE'],
  ['an admin', 'U03CAROL'],
] as const)('adds no digest between two people for %s, and says why', async (_, id) => {
  const { slack, world } = await open();
  const person = slack.person(id);
  const between = world.converse(id, 'U02BOB');
  await person.types('/digest add early exit 9:00', between);
  await world.until(() => person.reads(between).length === 1, 'the answer');
  expect(person.reads(between)[0]).toMatch(/cannot be in a conversation between two people/);
  expect(lab.logged.filter((line) => line.startsWith('warn'))).toEqual([]);
});

it('adds a digest in the direct conversation with the bot, for anybody', async () => {
  const { world, alice } = await open();
  const direct = world.directChannel('U01ALICE');
  await alice.types('/digest add early exit 9:00', direct);
  await world.until(() => alice.reads(direct).length === 1, 'the answer');
  expect(alice.reads(direct)[0]).toMatch(/is set up/);
});

it('takes a group message for a private channel of whoever opened it', async () => {
  const { slack, world, alice } = await open();
  const bob = slack.person('U02BOB');
  const group = world.converse('U01ALICE', 'U02BOB', 'U0BOT');
  await bob.types('/digest add early exit 9:00', group);
  await world.until(() => bob.reads(group).length === 1, 'a refusal');
  expect(bob.reads(group)[0]).toMatch(/Only people who manage/);
  await alice.types('/digest add early exit 9:00', group);
  await world.until(() => alice.reads(group).length === 1, 'the digest');
  expect(alice.reads(group)[0]).toMatch(/is set up/);
  await alice.types('@Paperboy uncertainty', group);
  await world.until(() => alice.reads(group).length === 2, 'the answer to a mention');
});

it('says in a group message without the bot that one with it is needed, since nobody can be invited there', async () => {
  const { world, alice } = await open();
  const group = world.converse('U01ALICE', 'U02BOB', 'U03CAROL');
  await alice.types('/digest add early exit 9:00', group);
  await world.until(() => alice.reads(group).length === 1, 'a refusal');
  expect(alice.reads(group)[0]).toMatch(/not in this group message. Start one with me in it/);
});

it('says in a private channel without the bot how to invite it, and offers to try again', async () => {
  const { slack, world, alice } = await open();
  world.channels.set('C03SECRET', { ...slack.channel('secret'), creator: alice.id });
  const secret = slack.channel('secret');
  await alice.types('/digest add early exit 9:00', secret);
  const refusal = await lab.answer('secret');
  expect(plainTextOf(refusal)).toMatch(/not in this channel yet. Type \/invite @paperboy/);
  expect(lab.logged.filter((line) => line.startsWith('warn'))).toEqual([]);
  await slack.person('U03CAROL').invites(secret);
  await alice.presses('Try again', refusal);
  await world.until(() => alice.reads(secret).join().includes('is set up'), 'the digest');
});

it('refuses nobody for good whom Slack cannot tell of just now', async () => {
  const { slack, papers } = await open();
  const carol = slack.person('U03CAROL');
  slack.faults.inject('users.info', { kind: 'rate limit', seconds: 300 }, 9);
  await carol.types('/digest add early exit 9:00', papers);
  expect(plainTextOf(await lab.answer('papers'))).toMatch(
    /cannot be done here yet.*whether U03CAROL is an admin.*again in a minute/s,
  );
  slack.faults.clear();
  await carol.presses('Try again', await lab.answer('papers'));
  await slack.world.until(() => carol.reads(papers).join().includes('is set up'), 'the digest');
});

it('does not take its own conversation with somebody for one between two people where Slack does not tell', async () => {
  const { slack, world, alice } = await open();
  const direct = world.directChannel('U01ALICE');
  slack.faults.inject('conversations.open', { kind: 'rate limit', seconds: 300 }, 9);
  await alice.types('/digest add early exit 9:00', direct);
  const refusal = await world.until(() => alice.sees(direct)[0], 'a refusal');
  expect(plainTextOf(refusal)).toMatch(/cannot be done here yet.*whose conversation.*again in a minute/s);
  slack.faults.clear();
  await alice.presses('Try again', refusal);
  await world.until(() => alice.reads(direct).join().includes('is set up'), 'the digest');
});

it('introduces itself to everybody where it is invited, once, also after it was away and started again', async () => {
  const store = await openTestStore();
  const { slack, world } = await open({ prefix: 'lab-', store });
  const [carol, bob, random] = [slack.person('U03CAROL'), slack.person('U02BOB'), slack.channel('random')];
  await carol.invites(random);
  const card = await lab.answer('random');
  expect(card.onlyFor).toBeUndefined();
  expect(plainTextOf(card)).toMatch(
    /Hello! I bring papers to #random\..*\/lab-paper \p{L}+ · \/lab-papers help shows/su,
  );
  await carol.presses('📬 Set up a digest …', card);
  expect((await world.until(() => carol.modal(), 'the form')).title).toBe('Digest for this channel');
  await bob.presses('🔍 Search papers', card);
  expect((await world.until(() => bob.modal(), 'the search')).title).toBe('Find papers');
  await lab.restart();
  await carol.removes(random);
  await carol.invites(random);
  await carol.invites(slack.channel('secret'));
  await lab.answer('secret');
  expect(bob.reads(random)).toHaveLength(1);
});

it('introduces itself without a name where Slack does not tell one, and to nobody where others are invited', async () => {
  const { slack, world } = await open();
  const [carol, random] = [slack.person('U03CAROL'), slack.channel('random')];
  slack.faults.inject('conversations.info', { kind: 'error', error: 'fatal_error' }, 9);
  await carol.invites(random, 'U04ROBOT');
  await carol.invites(random);
  expect(plainTextOf(await lab.answer('random'))).toMatch(/Hello! I bring papers to this channel\./);
  expect(world.messages.filter(({ channel }) => channel === random.id)).toHaveLength(1);
});

it.each([
  ['a file', { subtype: 'file_share', files: ['x.pdf'] }],
  ['a reply that the channel sees', { subtype: 'thread_broadcast' }],
  ['/me', { subtype: 'me_message' }],
])('answers a direct message with %s', async (_, how) => {
  const { world, alice } = await open();
  const direct = world.directChannel('U01ALICE');
  await alice.types('uncertainty', direct, how);
  await world.until(() => alice.reads(direct).length === 1, 'the answer');
  expect(alice.reads(direct)[0]).toMatch(/on “uncertainty”/);
});

it('takes the name of a file for the words, where there are none', async () => {
  const { world, alice } = await open();
  const direct = world.directChannel('U01ALICE');
  await alice.types('', direct, { subtype: 'file_share', files: ['2303.08010.pdf'] });
  await world.until(() => alice.reads(direct).length === 1, 'the answer');
  expect(alice.reads(direct)[0]).toMatch(/on “2303.08010.pdf”.*Window-Based Early-Exit Cascades/s);
});

it.each(['message_changed', 'message_deleted', 'bot_message', 'assistant_app_thread'])(
  'does not answer %s',
  async (subtype) => {
    const { world, alice } = await open();
    const direct = world.directChannel('U01ALICE');
    await alice.types('noise', direct, { subtype });
    await alice.types('uncertainty', direct);
    await world.until(() => alice.reads(direct).length === 1, 'one answer');
    expect(alice.reads(direct)[0]).toMatch(/on “uncertainty”/);
  },
);

it('searches for what was typed, where Slack makes a link of it', async () => {
  const { alice, papers } = await open();
  await alice.types('@Paperboy character.ai', papers);
  expect(plainTextOf(await lab.answer('papers'))).toMatch(/character\.ai/);
  expect(alice.reads(papers).join()).not.toContain('http');
});

it.each(['help', '@Paperboy help'])('shows the help for %s', async (typed) => {
  const { world, alice, papers } = await open();
  const where = typed.startsWith('@') ? papers : world.directChannel('U01ALICE');
  await alice.types(typed, where);
  await world.until(() => alice.reads(where).length === 1, 'the help');
  expect(alice.reads(where)[0]).toMatch(/\/papers save/);
});

it('quotes a phrase once', async () => {
  const { alice, papers } = await open();
  await alice.types('/paper "early exit"', papers);
  expect(plainTextOf(await lab.answer('papers'))).toMatch(/on “early exit”/);
});

it.each([
  ['role:@reading-group', 'typed with its name'],
  ['role:S01READERS', 'typed as an id'],
  ['role:<!subteam^S01READERS>', 'pasted'],
])('takes the group of %s, %s, in one line', async (role) => {
  const { alice, papers } = await open();
  await alice.types(`/digest add early exit 9:00 ${role}`, papers);
  expect(plainTextOf(await lab.answer('papers'))).toMatch(/is set up.*with a ping/s);
});

it('answers nothing of another workspace', async () => {
  const bot = createProbeBot({ commands: [asks] });
  const { slack, alice, papers, world } = await open({ bot });
  const event = {
    type: 'app_mention',
    user: alice.id,
    text: '<@U0BOT> ask',
    ts: world.nextTs(),
    channel: papers.id,
  };
  const wrapper = { type: 'event_callback', event_id: 'Ev0', event_time: 1, api_app_id: 'A01PAPER' };
  await slack.deliver({ type: 'events_api', payload: { ...wrapper, team_id: 'T02OTHER', event } });
  // A whole organisation has the app too, and shares the channel.
  const authorizations = [{ enterprise_id: 'E02OTHER', team_id: null, is_enterprise_install: true }];
  for (const [at, told] of [event, { type: 'app_uninstalled' }].entries())
    await slack.deliver({
      type: 'events_api',
      payload: { ...wrapper, event_id: `Ev0${at}`, team_id: 'T02OTHER', authorizations, event: told },
    });
  const command = { command: '/ask', text: '', user_id: alice.id, channel_id: papers.id, trigger_id: '1.2' };
  const { acknowledged } = await slack.deliver({
    type: 'slash_commands',
    payload: { ...command, team_id: 'T02OTHER', response_url: 'http://127.0.0.1:1/' },
  });
  expect(acknowledged).toBe(true);
  await alice.types('/ask', papers);
  await lab.answer('papers');
  expect(bot.invocations).toHaveLength(1);
  expect(bot.workspaces).toEqual([['T01LAB', true]]);
});

const [ours, others] = ['T01LAB', 'T02OTHER'];
const press = {
  type: 'block_actions',
  container: { type: 'message', message_ts: '1.1', channel_id: 'C01PAPERS', is_ephemeral: false },
  channel: { id: 'C01PAPERS', name: 'papers' },
  actions: [{ type: 'button', action_id: 'command:1', block_id: 'b', value: '{"name":"ask","text":""}' }],
};
const shortcut = {
  type: 'message_action',
  callback_id: 'message:find',
  message_ts: '1.1',
  channel: { id: 'C01PAPERS', name: 'papers' },
};
const handIn = {
  type: 'view_submission',
  view: {
    ...{ id: 'V1', hash: '1.h', type: 'modal', callback_id: 'search', app_installed_team_id: others },
    private_metadata: '{"command":"ask","channel":"C01PAPERS"}',
    state: { values: {} },
  },
};
const said = (team: string) => ({ type: 'message', user: 'U0BOT', text: 'a', ts: '1.1', team });
it.each([
  ['no press on a message of another’s app', 0, { ...press, message: said(others) }, others, ours],
  ['no shortcut of another’s app', 0, { ...shortcut, message: said(ours) }, others, others],
  ['no window of another’s app', 0, handIn, ours, ours],
  ['a press by somebody of another workspace', 1, { ...press, message: said(ours) }, ours, others],
])('answers, in a channel that two workspaces share, %s', async (_, times, act, team, home) => {
  const find = { name: 'find', description: 'Finds', private: true, shortcut: 'Find' } as const;
  const bot = createProbeBot({ commands: [asks, find] });
  const { slack, alice, papers } = await open({ bot });
  const { acknowledged } = await slack.deliver({
    type: 'interactive',
    payload: {
      ...{ ...act, trigger_id: 'shared', api_app_id: 'A01PAPER', team: { id: team, domain: 'lab' } },
      user: { id: alice.id, name: 'alice', username: 'alice', team_id: home },
      response_url: slack.grants.issueResponseUrl({ user: alice.id, channel: papers.id }),
    },
  });
  expect(acknowledged).toBe(true);
  await alice.types('/ask', papers);
  await lab.answer('papers', times + 1);
  expect(bot.invocations).toHaveLength(times + 1);
});

it('says so where an entry of a message’s menu is of a command that is no more', async () => {
  const bot = createProbeBot({ commands: [asks] });
  const { slack, alice, papers } = await open({ bot });
  await slack.deliver({
    type: 'interactive',
    payload: {
      ...{ ...shortcut, trigger_id: 'old', api_app_id: 'A01PAPER', message: said(ours) },
      ...{ team: { id: ours, domain: 'lab' }, user: { id: alice.id, name: 'alice', team_id: ours } },
      response_url: slack.grants.issueResponseUrl({ user: alice.id, channel: papers.id }),
    },
  });
  const answer = await lab.answer('papers');
  expect(answer.onlyFor).toBe(alice.id);
  expect(plainTextOf(answer)).toMatch(/no longer works/);
  expect(bot.invocations).toEqual([]);
});

it('leaves alone what Slackbot says, be it to the bot or of it', async () => {
  const bot = createProbeBot({ commands: [asks] });
  const { slack, world, alice, papers } = await open({ bot });
  const of = { type: 'app_mention', user: 'USLACKBOT', text: '<@U0BOT> ask', subtype: 'slackbot_response' };
  await slack.announce('app_mention', { ...of, ts: world.nextTs(), channel: papers.id });
  const { id: channel } = world.directChannel(alice.id);
  const to = { type: 'message', channel_type: 'im', user: 'USLACKBOT', text: 'Reminder: ask' };
  await slack.announce('message.im', { ...to, ts: world.nextTs(), channel });
  await alice.types('@Paperboy ask', papers);
  await lab.answer('papers');
  expect(bot.invocations.map(({ member }) => member.id)).toEqual([alice.id]);
});

it.each([
  ['a command without a text', { text: undefined }],
  ['a command without names', { user_name: null, channel_name: null, text: null }],
])('answers %s', async (_, lacks) => {
  const bot = createProbeBot({ commands: [asks] });
  const { slack, alice, papers } = await open({ bot });
  await alice.types('/ask', papers);
  await lab.answer('papers');
  const payload = {
    ...{
      command: '/ask',
      user_id: alice.id,
      user_name: 'alice',
      channel_id: papers.id,
      channel_name: 'papers',
    },
    ...{ team_id: 'T01LAB', trigger_id: 'another', api_app_id: 'A01PAPER', ...lacks },
    response_url: slack.grants.issueResponseUrl({ user: alice.id, channel: papers.id }),
  };
  await slack.deliver({ type: 'slash_commands', payload });
  await lab.answer('papers', 2);
  expect(lab.logged.filter((line) => line.startsWith('error'))).toEqual([]);
});

it('opens a form for somebody whose time zone Slack tells as null', async () => {
  const { world, alice, papers } = await open();
  world.users.set(alice.id, { id: alice.id, name: 'alice', realName: 'Alice', bot: false, zone: null });
  await alice.types('/digest add early exit', papers);
  const modal = await world.until(() => alice.modal(), 'the form');
  expect(modal.filled['Time zone']).toBe('UTC');
});

it('tells whoever asked, with the number in the log, of an answer that cannot be made', async () => {
  const bot = createProbeBot({
    commands: [asks],
    answer: () => [{ title: 'broken', items: [{ ...Object.create(null) }] }],
  });
  const { alice, papers } = await open({ bot });
  await alice.types('/ask', papers);
  const said = plainTextOf(await lab.answer('papers'));
  const [, incident = '?'] = /Something went wrong.*incident (\d+)/s.exec(said) ?? [];
  expect(lab.logged.join('\n')).toContain(`error Incident ${incident}: Slack: an answer failed`);
});
