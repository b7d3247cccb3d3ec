import { expect, onTestFinished } from 'vitest';
import type { Channel } from '../../../../src/core/chat/channel.ts';
import type { Platform } from '../../../../src/core/chat/platform.ts';
import { setStage as setDiscordStage } from '../../../adapters/discord/stage.ts';
import { startLab } from '../../../adapters/slack/lab.ts';
import { createProbeBot } from '../../../adapters/slack/probe-bot.ts';

/** A real adapter on a double of its service. */
export type Service = {
  readonly platform: Platform;
  readonly channel: Channel;
  /** How many messages there are, in the channel and in its threads. */
  count(): number;
  /** Channels beside that one. */
  readonly others: readonly Channel[];
  /** All that was posted, by the channel, a thread's by the channel it is in. */
  posts(): readonly { readonly channel: string; readonly content: string }[];
  /** So many of the next posts are answered with 429 and the second, or part of one, to wait. */
  refuse(times: number): void;
  /** How many posts were answered with 429. */
  refusals(): number;
  /** The next post in the channel is answered with 429 and so many seconds to wait. */
  refuseIn(channel: Channel, seconds: number): void;
  /** The next post in the channel is made and never answered. */
  silence(channel: Channel): void;
};

/** How many channels there are beside the first. */
export const crowd = 40;

export async function openSlack(): Promise<Service> {
  const lab = await startLab({ bot: createProbeBot({ commands: [] }) });
  const { world, faults } = lab.slack;
  onTestFinished(async () => {
    await lab.stop();
    expect(world.violations).toEqual([]);
  });
  const ids = Array.from({ length: crowd }, (_, index) => `C10CROWD${index}`);
  for (const id of ids)
    world.channels.set(id, {
      id,
      name: id.toLowerCase(),
      kind: 'public',
      members: new Set([world.botUserId]),
    });
  const channelOf = (id: string): Channel => ({ platform: 'slack', workspace: 'T01LAB', id });
  const messages = () => world.messages.filter(({ deleted }) => !deleted);
  return {
    platform: lab.platform,
    channel: channelOf('C01PAPERS'),
    count: () => messages().length,
    others: ids.map(channelOf),
    posts: () => messages().map(({ channel, blocks }) => ({ channel, content: JSON.stringify(blocks) })),
    refuse: (times) => faults.inject('chat.postMessage', { kind: 'rate limit', seconds: 1 }, times),
    refusals: () =>
      lab.slack.calls.filter(({ method }) => method === 'chat.postMessage').length - messages().length,
    refuseIn: ({ id }, seconds) => faults.inject(`chat.postMessage ${id}`, { kind: 'rate limit', seconds }),
    silence: ({ id }) => faults.inject(`chat.postMessage ${id}`, { kind: 'silence' }),
  };
}

export async function openDiscord(): Promise<Service> {
  const stage = await setDiscordStage();
  const { double, guild } = stage;
  const others = Array.from({ length: crowd }, (_, index) => double.addChannel(guild, `crowd-${index}`));
  // A channel takes three messages in so many seconds, as the headers of its answers say.
  double.limits.set('POST /channels/{channel_id}/messages', 3, 0.3);
  const platform = await stage.start();
  onTestFinished(async () => {
    await stage.end();
    expect(double.violations).toEqual([]);
  });
  const channelOf = ({ id }: { readonly id: string }): Channel => ({
    platform: 'discord',
    workspace: guild.id,
    id,
  });
  return {
    platform,
    channel: channelOf(stage.channel),
    count: () => stage.bob.sees(stage.channel).length,
    others: others.map(channelOf),
    posts: () =>
      [...double.state.messages.values()].map(({ message }) => ({
        channel: message.channel_id,
        content: JSON.stringify(message.components),
      })),
    refuse: (times) =>
      double.faults.add(/^POST \/channels\/\d+\/messages$/u, { retryAfter: 0.3, global: true }, times),
    refusals: () => double.exchanges.filter(({ status }) => status === 429).length,
    refuseIn: ({ id }, retryAfter) => double.faults.add(postsIn(id), { retryAfter }),
    silence: ({ id }) => double.faults.add(postsIn(id), { isSilent: true }),
  };
}

function postsIn(channel: string): RegExp {
  return new RegExp(`^POST /channels/${channel}/messages$`, 'u');
}
