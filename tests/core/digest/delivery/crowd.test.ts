import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../../../src/core/chat/channel.ts';
import { PostFailure } from '../../../../src/core/chat/failures.ts';
import { nextDue } from '../../../../src/core/digest/schedule/next-due.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { type FakeClock, hasty } from '../fake-clock.ts';
import type { FakeMessage } from '../fake-platform.ts';
import { planFor, setStage } from '../stage.ts';

const workspaces = ['W0', 'W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8', 'W9'];
const second = 1_000;
/** One try in so many is refused, and its channel takes nothing for so long (ms) after. */
const refusesEach = 50;
const retryAfter = 90 * second;

/**
 * Takes a message a second in a channel, for which the adapter waits; 50 a second in all and 300 a minute in a workspace.
 * Now and then it is short of breath without that.
 */
function createLimits(clock: () => FakeClock) {
  const taken: { readonly at: number; readonly workspace: string }[] = [];
  const turns = new Map<string, number>();
  const closedUntil = new Map<string, number>();
  const exceeded: string[] = [];
  let tries = 0;
  return {
    exceeded,
    refused: closedUntil,
    async take({ id, workspace }: Channel): Promise<void> {
      const turn = Math.max(clock().now().getTime(), turns.get(id) ?? 0);
      turns.set(id, turn + second);
      await clock().wait(turn - clock().now().getTime(), new AbortController().signal);
      const now = clock().now().getTime();
      tries += 1;
      if (tries % refusesEach === 0) closedUntil.set(id, now + retryAfter);
      if (now < (closedUntil.get(id) ?? 0)) throw new PostFailure('passing', entry`Too many requests.`);
      const since = (span: number) => taken.filter(({ at }) => at > now - span);
      const here = since(60 * second).filter((one) => one.workspace === workspace).length;
      if (since(second).length >= 50 || here >= 300) {
        exceeded.push(`${id} at ${now}`);
        throw new PostFailure('passing', entry`Too many requests.`);
      }
      taken.push({ at: now, workspace });
    },
  };
}

describe('a thousand digests due at once, under limits of the service', () => {
  it('come each once, by turns between workspaces, as fast as the limits allow, while searches are answered', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on('warning', onWarning);
    onTestFinished(() => void process.off('warning', onWarning));
    const limits = createLimits((): FakeClock => stage.clock);
    const service = { before: limits.take, postingRates: { place: 1, workspace: 4 } };
    const stage = await setStage('2026-03-02T08:59:59Z', service, hasty);
    const { clock, platform, store } = stage;
    const search = createLunrEngine();
    await search.update({ put: papersToTry, removed: [] });
    // One workspace has most of the channels, the others ten each, where every paper has a message.
    for (let index = 0; index < 1000; index += 1) {
      const workspace = workspaces[index < 90 ? 1 + (index % 9) : 0] ?? '';
      const channel = { platform: 'slack', workspace, id: `C${index}` };
      const layout = workspace === 'W0' ? 'compact' : 'cards';
      const plan = planFor({ destination: { kind: 'channel', channel }, layout });
      const now = clock.now();
      await store.digests.add(plan, {
        home: { platform: 'slack', workspace },
        createdAt: now,
        nextDue: nextDue(plan.schedule, plan.zone, now),
      });
    }
    const expected = 910 + 90 * 3;
    let done = false;
    let searches = 0;
    const searching = (async () => {
      while (!done) {
        await sleep(10);
        expect((await search.search('uncertainty')).total).toBeGreaterThan(0);
        searches += 1;
      }
    })();
    const running = stage.start();
    const end = new Date('2026-03-02T09:20:00Z');
    while (platform.messages.length < expected && clock.now() < end) await clock.run(10 * second);
    await clock.run(60 * second);
    done = true;
    await Promise.all([searching, running.stop()]);

    for (let index = 0; index < 1000; index += 1) {
      const shown = platform.in(`C${index}`).map(({ papers }) => papers);
      const [one, other] = ['paper-0000', 'paper-0001'];
      expect(shown).toEqual(index < 90 ? [[], [one], [other]] : [[one, other]]);
    }
    const unsent = (await store.digests.all()).filter(({ lastSent }) => lastSent === undefined);
    expect(unsent).toEqual([]);
    expect(limits.exceeded).toEqual([]);
    expect(limits.refused.size).toBeGreaterThan(20);

    // At four a second in a workspace; who was refused comes when the service takes it again.
    const due = new Date('2026-03-02T09:00:00Z').getTime();
    const secondsOf = (message: FakeMessage | undefined) => ((message?.at.getTime() ?? 0) - due) / second;
    const atOnce = platform.messages.filter(({ message }) => !limits.refused.has(message.channel.id));
    expect(secondsOf(atOnce.at(-1))).toBeLessThan((910 / 4) * 2);
    expect(secondsOf(platform.messages.at(-1))).toBeLessThan(15 * 60);
    // Each workspace has its turn: the small ones are served before a thirtieth of the large one.
    const lastSmall = atOnce.findLastIndex(({ message }) => message.channel.workspace !== 'W0');
    const large = atOnce.slice(0, lastSmall).filter(({ message }) => message.channel.workspace === 'W0');
    expect(large.length).toBeLessThan(30);
    expect(searches).toBeGreaterThan(50);
    expect(warnings).toEqual([]);
  }, 90_000);
});
