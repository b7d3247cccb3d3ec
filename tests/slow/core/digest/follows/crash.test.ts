import { expect, it } from 'vitest';
import type { Member } from '../../../../../src/core/chat/channel.ts';
import { startDigests } from '../../../../../src/core/digest/delivery/scheduler.ts';
import type { NewFollow } from '../../../../../src/core/store/follows/follow.ts';
import { paperBy, startFollowers } from '../../../../core/commands/follows/followers.ts';
import { createMortal } from '../../../../core/digest/delivery/mortal.ts';

/** Steps after which a message has come. */
const enough = 40;

it('tells each new paper once, at whatever step a process dies and another goes on', async () => {
  const followers = await startFollowers();
  const { store, clock, platform, come, digests } = followers;
  await followers.stop();
  const home = { platform: 'test', workspace: 'lab' };
  const seed = { categories: [], coauthors: [] };
  let deaths = 0;
  for (const when of ['before', 'after'] as const) {
    for (let step = 1; step <= enough; step += 1) {
      const member: Member = { ...home, id: `${when}-${step}` };
      const label = `Thierry Declerck${when}${step}`;
      const wanted: NewFollow = { kind: 'author', key: label, label, seed };
      const createdAt = clock.now();
      const due = new Date(createdAt.getTime() + 60_000);
      await store.follows.add(
        wanted,
        [],
        {
          ...{ destination: { kind: 'direct', member }, schedule: '0 0 1 1 *', zone: 'UTC', topic: '' },
          ...{ count: 10, layout: 'follows', thread: false },
        },
        { home, createdBy: member, createdAt, nextDue: due },
      );
      come(paperBy(`new-${member.id}`, [label], { published: '2026-03' }));
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
      const shown = platform.in(`direct-${member.id}`).map(({ papers }) => papers);
      expect(shown, `${when} step ${step}`).toEqual([[`new-${member.id}`]]);
      const [digest] = await store.follows.list({ kind: 'direct', member });
      expect(await store.follows.told(digest?.digest ?? 0)).toMatchObject([{ kind: 'new' }]);
      if (!died) break;
      deaths += 1;
    }
  }
  expect(deaths).toBeGreaterThan(20);
}, 60_000);
