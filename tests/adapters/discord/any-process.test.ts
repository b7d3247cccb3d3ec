import { PermissionFlagsBits } from 'discord.js';
import { test as base, describe, expect } from 'vitest';
import { PostFailure } from '../../../src/core/chat/failures.ts';
import type { PostOptions } from '../../../src/core/chat/platform.ts';
import type { Channel } from '../../doubles/discord/state.ts';
import { type Process, type Processes, runTwo, setProcesses } from './processes.ts';

const digest = { title: 'The morning paper' };
const channelOf = ({ id, guild = '' }: Channel) => ({ platform: 'discord', workspace: guild, id });

type Scene = {
  readonly far: Processes;
  /** The process that is told of the server, and one that is not. */
  readonly owner: Process;
  readonly other: Process;
  readonly channel: Channel;
};

const test = base.extend<{ scene: Scene }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names it is to provide from the pattern
  scene: async ({}, use) => {
    const far = await setProcesses(2);
    const [one, two] = await runTwo(far);
    const [channel] = far.channels;
    if (channel === undefined) throw new Error('There is no channel.');
    const isFirst = one.shards().includes('0/2');
    await use({ far, channel, owner: isFirst ? one : two, other: isFirst ? two : one });
    await far.end();
    expect(far.double.violations).toEqual([]);
  },
});

const guildOf = ({ far, channel }: Scene) => {
  const guild = far.double.state.guilds.get(channel.guild ?? '');
  if (guild === undefined) throw new Error('There is no server.');
  return guild;
};

async function postAs({ platform }: Process, channel: Channel, options: PostOptions = {}) {
  try {
    const posted = await platform.post(channelOf(channel), digest, options);
    return posted.map(({ message }) => message.id);
  } catch (error) {
    if (!(error instanceof PostFailure)) throw error;
    return `${error.reason}: ${error.message}`;
  }
}

describe('whichever process asks', () => {
  test('an obstacle is the same', async ({ scene }) => {
    const { far, channel, owner, other } = scene;
    const { double } = far;
    const guild = guildOf(scene);
    const seen = PermissionFlagsBits.ViewChannel;
    // The owner is told of these as they come.
    const places = [
      channel,
      double.addChannel(guild, 'news', seen),
      double.addChannel(guild, 'hidden', 0n),
      double.addForum(guild, 'questions'),
      double.addThread(channel, 'talk'),
      double.addThread(double.addChannel(guild, 'locked', seen), 'talk'),
    ];
    const role = double.addRole(guild, 'Readers', 0n);
    const open = double.addRole(guild, 'Everybody may', 0n, true);
    double.inviteBot(guild);
    await far.heard();
    const options = [
      {},
      { opensThread: { name: 'x' } },
      { pings: role.id },
      { pings: open.id },
      { pings: '1' },
    ];
    const found: (string | undefined)[] = [];
    for (const place of places)
      for (const one of options) {
        const obstacle = await owner.platform.findObstacle(channelOf(place), one);
        expect(await other.platform.findObstacle(channelOf(place), one)).toBe(obstacle);
        found.push(obstacle);
      }
    expect(new Set(found).size).toBeGreaterThan(7);
    for (const away of [
      { ...channel, id: '1' },
      { ...channel, guild: '1' },
    ])
      expect(await other.platform.findObstacle(channelOf(away))).toBe(
        await owner.platform.findObstacle(channelOf(away)),
      );
    const direct = double.addPerson('dora', guild).opensDirect();
    expect(await other.platform.findObstacle(channelOf(direct))).toBeUndefined();
  });

  test('a post comes, once under its key, in the thread of another', async ({ scene }) => {
    const { far, channel, owner, other } = scene;
    const [first] = await postAs(owner, channel, { key: 'digest 1' });
    const perhapsSince = new Date(far.double.state.clock.now() - 60_000);
    far.double.state.clock.advance(10 * 60_000);
    expect(await postAs(other, channel, { key: 'digest 1', perhapsSince })).toEqual([first]);
    const message = { channel: channelOf(channel), id: String(first) };
    const opened = await postAs(other, channel, { opensThread: { name: 'Talk' } });
    const under = { channel: channelOf(channel), id: String(opened[0]) };
    const [reply] = await owner.platform.post(channelOf(channel), digest, { under });
    const [answer] = await other.platform.post(channelOf(channel), digest, { under });
    expect(answer?.message.channel).toEqual(reply?.message.channel);
    expect(answer?.message.channel.id).toBe(under.id);
    await other.platform.react(message, '🔖');
    const stored = far.double.state.messages.get(message.id);
    expect([...(stored?.reactions.keys() ?? [])]).toEqual(['🔖']);
  });

  test('an emoji of the server is given by its id', async ({ scene }) => {
    const { far, channel, other } = scene;
    guildOf(scene).emojis.push({ id: '123456789012345678', name: 'paper' });
    const [id] = await postAs(other, channel);
    await other.platform.react({ channel: channelOf(channel), id: String(id) }, 'paper');
    const stored = far.double.state.messages.get(String(id));
    expect([...(stored?.reactions.keys() ?? [])]).toEqual(['paper:123456789012345678']);
  });

  test('a post that cannot be made fails for the same reason', async ({ scene }) => {
    const { far, channel, owner, other } = scene;
    const { double } = far;
    const guild = guildOf(scene);
    const hidden = double.addChannel(guild, 'hidden', 0n);
    const deleted = double.addChannel(guild, 'deleted');
    double.deleteChannel(deleted);
    await far.heard();
    for (const place of [hidden, deleted, double.addForum(guild, 'questions')]) {
      const failure = await postAs(owner, place);
      expect(typeof failure).toBe('string');
      expect(await postAs(other, place)).toBe(failure);
    }
    double.removeBot(guild);
    await far.heard();
    const gone = await postAs(other, channel);
    expect(gone).toMatch(/^gone: .*no longer in this server; add it again with https:/u);
    expect(await postAs(owner, channel)).toBe(gone);
  });

  test('people are written to directly', async ({ scene }) => {
    const { far, owner, other } = scene;
    const dora = far.double.addPerson('dora', guildOf(scene));
    const member = { platform: 'discord', workspace: '', id: dora.id };
    for (const { platform } of [owner, other]) await platform.post(await platform.openDirect(member), digest);
    expect(dora.sees(dora.opensDirect())).toHaveLength(2);
  });
});
