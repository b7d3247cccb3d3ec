import { expect, it } from 'vitest';
import type { Grant } from '../../../src/adapters/slack/workspaces/access.ts';
import type { Session } from '../../../src/adapters/slack/workspaces/session.ts';
import { createSessions } from '../../../src/adapters/slack/workspaces/sessions.ts';
import { readWhose, type Whose } from '../../../src/adapters/slack/workspaces/whose.ts';

const grantOf = (workspace: string): Grant => ({
  token: `xoxb-${workspace}`,
  identity: {
    ...{ workspace, workspaceName: workspace, botId: 'B1', botUserId: 'U1', botName: 'paperboy' },
    notices: [],
  },
});

/** Sessions in workspaces whose id begins with T, and which were asked for. */
function open() {
  const asked: Whose[] = [];
  let now = 1;
  let database: () => Promise<void> = async () => {};
  const find = async (whose: Whose) => {
    asked.push(whose);
    await database();
    const [id] = whose.workspaces;
    if (id === 'T_DOWN') throw new Error('away');
    return id?.startsWith('T') ? grantOf(id) : undefined;
  };
  const sessions = createSessions(
    { find },
    (grant) => ({ grant }) as unknown as Session,
    () => now,
    0,
  );
  return {
    sessions,
    asked,
    pass: (milliseconds: number) => (now += milliseconds),
    fail(how: () => Promise<void>) {
      database = how;
    },
  };
}
const of = (...workspaces: readonly string[]): Whose => ({ workspaces });

it('is opened once for all who ask at once, and asked for anew after a minute', async () => {
  const { sessions, asked, pass } = open();
  const [one, other] = await Promise.all([sessions.find(of('T1')), sessions.find(of('T1'))]);
  expect(one).toBe(other);
  pass(60_000);
  expect(await sessions.find(of('T1'))).toBe(one);
  expect(asked).toHaveLength(1);
  pass(1);
  expect(await sessions.find(of('T1'))).not.toBe(one);
});

it('is that of the likeliest workspace that has the app', async () => {
  const { sessions } = open();
  expect((await sessions.find(of('S1', 'T2', 'T3')))?.grant.identity.workspace).toBe('T2');
  expect(await sessions.find(of('S1'))).toBeUndefined();
});

it('is not remembered where there is none, nor where that could not be found out', async () => {
  const { sessions, asked } = open();
  for (const _ of [1, 2]) {
    expect(await sessions.find(of('S1'))).toBeUndefined();
    await expect(sessions.find(of('T_DOWN'))).rejects.toThrow('away');
  }
  expect(asked).toHaveLength(4);
});

it('is open in 500 workspaces at most, of which the quietest gives way', async () => {
  const { sessions, asked } = open();
  for (let at = 0; at < 501; at += 1) {
    await sessions.find(of(`T${at}`));
    await sessions.find(of('T0'));
  }
  expect(asked).toHaveLength(501);
  await sessions.find(of('T500'));
  expect(asked).toHaveLength(501);
  await sessions.find(of('T1'));
  expect(asked).toHaveLength(502);
});

it('is forgotten with its workspace, and with its organisation', async () => {
  const { sessions, asked } = open();
  await sessions.find(of('T1'));
  await sessions.find({ ...of('T2'), organisation: 'E1' });
  sessions.forget(['T3']);
  await sessions.find(of('T1'));
  await sessions.find({ ...of('T2'), organisation: 'E1' });
  expect(asked).toHaveLength(2);
  sessions.forget(['T1', 'E1']);
  await sessions.find(of('T1'));
  await sessions.find({ ...of('T2'), organisation: 'E1' });
  expect(asked).toHaveLength(4);
});

