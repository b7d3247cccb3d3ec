import type { APIMessage } from 'discord.js';
import { test as base, describe, expect } from 'vitest';
import type { MessageRef } from '../../../src/core/chat/channel.ts';
import { type Stage, setStage, sharedCard } from './stage.ts';

/** Every test has a stage of its own, so that they wait side by side. */
const test = base.extend<{ stage: Stage }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names it is to provide from the pattern
  stage: async ({}, use) => {
    const stage = await setStage();
    await use(stage);
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  },
});

/** Starts the bot and posts a paper. */
async function postPaper(stage: Stage): Promise<{ message: APIMessage; posted: MessageRef }> {
  await stage.start();
  const { guild, channel, bob } = stage;
  const place = { platform: 'discord', workspace: guild.id, id: channel.id };
  const [posted] = await stage.discord().post(place, sharedCard);
  const message = bob.sees(channel).find(({ id }) => id === posted?.message.id);
  if (!posted || !message) throw new Error('Nothing was posted.');
  return { message, posted: posted.message };
}

describe.concurrent('a reaction', () => {
  test('is read without skin tone, by a custom name, and as a super reaction; not from bots', async ({
    stage,
  }) => {
    const { message, posted } = await postPaper(stage);
    const { double, guild, alice, bob } = stage;
    const robot = double.addPerson('robot', guild);
    Object.assign(double.state.users.get(robot.id) ?? {}, { bot: true });
    robot.reacts(message, '🔖');
    await stage.discord().react(posted, '1️⃣');
    alice.reacts(message, '👍🏽');
    alice.reacts(message, 'our_lab:123456789012345678');
    bob.reacts(message, '🔖', true);
    bob.takesBack(message, '🔖', true);
    await double.until('four reactions', () => stage.reactions.length === 4);
    expect(stage.reactions.map(({ emoji, added, member }) => [emoji, added, member.id])).toEqual([
      ['👍', true, alice.id],
      ['our_lab', true, alice.id],
      ['🔖', true, bob.id],
      ['🔖', false, bob.id],
    ]);
  });

  test('as a super one taken back beside a normal one of the same person, or the other way, is still there', async ({
    stage,
  }) => {
    const { message } = await postPaper(stage);
    const { double, alice } = stage;
    const heard = (count: number) =>
      double.until(`${count} reactions`, () => stage.reactions.length === count);
    for (const isSuper of [false, true]) {
      const before = stage.reactions.length;
      alice.reacts(message, '🔖', isSuper);
      alice.reacts(message, '🔖', !isSuper);
      alice.takesBack(message, '🔖', isSuper);
      alice.takesBack(message, '🔖', !isSuper);
      await heard(before + 3);
    }
    alice.reacts(message, '🔖');
    alice.reacts(message, '🔖', true);
    await heard(8);
    expect(stage.reactions.map(({ added }) => added)).toEqual([
      ...[true, true, false],
      ...[true, true, false],
      ...[true, true],
    ]);
  });

  test('taken back after a restart can be asked whether the other one of the same person is left', async ({
    stage,
  }) => {
    const { message } = await postPaper(stage);
    const { double, alice, bob } = stage;
    for (const isSuper of [false, true]) {
      alice.reacts(message, '🔖', isSuper);
      bob.reacts(message, isSuper ? '⭐' : '💡', isSuper);
    }
    await double.until('all', () => stage.reactions.length === 4);
    await stage.restart();
    stage.reactions.length = 0;
    alice.takesBack(message, '🔖');
    bob.takesBack(message, '💡');
    bob.takesBack(message, '⭐', true);
    await double.until('all taken back', () => stage.reactions.length === 3);
    const before = double.exchanges.length;
    expect(await Promise.all(stage.reactions.map(({ isLeft }) => isLeft?.()))).toEqual([true, false, false]);
    expect(double.exchanges.slice(before)).toHaveLength(3);
    alice.reacts(message, '🔖');
    alice.takesBack(message, '🔖', true);
    alice.takesBack(message, '🔖');
    await double.until('both', () => stage.reactions.length === 5);
    expect(stage.reactions.slice(3).map(({ added, isLeft }) => [added, isLeft])).toEqual([
      [true, undefined],
      [false, undefined],
    ]);
  });

  test('of the bot is given by its sign, or by the name of an emoji of the server', async ({ stage }) => {
    const { double, guild } = stage;
    guild.emojis.push({ id: '123456789012345678', name: 'paper' });
    const { posted } = await postPaper(stage);
    for (const emoji of ['1️⃣', 'paper']) await stage.discord().react(posted, emoji);
    const stored = double.state.messages.get(posted.id);
    expect([...(stored?.reactions.keys() ?? [])]).toEqual(['1️⃣', 'paper:123456789012345678']);
  });
});

describe.concurrent('the reactions on a message', () => {
  test('are all read, those of bots left out, and only the wanted ones asked for', async ({ stage }) => {
    const { message, posted } = await postPaper(stage);
    const { double, guild, alice } = stage;
    const crowd = Array.from({ length: 230 }, (_, at) => double.addPerson(`reader ${at}`, guild));
    for (const person of crowd) person.reacts(message, '🔖');
    const robot = double.addPerson('robot', guild);
    Object.assign(double.state.users.get(robot.id) ?? {}, { bot: true });
    robot.reacts(message, '🔖');
    alice.reacts(message, '⭐', true);
    alice.reacts(message, '👍🏽');
    alice.reacts(message, '👍🏻');
    alice.reacts(message, 'our_lab:123456789012345678');
    alice.reacts(message, '🎉');
    await stage.discord().react(posted, '🔖');
    const before = double.exchanges.length;
    const wanted = ['🔖', '⭐', '👍', 'our_lab'];
    const given = (await stage.discord().readReactions(posted, (emoji) => wanted.includes(emoji))) ?? [];
    const of = (emoji: string) => given.filter((one) => one.emoji === emoji).map(({ member }) => member.id);
    expect(new Set(of('🔖'))).toEqual(new Set(crowd.map(({ id }) => id)));
    expect(wanted.slice(1).map(of)).toEqual([[alice.id], [alice.id], [alice.id]]);
    expect(given).toHaveLength(233);
    expect(given[0]?.member.workspace).toBe(guild.id);
    // One for the message, three pages of bookmarks, one for each of the others.
    expect(double.exchanges.slice(before)).toHaveLength(8);
  });

  test('are none where there are none, and unknown where the message or its channel is gone', async ({
    stage,
  }) => {
    const { posted } = await postPaper(stage);
    const { double, channel } = stage;
    const read = () => stage.discord().readReactions(posted, () => true);
    expect(await read()).toEqual([]);
    double.state.messages.delete(posted.id);
    expect(await read()).toBeUndefined();
    double.deleteChannel(channel);
    expect(await read()).toBeUndefined();
  });

  test('in a direct message are read as well', async ({ stage }) => {
    await stage.start();
    const { guild, alice } = stage;
    const member = { platform: 'discord', workspace: guild.id, id: alice.id };
    const direct = await stage.discord().openDirect(member);
    const [posted] = await stage.discord().post(direct, sharedCard);
    const message = alice.sees(alice.opensDirect()).find(({ id }) => id === posted?.message.id);
    if (!posted || !message) throw new Error('Nothing was posted.');
    alice.reacts(message, '🔖');
    expect(await stage.discord().readReactions(posted.message, () => true)).toEqual([
      { emoji: '🔖', member: { ...member, workspace: '' } },
    ]);
  });
});
