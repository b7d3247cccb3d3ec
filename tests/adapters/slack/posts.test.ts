import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/core/chat/card.ts';
import type { Channel, MessageRef } from '../../../src/core/chat/channel.ts';
import { PostFailure } from '../../../src/core/chat/failures.ts';
import type { Fault } from '../../doubles/slack/faults.ts';
import { addMessage } from '../../doubles/slack/messages.ts';
import { type Lab, type LabOptions, startLab } from './lab.ts';
import { createProbeBot } from './probe-bot.ts';

let lab: Lab;
const bot = createProbeBot({
  commands: [{ name: 'ask', description: 'Asks', private: true }],
});
const open = async (options: LabOptions = {}) => {
  lab = await startLab({ bot, ...options });
};
const place = (id = 'C01PAPERS'): Channel => ({ platform: 'slack', workspace: 'T01LAB', id });
const card: Card = {
  title: 'Monday',
  items: [
    {
      paper: 'arxiv:2303.08010',
      heading: 'A title',
      url: 'https://arxiv.org/abs/2303.08010',
      facts: [{ text: '2023' }],
    },
  ],
};
const long: Card = { title: 'Long', text: 'word '.repeat(5_000) };
const seen = () => lab.slack.world.messages.filter(({ deleted }) => !deleted);
const failureOf = async (posting: Promise<unknown>): Promise<PostFailure> => {
  const failure = await posting.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof PostFailure)) throw new Error(`no PostFailure but ${failure}`);
  return failure;
};

afterEach(async () => {
  await lab.stop();
  expect(lab.slack.world.violations).toEqual([]);
});

