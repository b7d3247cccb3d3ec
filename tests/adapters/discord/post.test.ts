import { PermissionFlagsBits } from 'discord.js';
import { test as base, describe, expect } from 'vitest';
import type { Card } from '../../../src/core/chat/card.ts';
import type { Channel } from '../../../src/core/chat/channel.ts';
import { PostFailure } from '../../../src/core/chat/failures.ts';
import type { PostOptions } from '../../../src/core/chat/platform.ts';
import { NONCE_KEPT_FOR } from '../../doubles/discord/routes/channels.ts';
import type { Channel as Place } from '../../doubles/discord/state.ts';
import { usualPermissions } from '../../doubles/discord/wire.ts';
import { type Stage, setStage, sharedCard, shownText } from './stage.ts';

/** Every test has a stage of its own, with the bot on it, so that they wait side by side. */
const test = base.extend<{ stage: Stage }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names it is to provide from the pattern
  stage: async ({}, use) => {
    const stage = await setStage();
    await stage.start();
    await use(stage);
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  },
});

const digest: Card = { title: 'The morning paper' };

/** Longer than one message. */
const long: Card = {
  title: 'Long',
  text: `${'words '.repeat(100)}\n`.repeat(12),
  items: sharedCard.items ?? [],
};

function channelOf(stage: Stage, place: Place = stage.channel): Channel {
  return { platform: 'discord', workspace: place.guild ?? '', id: place.id };
}

function post(stage: Stage, card: Card, options?: PostOptions, place?: Place) {
  return stage.discord().post(channelOf(stage, place), card, options);
}

async function failureOf(work: Promise<unknown>): Promise<PostFailure> {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(error instanceof PostFailure)) throw new Error(`No PostFailure: ${error}`);
  return error;
}

/** Waits until the bot has heard of a change. */
async function settles(look: () => Promise<unknown>): Promise<void> {
  for (let isSo = false; !isSo; ) {
    isSo = Boolean(await look());
    await new Promise(setImmediate);
  }
}

const count = (stage: Stage, place = stage.channel) => stage.bob.sees(place).length;

describe.concurrent('what is posted under a key', () => {
  test('comes once within some minutes, and once per channel', async ({ stage }) => {
    const other = stage.double.addChannel(stage.guild, 'other');
    const [first] = await post(stage, digest, { key: 'delivery-1' });
    const [again] = await post(stage, digest, { key: 'delivery-1' });
    expect(again).toEqual(first);
    await post(stage, digest, { key: 'delivery-1' }, other);
    await post(stage, digest, { key: 'delivery-2' });
    expect([count(stage), count(stage, other)]).toEqual([2, 1]);
  });

  test('is found again hours later, by a bot that was started anew, among what others said', async ({
    stage,
  }) => {
    const { double, alice, channel } = stage;
    const since = new Date(double.state.clock.now());
    const posted = await post(stage, long, { key: 'delivery-1' });
    expect(posted.length).toBeGreaterThan(1);
    double.state.clock.advance(NONCE_KEPT_FOR + 1);
    for (let at = 0; at < 205; at += 1) alice.says(channel, `talk ${at}`);
    await post(stage, digest, { key: 'delivery-2' });
    const before = count(stage);
    await stage.restart();
    expect(await post(stage, long, { key: 'delivery-1', perhapsSince: since })).toEqual(posted);
    expect(count(stage)).toBe(before);
  });

  test('goes on where it stopped when only its beginning was posted', async ({ stage }) => {
    const { double, channel, bob } = stage;
    const since = new Date(double.state.clock.now());
    const posted = await post(stage, long, { key: 'delivery-1' });
    double.state.clock.advance(NONCE_KEPT_FOR + 1);
    double.state.messages.delete(posted.at(-1)?.message.id ?? '');
    const again = await post(stage, long, { key: 'delivery-1', perhapsSince: since });
    expect(again.slice(0, -1)).toEqual(posted.slice(0, -1));
    expect(bob.sees(channel).map(({ id }) => id)).toEqual(again.map(({ message }) => message.id));
  });

  test('is posted where it is looked for in vain, though someone else uses the same words', async ({
    stage,
  }) => {
    const { double, alice, channel } = stage;
    const since = new Date(double.state.clock.now());
    alice.says(channel, 'The morning paper');
    await post(stage, digest);
    await post(stage, digest, { key: 'delivery-1', perhapsSince: since });
    expect(count(stage)).toBe(3);
  });

  test('is not risked where the bot may not look back', async ({ stage }) => {
    const { double, channel } = stage;
    double.setPermissions(channel, usualPermissions & ~PermissionFlagsBits.ReadMessageHistory);
    await settles(() => stage.discord().findObstacle(channelOf(stage)));
    const failure = await failureOf(post(stage, digest, { key: 'delivery-1', perhapsSince: new Date() }));
    expect(failure.reason).toBe('forbidden');
    expect(failure.message).toContain('Read Message History');
    expect(count(stage)).toBe(0);
  });
});

