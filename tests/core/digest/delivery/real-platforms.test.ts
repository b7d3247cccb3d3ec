import { describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../../../src/core/chat/channel.ts';
import type { Platform } from '../../../../src/core/chat/platform.ts';
import { startDigests } from '../../../../src/core/digest/delivery/scheduler.ts';
import { setStage as setDiscordStage } from '../../../adapters/discord/stage.ts';
import { startLab } from '../../../adapters/slack/lab.ts';
import { createProbeBot } from '../../../adapters/slack/probe-bot.ts';
import { keepLog, openTestStore } from '../../store/open.ts';
import { createQuickClock } from '../quick-clock.ts';
import { composeInOrder, hour, planFor } from '../stage.ts';
import { createMortal } from './mortal.ts';

/** A real adapter on a double of its service. */
type Service = {
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
};

const crowd = 40;

async function openSlack(): Promise<Service> {
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
  };
}

async function openDiscord(): Promise<Service> {
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
  };
}

describe.each([
  ['Slack', openSlack],
  ['Discord', openDiscord],
] as const)('digests on the real adapter of %s', (_, open) => {
  it('come once, at whatever step the process dies', { timeout: 60_000 }, async () => {
    const { platform, channel, count } = await open();
    const store = await openTestStore();
    const home = { platform: channel.platform, workspace: channel.workspace };
    const rates = { overall: 1000, workspace: 1000 };
    const options = { compose: composeInOrder, log: keepLog(), grace: 6 * hour, rates };
    let expected = 0;
    // From the claim to the outcome: a heading and two papers.
    for (let step = 2; step <= 12; step += 1) {
      const clock = createQuickClock(new Date());
      const now = clock.now();
      const plan = planFor({ destination: { kind: 'channel', channel } });
      const { id } = await store.digests.add(plan, { home, createdAt: now, nextDue: now });
      const mortal = createMortal(store, platform, clock, { step, when: 'after' });
      const first = startDigests({
        ...options,
        store: mortal.store,
        platforms: () => [mortal.platform],
        clock: mortal.clock,
      });
      await Promise.race([first.idle(), mortal.death]);
      mortal.kill();
      clock.skip(91_000);
      const second = startDigests({ ...options, store, platforms: () => [platform], clock });
      await second.idle();
      await second.stop();
      expected += 3;
      expect(count(), `step ${step}`).toBe(expected);
      const [delivery] = await store.deliveryHistory.list(id, 1);
      expect(delivery?.outcome, `step ${step}`).toBe('sent');
      await store.digests.remove(home, id);
    }
  });

  it('come each once to many channels at once, while the service now and then asks to wait', async () => {
    const { platform, others, posts, refuse, refusals } = await open();
    const store = await openTestStore();
    const clock = createQuickClock(new Date());
    const now = clock.now();
    for (const channel of others) {
      const plan = planFor({ destination: { kind: 'channel', channel } });
      const home = { platform: channel.platform, workspace: channel.workspace };
      await store.digests.add(plan, { home, createdAt: now, nextDue: now });
    }
    const log = keepLog();
    let posted = 0;
    refuse(3);
    const running = startDigests({
      ...{ store, clock, log, compose: composeInOrder, grace: 6 * hour },
      platforms: () => [platform],
      rates: { overall: 1000, workspace: 1000 },
      sending: (_, recorded) =>
        void recorded.then(() => {
          posted += 1;
          if (posted === crowd) refuse(3);
        }),
    });
    await running.idle();
    await running.stop();
    expect(refusals()).toBeGreaterThanOrEqual(6);
    const all = posts();
    expect(all).toHaveLength(3 * crowd);
    for (const { id } of others) {
      const here = all.filter(({ channel }) => channel === id).map(({ content }) => content);
      expect(here.map((content) => /paper-\d+/u.exec(content)?.[0])).toEqual([
        undefined,
        'paper-0000',
        'paper-0001',
      ]);
    }
    expect((await store.digests.all()).filter(({ lastSent }) => lastSent === undefined)).toEqual([]);
    expect(log.lines.filter((line) => !line.startsWith('debug'))).toEqual([]);
  });
});