describe('a post', () => {
  it('tells where it is and which papers are on it, and pings nobody', async () => {
    await open();
    const posted = await lab.platform.post(place(), card);
    expect(posted).toEqual([
      { message: { channel: place(), id: seen()[0]?.ts }, papers: ['arxiv:2303.08010'] },
    ]);
    expect(lab.slack.world.pings).toEqual([]);
  });

  it('pings the one group it is told to, and goes into a thread', async () => {
    await open();
    const [heading] = await lab.platform.post(place(), { title: 'Monday' }, { pings: 'S01GROUP' });
    const under: MessageRef = heading?.message ?? { channel: place(), id: '' };
    await lab.platform.post(place(), card, { under });
    expect(new Set(lab.slack.world.pings.map(({ target }) => target))).toEqual(new Set(['S01GROUP']));
    expect(seen().map(({ threadTs }) => threadTs)).toEqual([undefined, under.id]);
  });

  it('is looked for before it is sent again, each of its messages by itself', async () => {
    await open();
    const since = new Date();
    const first = await lab.platform.post(place(), long, { key: 'd1' });
    expect(first.length).toBeGreaterThan(1);
    const last = seen().at(-1);
    if (last !== undefined) last.deleted = true;
    const second = await lab.platform.post(place(), long, { key: 'd1', perhapsSince: since });
    expect(second.slice(0, -1)).toEqual(first.slice(0, -1));
    expect(seen()).toHaveLength(first.length);
    await lab.platform.post(place(), long, { key: 'd2', perhapsSince: since });
    expect(seen()).toHaveLength(2 * first.length);
  });

  it('is looked for in its thread, behind many other messages', async () => {
    await open();
    const since = new Date();
    const [heading] = await lab.platform.post(place(), { title: 'Monday' }, { key: 'd1' });
    const under = heading?.message ?? { channel: place(), id: '' };
    const first = await lab.platform.post(place(), card, { key: 'd1p1', under });
    const said = { channel: 'C01PAPERS', user: 'U01ALICE', via: 'person' } as const;
    for (let count = 0; count < 220; count += 1) {
      addMessage(lab.slack.world, said, { text: `message ${count}` });
      addMessage(lab.slack.world, { ...said, threadTs: under.id }, { text: 'me too' });
    }
    const options = { perhapsSince: since };
    expect(await lab.platform.post(place(), card, { ...options, key: 'd1p1', under })).toEqual(first);
    const again = await lab.platform.post(place(), { title: 'Monday' }, { ...options, key: 'd1' });
    expect(again[0]?.message).toEqual(under);
  });

  it('goes into the channel where its thread is gone, and is found there', async () => {
    await open();
    const options = { key: 'd1.1', under: { channel: place(), id: '1.1' } };
    const first = await lab.platform.post(place(), card, options);
    expect(seen().map(({ threadTs }) => threadTs)).toEqual([undefined]);
    expect(await lab.platform.post(place(), card, { ...options, perhapsSince: new Date() })).toEqual(first);
  });

  it('of somebody else under the same key is not taken for its own', async () => {
    await open();
    const metadata = { event_type: 'paperboy_post', event_payload: { key: 'd1' } };
    addMessage(
      lab.slack.world,
      { channel: 'C01PAPERS', user: 'U04ROBOT', via: 'person' },
      { text: 'x', metadata },
    );
    await lab.platform.post(place(), card, { key: 'd1', perhapsSince: new Date() });
    expect(seen()).toHaveLength(2);
  });

  it.each<Fault>([
    { kind: 'close', done: true },
    { kind: 'close', done: false },
    { kind: 'status', status: 503 },
  ])('with a key is there once after a broken connection, whatever Slack did: %o', async (fault) => {
    await open();
    lab.slack.faults.inject('chat.postMessage', fault);
    const posted = await lab.platform.post(place(), card, { key: 'd1' });
    expect(seen().map(({ ts }) => ts)).toEqual([posted[0]?.message.id]);
    expect(lab.slack.calls.filter(({ method }) => method === 'conversations.history')).toHaveLength(1);
  });

  it('whose answer was lost is not taken for refused where Slack does not tell what is there', async () => {
    await open();
    lab.slack.faults.inject('chat.postMessage', { kind: 'close', done: true });
    lab.slack.faults.inject('conversations.history', { kind: 'rate limit', seconds: 600 });
    const began = new Date();
    const failure = await failureOf(lab.platform.post(place(), card, { key: 'd1' }));
    expect(failure).toMatchObject({ reason: 'passing', pause: undefined });
    expect(failure.message).toContain('whether it was posted: ');
    await lab.platform.post(place(), card, { key: 'd1', perhapsSince: began });
    expect(seen()).toHaveLength(1);
  });

  it('awaits a turn before each of its messages but the first', async () => {
    await open();
    const before: number[] = [];
    const turn = async () => void before.push(seen().length);
    const posted = await lab.platform.post(place(), long, { turn });
    expect(posted.length).toBeGreaterThan(2);
    expect(before).toEqual(posted.slice(1).map((_, at) => at + 1));
  });

  it('that Slack asks to wait for is not tried again here, and says for how long and what is there', async () => {
    await open();
    const refuse = () => lab.slack.faults.inject('chat.postMessage', { kind: 'rate limit', seconds: 20 });
    const elsewhere = place(lab.slack.world.directChannel('U01ALICE').id);
    refuse();
    const first = await failureOf(lab.platform.post(place(), card, { key: 'd1' }));
    expect(first).toMatchObject({
      reason: 'passing',
      pause: { milliseconds: 20_000, scope: 'place', begun: false },
    });
    // Another channel takes posts: what is refused then is that channel's own matter.
    const begun = failureOf(lab.platform.post(elsewhere, long, { key: 'd2', turn: async () => refuse() }));
    expect((await begun).pause).toEqual({ milliseconds: 20_000, scope: 'place', begun: true });
    // Nothing has got through since, and another is refused: it is the workspace.
    refuse();
    const second = await failureOf(lab.platform.post(place(), card, { key: 'd3' }));
    expect(second.pause).toMatchObject({ scope: 'workspace' });
    expect(seen()).toHaveLength(1);
    await lab.slack.person('U01ALICE').types('/ask', lab.slack.channel('papers'));
    await lab.answer('papers');
  });

  it('that Slack refuses without saying for how long waits a minute, and is surely not there', async () => {
    await open();
    lab.slack.faults.inject('chat.postMessage', { kind: 'rate limit' });
    const failure = await failureOf(lab.platform.post(place(), card, { key: 'd1' }));
    expect(failure.pause).toEqual({ milliseconds: 60_000, scope: 'place', begun: false });
    expect(lab.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  });

  it.each([
    ['C02RANDOM', undefined, 'forbidden', /not_in_channel.*\/invite @paperboy/],
    ['C00NONE', undefined, 'gone', /channel_not_found/],
    ['C01PAPERS', 'is_archived', 'gone', /archived/],
    ['C01PAPERS', 'missing_scope', 'forbidden', /slack-manifest\.json/],
    ['C01PAPERS', 'restricted_action', 'forbidden', /ask whoever manages the channel/],
    ['C01PAPERS', 'fatal_error', 'passing', /later/],
  ])('to %s fails (%s): %s', async (id, error, reason, words) => {
    await open();
    if (error !== undefined) lab.slack.faults.inject('chat.postMessage', { kind: 'error', error });
    const failure = await failureOf(lab.platform.post(place(id), card));
    expect(failure.reason).toBe(reason);
    expect(failure.message).toMatch(words);
  });
});

describe('the platform', () => {
  it('opens direct conversations', async () => {
    await open();
    const { id } = lab.slack.world.directChannel('U02BOB');
    expect(await lab.platform.openDirect({ ...place(), id: 'U02BOB' })).toEqual(place(id));
    expect((await failureOf(lab.platform.openDirect({ ...place(), id: 'U99' }))).reason).toBe('gone');
  });

  it('finds what keeps it from posting, and what to do', async () => {
    await open();
    const { world } = lab.slack;
    expect(await lab.platform.findObstacle(place())).toBeUndefined();
    expect(await lab.platform.findObstacle(place(world.directChannel('U02BOB').id))).toBeUndefined();
    expect(await lab.platform.findObstacle(place('C02RANDOM'))).toMatch(
      /not in #random. Type \/invite @paperboy/,
    );
    expect(await lab.platform.findObstacle(place('C03SECRET'))).toMatch(/not in this channel.*\/invite/);
    const old = {
      id: 'C8',
      name: 'old',
      kind: 'public',
      members: new Set(['U0BOT']),
      archived: true,
    } as const;
    world.channels.set('C8', old);
    expect(await lab.platform.findObstacle(place('C8'))).toMatch(/#old is archived/);
  });

  it('reads the reactions of people, and reacts itself', async () => {
    await open();
    const [posted] = await lab.platform.post(place(), card);
    const message = posted?.message ?? { channel: place(), id: '' };
    const [shown] = seen();
    if (shown === undefined) throw new Error('nothing was posted');
    await lab.platform.react(message, '🔖');
    await lab.platform.react(message, '🔖');
    await lab.platform.react(message, 'party_parrot');
    expect((await failureOf(lab.platform.react(message, 'no such'))).message).toMatch(/invalid_name/);
    await lab.slack.person('U01ALICE').reacts('bookmark::skin-tone-2', shown);
    await lab.slack.person('U02BOB').reacts('bookmark', shown);
    await lab.slack.person('U02BOB').reacts('tada', shown);
    await lab.slack.person('U03CAROL').reacts('bookmark', shown);
    await lab.slack.person('U04ROBOT').reacts('bookmark', shown);
    const given = await lab.platform.readReactions(message, (emoji) => emoji === '🔖');
    expect(given?.map(({ emoji, member }) => `${emoji} ${member.id}`).sort()).toEqual([
      '🔖 U01ALICE',
      '🔖 U02BOB',
      '🔖 U03CAROL',
    ]);
    shown.deleted = true;
    expect(await lab.platform.readReactions(message, () => true)).toBeUndefined();
  });

  it('says when events may have been missed', async () => {
    await open();
    lab.slack.socket.dropConnections();
    await lab.slack.world.until(() => lab.gaps() === 1, 'the gap');
  });
});