describe.concurrent('a post', () => {
  test('opens a thread, once, and what comes under it goes into the thread', async ({ stage }) => {
    const { double, bob, channel } = stage;
    const options = { key: 'heading', opensThread: { name: 'Papers of 1 May '.repeat(9) } };
    const [heading] = await post(stage, digest, options);
    await post(stage, digest, options);
    const thread = double.state.channels.get(heading?.message.id ?? '');
    expect(thread).toMatchObject({ kind: 'thread', parent: channel.id });
    if (!heading || !thread) throw new Error('There is no thread.');
    for (const key of ['one', 'two']) {
      const [under] = await post(stage, sharedCard, { under: heading.message, key });
      expect(under?.message.channel.id).toBe(thread.id);
      expect(under?.papers).toEqual(['arxiv:2303.01']);
    }
    expect([bob.sees(channel).length, bob.sees(thread).length]).toEqual([1, 2]);
    expect(stage.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });

  test('under a message without a thread replies to it, and stands alone where that is gone', async ({
    stage,
  }) => {
    const { double, bob, channel } = stage;
    const [heading] = await post(stage, digest);
    if (!heading) throw new Error('Nothing was posted.');
    await post(stage, sharedCard, { under: heading.message });
    expect(bob.sees(channel).at(-1)?.message_reference?.message_id).toBe(heading.message.id);
    double.state.messages.delete(heading.message.id);
    await post(stage, sharedCard, { under: heading.message });
    expect(count(stage)).toBe(2);
    expect(double.state.pings).toEqual([]);
  });

  test('stays where its thread cannot be opened, and the log says what to grant', async ({ stage }) => {
    const { double, channel } = stage;
    double.setPermissions(channel, usualPermissions & ~PermissionFlagsBits.CreatePublicThreads);
    await post(stage, digest, { opensThread: { name: 'Talk' } });
    expect(count(stage)).toBe(1);
    expect(stage.lines.join('\n')).toContain('grant the bot Create Public Threads');
  });

  test('pings the role it names, and nobody else whatever it says', async ({ stage }) => {
    const { double, guild, alice } = stage;
    const role = double.addRole(guild, 'Readers', 0n, true);
    const hostile = { title: `@everyone <@&${role.id}> <@${alice.id}>` };
    await post(stage, hostile);
    expect(double.state.pings).toEqual([]);
    await post(stage, { ...hostile, text: '<@&42>' }, { pings: role.id });
    expect(double.state.pings).toMatchObject([{ kind: 'role', id: role.id }]);
    await post(stage, digest, { pings: '1> @everyone <@&2' });
    expect(double.state.pings).toHaveLength(1);
  });
});

describe.concurrent('a post that fails', () => {
  test('says whether waiting helps, and what to grant', async ({ stage }) => {
    const { double, guild } = stage;
    const gone = double.addChannel(guild, 'gone');
    double.deleteChannel(gone);
    const hidden = double.addChannel(guild, 'hidden', 0n);
    const readOnly = double.addChannel(guild, 'news', PermissionFlagsBits.ViewChannel);
    const cases: readonly (readonly [Place, PostFailure['reason'], string])[] = [
      [gone, 'gone', 'this channel no longer exists'],
      [hidden, 'forbidden', 'grant it View Channel'],
      [readOnly, 'forbidden', 'grant it Send Messages'],
    ];
    for (const [place, reason, words] of cases) {
      const failure = await failureOf(post(stage, digest, {}, place));
      expect([failure.reason, failure.message]).toEqual([reason, expect.stringContaining(words)]);
    }
  });

  test('whose answer was lost is told as that, not as the rate limit that the next try met', async ({
    stage,
  }) => {
    stage.double.faults.add(/POST .*messages/, { closes: 'after' });
    stage.double.faults.add(/POST .*messages/, { retryAfter: 600 });
    const began = new Date();
    const failure = await failureOf(post(stage, digest, { key: 'd1' }));
    expect(failure).toMatchObject({ reason: 'passing', pause: undefined });
    await post(stage, digest, { key: 'd1', perhapsSince: began });
    expect(count(stage)).toBe(1);
  });

  test('because the bot was taken out of the server is not tried again', async ({ stage }) => {
    const { double, guild } = stage;
    double.removeBot(guild);
    await settles(async () => (await failureOf(post(stage, digest))).reason === 'gone');
    expect((await failureOf(post(stage, digest))).message).toContain('discord.com/oauth2/authorize');
  });

  test('is said to pass where Discord is down, and where the bot is not connected', async ({ stage }) => {
    const { double } = stage;
    // No error of its own but the answer is awaited: four pauses would be eight seconds.
    double.faults.add(/POST .*messages/, { status: 400, body: { code: 130_000, message: 'Overloaded' } });
    expect((await failureOf(post(stage, digest))).reason).toBe('passing');
    await stage.discord().stop();
    expect((await failureOf(post(stage, digest))).reason).toBe('passing');
  });

  test('to a person says that they take no messages, or are no more', async ({ stage }) => {
    const { double, alice } = stage;
    const discord = stage.discord();
    const member = { platform: 'discord', workspace: stage.guild.id, id: alice.id };
    const direct = await discord.openDirect(member);
    expect(direct).toMatchObject({ platform: 'discord', workspace: '' });
    await discord.post(direct, digest);
    expect(shownText(alice.sees(alice.opensDirect()))).toContain('The morning paper');
    double.state.unreachable.add(alice.id);
    const failure = await failureOf(discord.post(direct, digest));
    expect([failure.reason, failure.message]).toEqual([
      'forbidden',
      expect.stringContaining('privacy settings'),
    ]);
    expect((await failureOf(discord.openDirect({ ...member, id: '1' }))).reason).toBe('gone');
  });
});

describe.concurrent('an obstacle', () => {
  const obstacles = (stage: Stage, place?: Place, options = {}) =>
    stage.discord().findObstacle(channelOf(stage, place), options);

  test('is found before anything is posted, and told with all that is missing', async ({ stage }) => {
    const { double, guild, alice } = stage;
    const news = double.addChannel(guild, 'news', PermissionFlagsBits.ViewChannel);
    const thread = double.addThread(
      double.addChannel(guild, 'locked', PermissionFlagsBits.ViewChannel),
      'talk',
    );
    const role = double.addRole(guild, 'Readers', 0n);
    await stage.restart();
    expect(await obstacles(stage)).toBeUndefined();
    expect(await obstacles(stage, alice.opensDirect())).toBeUndefined();
    expect(await obstacles(stage, double.addThread(stage.channel, 'reading group'))).toBeUndefined();
    expect(await obstacles(stage, news)).toContain('grant it Send Messages, Read Message History there');
    expect(await obstacles(stage, thread)).toContain('grant it Send Messages in Threads');
    expect(await obstacles(stage, stage.channel, { opensThread: { name: 'x' } })).toBeUndefined();
    expect(await obstacles(stage, news, { opensThread: { name: 'x' } })).toContain('Create Public Threads');
    expect(await obstacles(stage, stage.channel, { pings: role.id })).toContain('may not ping Readers');
    expect(await obstacles(stage, stage.channel, { pings: '1' })).toContain('no such role');
  });

  test('is a role that nobody may mention, unless the bot may mention all', async ({ stage }) => {
    const { double, guild } = stage;
    const { MentionEveryone } = PermissionFlagsBits;
    const open = double.addRole(guild, 'Everybody may', 0n, true);
    const shut = double.addRole(guild, 'Readers', 0n);
    const loud = double.addChannel(guild, 'loud', usualPermissions | MentionEveryone);
    await stage.restart();
    expect(await obstacles(stage, stage.channel, { pings: open.id })).toBeUndefined();
    expect(await obstacles(stage, stage.channel, { pings: shut.id })).toContain('Mention @everyone');
    expect(await obstacles(stage, loud, { pings: shut.id })).toBeUndefined();
  });

  test('in a thread is that of threads: no thread is opened there, and no other message sent', async ({
    stage,
  }) => {
    const { double, guild } = stage;
    const { SendMessages, SendMessagesInThreads, CreatePublicThreads, ViewChannel } = PermissionFlagsBits;
    const within = (name: string, permissions: bigint) =>
      double.addThread(double.addChannel(guild, name, permissions), 'talk');
    const open = within('open', usualPermissions & ~SendMessages & ~CreatePublicThreads);
    const shut = within('shut', usualPermissions & ~SendMessagesInThreads);
    const hidden = within('hidden', usualPermissions & ~ViewChannel);
    const noThreads = double.addChannel(guild, 'no threads', usualPermissions & ~SendMessagesInThreads);
    await stage.restart();
    const opensThread = { name: 'x' };
    expect(await obstacles(stage, open, { opensThread })).toBeUndefined();
    expect(await obstacles(stage, shut)).toMatch(/grant it Send Messages in Threads there/u);
    expect(await obstacles(stage, hidden)).toContain('View Channel');
    expect(await obstacles(stage, noThreads)).toBeUndefined();
    expect(await obstacles(stage, noThreads, { opensThread })).toMatch(
      /grant it Send Messages in Threads there/u,
    );
  });

  test('is a channel that takes no messages', async ({ stage }) => {
    const forum = stage.double.addForum(stage.guild, 'questions');
    await stage.restart();
    expect(await obstacles(stage, forum)).toContain('choose a text channel or a thread');
    const failure = await failureOf(post(stage, digest, {}, forum));
    expect([failure.reason, failure.message]).toEqual([
      'forbidden',
      expect.stringContaining('choose a text'),
    ]);
  });

  test('is a channel that is gone, hidden, or in a server that the bot is not in', async ({ stage }) => {
    const { double, guild } = stage;
    const gone = double.addChannel(guild, 'gone');
    double.deleteChannel(gone);
    expect(await obstacles(stage, gone)).toContain('no longer exists');
    expect(await obstacles(stage, double.addChannel(guild, 'hidden', 0n))).toContain('grant it View Channel');
    expect(await obstacles(stage, { ...stage.channel, guild: '1' })).toContain(
      'discord.com/oauth2/authorize',
    );
  });

  test('goes as soon as the permission is granted', async ({ stage }) => {
    const { double, guild } = stage;
    const news = double.addChannel(guild, 'news', PermissionFlagsBits.ViewChannel);
    expect(await obstacles(stage, news)).toContain('Send Messages');
    double.setPermissions(news, usualPermissions);
    await settles(async () => (await obstacles(stage, news)) === undefined);
  });
});

test('posts that wait for the limit over all leave commands answered at once', async ({ stage }) => {
  const { double, guild, alice, channel } = stage;
  const ask = () => double.answered(alice.types(channel, 'paper', { options: { query: 'uncertainty' } }));
  // The first of each kind takes the double longer.
  await Promise.all([ask(), post(stage, digest)]);
  double.faults.add(/POST .*messages/, { retryAfter: 2, global: true });
  const places = ['one', 'two', 'three'].map((name) => double.addChannel(guild, name));
  const posting = Promise.all(places.map((place) => post(stage, digest, {}, place)));
  await double.until('the limit', () => double.exchanges.some(({ status }) => status === 429));
  await ask();
  expect(places.some((place) => count(stage, place) === 0)).toBe(true);
  await posting;
  expect(places.map((place) => count(stage, place))).toEqual([1, 1, 1]);
});
