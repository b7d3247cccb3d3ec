import { describe, expect, it } from 'vitest';
import { PostFailure } from '../../../../src/core/chat/failures.ts';
import { usualLease } from '../../../../src/core/digest/delivery/lease.ts';
import { startDigests } from '../../../../src/core/digest/delivery/scheduler.ts';
import type { DigestPlan } from '../../../../src/core/store/digests/digest.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { general } from '../../store/things.ts';
import { composeInOrder, hour, type Stage, setStage } from '../stage.ts';
import { createMortal, type Death } from './mortal.ts';

/** Steps after which every scenario here has ended. */
const enough = 40;

/** Lets a process die at that step of a digest's day and another go on; yields whether the first one died. */
async function survive(stage: Stage, death: Death): Promise<boolean> {
  const { clock, store, platform, log } = stage;
  const mortal = createMortal(store, platform, clock, death);
  const first = startDigests({
    store: mortal.store,
    platforms: () => [mortal.platform],
    compose: composeInOrder,
    log,
    grace: 6 * hour,
    clock: mortal.clock,
  });
  await clock.run(2 * 60_000);
  const died = mortal.isDead();
  if (!died) await first.stop();
  const second = stage.start();
  await clock.run(9 * 60_000);
  await second.stop();
  return died;
}

/** Every step, one after the other, each on a new day and in a new channel of one store. */
async function dieAtEveryStep(
  stage: Stage,
  plans: readonly Partial<DigestPlan>[],
  check: (channel: string, ids: readonly number[], death: string) => Promise<void>,
): Promise<number> {
  let deaths = 0;
  for (const when of ['before', 'after'] as const) {
    for (let step = 1; step <= enough; step += 1) {
      const death = { step, when };
      const channel = `C-${when}-${step}`;
      const ids: number[] = [];
      for (const plan of plans) {
        const destination = { kind: 'channel', channel: { ...general, id: channel } } as const;
        const { id } = await stage.add({ destination, schedule: '0 * * * *', ...plan });
        ids.push(id);
      }
      const minutes = stage.clock.now().getTime() % hour;
      stage.clock.jump(new Date(stage.clock.now().getTime() - minutes + hour - 1000));
      const died = await survive(stage, death);
      await check(channel, ids, `${when} step ${step}`);
      for (const id of ids) await stage.store.digests.remove({ platform: 'slack', workspace: 'T1' }, id);
      if (!died) break;
      deaths += 1;
    }
  }
  return deaths;
}

describe('a process that dies', () => {
  it.each([
    ['with a heading and a message for each paper', [{}]],
    ['on one message', [{ layout: 'compact' as const }]],
    ['twice in one channel', [{ layout: 'compact' as const }, { layout: 'compact' as const }]],
  ])('at any step leaves a digest %s neither lost nor doubled', { timeout: 60_000 }, async (_, plans) => {
    const stage = await setStage('2026-03-02T08:10:00Z');
    const deaths = await dieAtEveryStep(stage, plans, async (channel, ids, death) => {
      const messages = stage.platform.in(channel);
      const papers = messages.flatMap((message) => message.papers);
      expect(papers.toSorted(), death).toEqual(
        Array.from({ length: 2 * plans.length }, (_, index) => `paper-000${index}`),
      );
      expect(messages, death).toHaveLength(
        plans.length * (plans[0] === undefined || 'layout' in plans[0] ? 1 : 3),
      );
      for (const id of ids) {
        const history = await stage.store.deliveryHistory.list(id, 10);
        expect(
          history.map(({ outcome }) => outcome),
          death,
        ).toEqual(['sent']);
        const digest = (await stage.store.digests.all()).find((one) => one.id === id);
        expect(digest?.nextDue.getTime(), death).toBeGreaterThan(stage.clock.now().getTime());
      }
    });
    expect(deaths).toBeGreaterThan(12);
  });

  it('at any step has what it had posted looked at for reactions by whoever goes on, once it is known', async () => {
    const stage = await setStage('2026-03-02T08:10:00Z');
    const found: string[] = [];
    const watched: Stage = {
      ...stage,
      start: () =>
        stage.start({ late: (_, posted) => found.push(...posted.map(({ message }) => message.id)) }),
    };
    let late = 0;
    await dieAtEveryStep(watched, [{}], async (channel, _, death) => {
      for (const { message, papers, at } of stage.platform.in(channel)) {
        if (papers.length === 0) continue;
        const shown = await stage.store.shown.find(message);
        const unknownFor = (shown?.at.getTime() ?? Number.POSITIVE_INFINITY) - at.getTime();
        if (unknownFor < usualLease) continue;
        late += 1;
        expect(found, death).toContain(message.id);
      }
    });
    expect(late).toBeGreaterThan(1);
  });

  it('at any step tells once that a digest is paused', { timeout: 60_000 }, async () => {
    let told = 0;
    const stage = await setStage('2026-03-02T08:10:00Z', {
      before: ({ id }) => {
        if (id.startsWith('C-'))
          throw new PostFailure('forbidden', entry`Grant the bot the right to post here.`);
      },
    });
    const deaths = await dieAtEveryStep(stage, [{ layout: 'compact' }], async (channel, ids, death) => {
      expect(stage.platform.in(channel), death).toEqual([]);
      const direct = stage.platform.in('direct-alice');
      expect(direct.length - told, death).toBe(1);
      told = direct.length;
      const history = await stage.store.deliveryHistory.list(ids[0] ?? 0, 10);
      expect(
        history.map(({ outcome }) => outcome),
        death,
      ).toEqual(['failed']);
    });
    expect(deaths).toBeGreaterThan(20);
  });
});
