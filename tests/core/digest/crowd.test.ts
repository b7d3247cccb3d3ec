import { describe, expect, it } from 'vitest';
import { nextDue } from '../../../src/core/digest/next-due.ts';
import { planFor, setStage } from './stage.ts';

const workspaces = ['W0', 'W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8', 'W9'];

describe('a thousand digests due at once', () => {
  it('go out steadily, each once, by turns between workspaces, and leave room for others', async () => {
    const stage = await setStage('2026-03-02T08:59:59Z');
    const { clock, platform, store } = stage;
    // One workspace has most of the channels, the others ten each.
    for (let index = 0; index < 1000; index += 1) {
      const workspace = workspaces[index < 90 ? 1 + (index % 9) : 0] ?? '';
      const channel = { platform: 'slack', workspace, id: `C${index}` };
      const plan = planFor({ destination: { kind: 'channel', channel }, layout: 'compact' });
      const now = clock.now();
      await store.digests.add(plan, {
        home: { platform: 'slack', workspace },
        createdAt: now,
        nextDue: nextDue(plan.schedule, plan.zone, now),
      });
    }
    const running = stage.start();
    let turns = 0;
    let done = false;
    const others = setInterval(() => {
      turns += 1;
    }, 1);
    while (!done) {
      await clock.run(10_000, { ticks: clock.now().getUTCMinutes() < 2 });
      done = platform.messages.length >= 1000 || clock.now().getUTCMinutes() > 30;
    }
    clearInterval(others);
    await running.stop();
    expect(platform.messages).toHaveLength(1000);
    expect(new Set(platform.messages.map(({ message }) => message.channel.id)).size).toBe(1000);
    const sent = platform.messages.map(
      ({ at, message }) => [at.getTime(), message.channel.workspace] as const,
    );
    for (const workspace of workspaces) {
      const moments = sent.filter(([, of]) => of === workspace).map(([at]) => at);
      for (const [index, at] of moments.entries())
        expect(at - (moments[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(250);
    }
    // The nine small workspaces are served before a tenth of the large one.
    const lastSmall = sent.findLastIndex(([, workspace]) => workspace !== 'W0');
    expect(sent.slice(0, lastSmall).filter(([, workspace]) => workspace === 'W0').length).toBeLessThan(90);
    expect(turns).toBeGreaterThan(100);
  }, 90_000);
});
