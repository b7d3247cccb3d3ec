import { expect, it } from 'vitest';
import type { Member } from '../../../../../src/core/chat/channel.ts';
import { startDigests } from '../../../../../src/core/digest/delivery/scheduler.ts';
import { startFollowers } from '../../../../core/commands/follows/followers.ts';
import { createMortal } from '../../../../core/digest/delivery/mortal.ts';
import { paperNamed } from '../../../../core/store/things.ts';

/** Steps after which a message has come. */
const enough = 40;

it('tells what became of a saved paper once, at whatever step a process dies and another goes on', async () => {
  const followers = await startFollowers();
  const { store, clock, platform, digests } = followers;
  await followers.stop();
  const home = { platform: 'test', workspace: 'lab' };
  let deaths = 0;
  for (const when of ['before', 'after'] as const) {
    for (let step = 1; step <= enough; step += 1) {
      const member: Member = { ...home, id: `${when}-${step}` };
      const paper = paperNamed(`saved-${member.id}`);
      const createdAt = clock.now();
      await store.saves.save(member, paper, createdAt);
      await store.savedNews.take([{ paper: { ...paper, withdrawn: 'Withdrawn: an error' } }], createdAt);
      await store.follows.add(
        { kind: 'saved', key: '', label: 'News', seed: { categories: [], coauthors: [] } },
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
      const told = platform.in(`direct-${member.id}`);
      expect(
        told.map(({ card }) => card.items?.map(({ reason }) => reason)),
        `${when} step ${step}`,
      ).toEqual([['⚠ Withdrawn: an error']]);
      if (!died) break;
      deaths += 1;
    }
  }
  expect(deaths).toBeGreaterThan(20);
}, 60_000);
