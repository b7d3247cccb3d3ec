import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../../../src/core/chat/channel.ts';
import { startDigests } from '../../../../../src/core/digest/delivery/scheduler.ts';
import { openDiscord, openSlack, type Service } from '../../../../core/digest/delivery/services.ts';
import { createQuickClock } from '../../../../core/digest/quick-clock.ts';
import { composeInOrder, hour, planFor } from '../../../../core/digest/stage.ts';
import { keepLog, openTestStore } from '../../../../core/store/open.ts';

/** Digests of three messages that are due in all the channels; what was said, and when each message was recorded. */
async function deliverTo(channels: readonly Channel[], { platform }: Service) {
  const store = await openTestStore();
  const clock = createQuickClock(new Date());
  const now = clock.now();
  for (const channel of channels) {
    const home = { platform: channel.platform, workspace: channel.workspace };
    const plan = planFor({ destination: { kind: 'channel', channel } });
    await store.digests.add(plan, { home, createdAt: now, nextDue: now });
  }
  const log = keepLog();
  const recorded: { readonly channel: string; readonly after: number }[] = [];
  const begun = performance.now();
  const running = startDigests({
    ...{ store, clock, log, compose: composeInOrder, grace: 6 * hour },
    platforms: () => [platform],
    sending: ({ id }, sent) =>
      void sent.then(
        () => recorded.push({ channel: id, after: performance.now() - begun }),
        () => {},
      ),
  });
  await running.idle();
  await running.stop();
  const unsent = (await store.digests.all()).filter(({ lastSent }) => lastSent === undefined);
  return { recorded, unsent, lines: log.lines.filter((line) => !line.startsWith('debug')) };
}

const idsOf = (channels: readonly Channel[]) => channels.map(({ id }) => id).toSorted();

describe.each([
  ['Slack', openSlack],
  ['Discord', openDiscord],
] as const)('among channels of %s', (_, open) => {
  it('one that takes nothing for a while holds up no other, and has its digest after that', {
    timeout: 60_000,
  }, async () => {
    const service = await open();
    const channels = service.others.slice(0, 10);
    const [bad, ...good] = channels;
    if (bad === undefined) throw new Error('there is no channel');
    const seconds = 6;
    service.refuseIn(bad, seconds);
    const { recorded, unsent, lines } = await deliverTo(channels, service);

    const first = recorded.findIndex(({ channel }) => channel === bad.id);
    expect(recorded[first]?.after).toBeGreaterThanOrEqual(seconds * 1_000);
    const before = recorded.slice(0, first).map(({ channel }) => channel);
    expect(before.toSorted()).toEqual(idsOf([...good, ...good, ...good]));
    expect(service.refusals()).toBe(1);
    expect(service.posts()).toHaveLength(30);
    expect(unsent).toEqual([]);
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(
          `^warn Digest 1 .*channel ${bad.id}\\).* asks to wait [67] s before the next post there`,
          'u',
        ),
      ),
    ]);
  });

  it('those that never answer hold up no other, are named in the log, and have their digests once', {
    timeout: 60_000,
  }, async () => {
    const service = await open();
    const [bad, good] = [service.others.slice(0, 9), service.others.slice(9, 18)];
    for (const channel of bad) service.silence(channel);
    const { recorded, unsent, lines } = await deliverTo([...bad, ...good], service);

    const isBad = ({ channel }: { readonly channel: string }) => bad.some(({ id }) => id === channel);
    expect(recorded.slice(0, 27).filter(isBad)).toEqual([]);
    expect(service.posts()).toHaveLength(3 * 18);
    expect(unsent).toEqual([]);
    const named = lines.map((line) => /channel (\w+)\).* has not accepted a post for 5 s/u.exec(line)?.[1]);
    expect(named.toSorted()).toEqual(idsOf(bad));
  });
});