const whole = [{ enterprise_id: 'E1', team_id: null, is_enterprise_install: true }];
it.each<[string, unknown, Whose]>([
  ['an event', { team_id: 'T2', authorizations: [{ team_id: 'T1', enterprise_id: null }] }, of('T1')],
  ['an event without authorizations', { team_id: 'T1' }, of('T1')],
  [
    'a command',
    { command: '/ask', team_id: 'T1', enterprise_id: 'E1', is_enterprise_install: 'false' },
    of('T1'),
  ],
  ['nothing', { type: 'event_callback' }, of()],
  [
    'an event of an organisation, with which Slack tells no workspace and no installation',
    { enterprise_id: 'E1', event: { type: 'app_uninstalled' } },
    { ...of(), organisation: 'E1' },
  ],
  [
    'a press on a message of another’s app, in a channel that two share',
    { type: 'block_actions', team: { id: 'T1' }, message: { team: 'T2' }, user: { team_id: 'T1' } },
    of('T2', 'T1'),
  ],
  ['a window of another’s', { view: { app_installed_team_id: 'T2' }, team: { id: 'T1' } }, of('T2')],
  [
    'an event in an organisation',
    { team_id: 'T1', enterprise_id: 'E1', authorizations: whole, user: { team_id: 'T9' } },
    { ...of('T1'), organisation: 'E1', home: 'T9' },
  ],
  [
    'an event of somebody from outside the organisation, in a channel that they share',
    { team_id: 'T7', enterprise_id: 'E7', authorizations: whole },
    { ...of(), organisation: 'E1' },
  ],
  [
    'an event of somebody from outside, which Slack tells through a workspace of the organisation',
    {
      ...{ team_id: 'T7', enterprise_id: 'E7', context_team_id: 'T1', context_enterprise_id: 'E1' },
      authorizations: whole,
    },
    { ...of('T1'), organisation: 'E1' },
  ],
  [
    'an event without authorizations, told through another workspace',
    { team_id: 'T7', context_team_id: 'T1', authorizations: null },
    of('T1'),
  ],
  [
    'a workspace that an organisation’s app was added to, though Slack tells of no installation as a whole',
    {
      ...{ team_id: null, event: { type: 'team_access_granted' } },
      authorizations: [{ enterprise_id: 'E1', team_id: 'T1', is_enterprise_install: false }],
    },
    { ...of(), organisation: 'E1' },
  ],
  [
    'the same, told by the wrapper alone',
    { team_id: null, enterprise_id: 'E1', event: { type: 'team_access_revoked' }, authorizations: [] },
    { ...of(), organisation: 'E1' },
  ],
  [
    'a window that was drawn in another workspace of the organisation than the person’s',
    {
      ...{ team: null, user: { team_id: 'T1' } },
      view: { app_installed_team_id: 'E1', private_metadata: '{"workspace":"T2"}' },
    },
    { ...of('T2'), organisation: 'E1', home: 'T1' },
  ],
  [
    'a window that was drawn before windows kept that',
    {
      ...{ team: null, user: { team_id: 'T1' } },
      view: { app_installed_team_id: 'E1', private_metadata: '{"line":' },
    },
    { ...of(), organisation: 'E1', home: 'T1' },
  ],
  [
    'a command in an organisation',
    { command: '/ask', team_id: 'T1', enterprise_id: 'E1', is_enterprise_install: 'true' },
    { ...of('T1'), organisation: 'E1' },
  ],
  [
    'a press in an organisation',
    { team: { id: 'T1' }, enterprise: { id: 'E1' }, is_enterprise_install: true, user: { team_id: 'T1' } },
    { ...of('T1'), organisation: 'E1', home: 'T1' },
  ],
  [
    'a window in an organisation, of which Slack tells no workspace',
    { team: null, view: { app_installed_team_id: 'E1' }, user: { team_id: 'T1' } },
    { ...of(), organisation: 'E1', home: 'T1' },
  ],
])('reads whose is %s', (_, body, whose) => {
  expect(readWhose(body)).toEqual(whose);
});

it('goes on with the one before while that cannot be found out, or takes long, until it is forgotten', async () => {
  const { sessions, asked, pass, fail } = open();
  const one = await sessions.find(of('T1'));
  const [away, mute] = [() => Promise.reject(new Error('away')), () => new Promise<void>(() => {})];
  for (const how of [away, away, mute]) {
    fail(how);
    pass(60_001);
    expect(await sessions.find(of('T1'))).toBe(one);
  }
  expect(asked).toHaveLength(4);
  sessions.forget(['T1']);
  fail(away);
  await expect(sessions.find(of('T1'))).rejects.toThrow('away');
});
