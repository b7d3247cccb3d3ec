import { expect, it } from 'vitest';
import { createShardLeases } from '../../../src/adapters/discord/connect/sharing/shard-leases.ts';
import { openAt, sqliteUrl } from '../../core/store/open.ts';

it('each of two bots on one database has its own number of shards, and all of them', async () => {
  const { leases } = await openAt(await sqliteUrl());
  for (const { bot, count } of [
    { bot: '1', count: 2 },
    { bot: '12', count: 3 },
  ]) {
    const own = createShardLeases(leases, { name: 'a process', isDead: () => false }, bot);
    await own.renew([], true);
    expect(await own.agree(async () => count)).toBe(count);
    expect(await own.take({ id: 0, count })).toBe(true);
    expect(await own.share(count)).toMatchObject({ target: count, isAlone: true });
  }
});
