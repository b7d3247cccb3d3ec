import { describe, expect, it, onTestFinished } from 'vitest';
import type { Channel, Platform } from '../../../src/core/chat/contract.ts';
import { startDigests } from '../../../src/core/digest/scheduler.ts';
import { setStage as setDiscordStage } from '../../adapters/discord/stage.ts';
import { startLab } from '../../adapters/slack/lab.ts';
import { createProbeBot } from '../../adapters/slack/probe-bot.ts';
import { keepLog, openTestStore } from '../store/open.ts';
import { createMortal } from './mortal.ts';
import { createQuickClock } from './quick-clock.ts';
import { composeInOrder, hour, planFor } from './stage.ts';

/** A real adapter on a double of its service. */
type Service = {
  readonly platform: Platform;
  readonly channel: Channel;
  /** How many messages there are, in the channel and in its threads. */
  count(): number;
};

async function openSlack(): Promise<Service> {
  const lab = await startLab({ bot: createProbeBot({ commands: [] }) });
  onTestFinished(async () => {
    await lab.stop();
    expect(lab.slack.world.violations).toEqual([]);
  });
  return {
    platform: lab.platform,
    channel: { platform: 'slack', workspace: 'T01LAB', id: 'C01PAPERS' },
    count: () => lab.slack.world.messages.filter(({ deleted }) => !deleted).length,
  };
}

async function openDiscord(): Promise<Service> {
  const stage = await setDiscordStage();
  const platform = await stage.start();
  onTestFinished(async () => {
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  });
  return {
    platform,
    channel: { platform: 'discord', workspace: stage.guild.id, id: stage.channel.id },
    count: () => stage.bob.sees(stage.channel).length,
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
      const [delivery] = await store.digests.history(id, 1);
      expect(delivery?.outcome, `step ${step}`).toBe('sent');
      await store.digests.remove(home, id);
    }
  });
});
