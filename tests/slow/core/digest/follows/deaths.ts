import { expect } from 'vitest';
import type { Member } from '../../../../../src/core/chat/channel.ts';
import { startDigests } from '../../../../../src/core/digest/delivery/scheduler.ts';
import type { NewFollow } from '../../../../../src/core/store/follows/follow.ts';
import { startFollowers } from '../../../../core/commands/follows/followers.ts';
import { createMortal } from '../../../../core/digest/delivery/mortal.ts';

/** Steps after which a message has come. */
const enough = 40;

type Followers = Awaited<ReturnType<typeof startFollowers>>;

/**
 * For each step of a delivery, somebody new follows what `begin` says, a process dies before or after that step, another goes on,
 * and `check` sees what has come. Of the steps more than twenty must have been deaths.
 */
export async function dieAtEachStep(
  begin: (member: Member, followers: Followers) => NewFollow | Promise<NewFollow>,
  check: (member: Member, followers: Followers, at: string) => void | Promise<void>,
): Promise<void> {
  const followers = await startFollowers();
  const { store, clock, platform, digests } = followers;
  await followers.stop();
  const home = { platform: 'test', workspace: 'lab' };
  let deaths = 0;
  for (const when of ['before', 'after'] as const) {
    for (let step = 1; step <= enough; step += 1) {
      const member: Member = { ...home, id: `${when}-${step}` };
      const createdAt = clock.now();
      await store.follows.add(
        await begin(member, followers),
        [],
        {
          ...{ destination: { kind: 'direct', member }, schedule: '0 0 1 1 *', zone: 'UTC', topic: '' },
          ...{ count: 10, layout: 'follows', thread: false },
        },
        { home, createdBy: member, createdAt, nextDue: new Date(createdAt.getTime() + 60_000) },
      );
      const mortal = createMortal(store, platform, clock, { step, when });
      const first = startDigests({
        ...digests,
        store: mortal.store,
        platforms: () => [mortal.platform],
        clock: mortal.clock,
      });
      await clock.run(90_000);
      const died = mortal.isDead();
      if (!died) await first.stop();
      const second = startDigests(digests);
      await clock.run(9 * 60_000);
      await second.stop();
      await check(member, followers, `${when} step ${step}`);
      if (!died) break;
      deaths += 1;
    }
  }
  expect(deaths).toBeGreaterThan(20);
}
