import { describe, expect, it } from 'vitest';
import { startDigests } from '../../../../../src/core/digest/delivery/scheduler.ts';
import { createMortal } from '../../../../core/digest/delivery/mortal.ts';
import { crowd, openDiscord, openSlack } from '../../../../core/digest/delivery/services.ts';
import { createQuickClock } from '../../../../core/digest/quick-clock.ts';
import { composeInOrder, hour, planFor } from '../../../../core/digest/stage.ts';
import { keepLog, openTestStore } from '../../../../core/store/open.ts';

describe.each([
  ['Slack', openSlack],
  ['Discord', openDiscord],
] as const)('digests on the real adapter of %s', (_, open) => {
  it('come once, at whatever step the process dies', { timeout: 60_000 }, async () => {
    const { platform, channel, count } = await open();
    const store = await openTestStore();
    const home = { platform: channel.platform, workspace: channel.workspace };
    const options = { compose: composeInOrder, log: keepLog(), grace: 6 * hour };
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
      sending: (_, recorded) =>
        void recorded.then(
          () => {
            posted += 1;
            if (posted === crowd) refuse(3);
          },
          () => {},
        ),
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
