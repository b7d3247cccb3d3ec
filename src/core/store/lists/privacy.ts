import { createHash } from 'node:crypto';
import type { Member } from '../../chat/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import type { Privacy } from './holdings.ts';
import { dropUnusedPapers } from './known-papers.ts';
import { findMember } from './members.ts';
import { parseTags } from './save-row.ts';

export function createPrivacy({ read, write, purge }: Database): Privacy {
  return {
    holdings: (member) =>
      read(async (queries) => {
        const owner = (await findMember(queries, member)) ?? -1;
        const saves = await queries
          .selectFrom('saves')
          .select(['removed_at', 'note', 'tags'])
          .where('member', '=', owner)
          .execute();
        const { reactions } = await queries
          .selectFrom('marks')
          .select(({ fn }) => fn.countAll<number>().as('reactions'))
          .where('member', '=', owner)
          .executeTakeFirstOrThrow();
        const { subscriptions } = await queries
          .selectFrom('digests')
          .innerJoin('places', 'places.id', 'digests.place')
          .select(({ fn }) => fn.countAll<number>().as('subscriptions'))
          .where('places.member', '=', owner)
          .where('digests.layout', '<>', 'follows')
          .executeTakeFirstOrThrow();
        const { followed } = await queries
          .selectFrom('follows')
          .innerJoin('digests', 'digests.id', 'follows.digest')
          .innerJoin('places', 'places.id', 'digests.place')
          .select(({ fn }) => fn.countAll<number>().as('followed'))
          .where('places.member', '=', owner)
          .where('follows.kind', '<>', 'saved')
          .executeTakeFirstOrThrow();
        const { addresses } = await queries
          .selectFrom('addresses')
          .select(({ fn }) => fn.countAll<number>().as('addresses'))
          .where('member', '=', owner)
          .executeTakeFirstOrThrow();
        const { added } = await queries
          .selectFrom('added_papers')
          .select(({ fn }) => fn.countAll<number>().as('added'))
          .where('member', '=', owner)
          .executeTakeFirstOrThrow();
        const { unwanted } = await queries
          .selectFrom('not_wanted')
          .select(({ fn }) => fn.countAll<number>().as('unwanted'))
          .where('member', '=', owner)
          .executeTakeFirstOrThrow();
        const saved = saves.filter(({ removed_at }) => removed_at === null).length;
        return {
          saved,
          notes: saves.filter(({ note }) => note !== '').length,
          tags: new Set(saves.flatMap(({ tags }) => parseTags(tags))).size,
          reactions,
          removed: saves.length - saved,
          subscriptions,
          addresses,
          added,
          followed,
          unwanted,
        };
      }),

    namesakes: ({ platform, id }) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('members')
          .select('workspace')
          .where('platform', '=', platform)
          .where('name', '=', id)
          .orderBy('workspace')
          .execute();
        return rows.map(({ workspace }) => ({ platform, workspace, id }));
      }),

    async forget(member, at) {
      await write(async (queries) => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return;
        await rememberForgotten(queries, member, at);
        await queries.deleteFrom('members').where('id', '=', owner).execute();
        await dropUnusedPapers(queries);
      });
      await purge();
    },

    wasForgotten: (member) => read((queries) => isForgotten(queries, member)),

    async prune(before) {
      const pruned = await write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom('forgotten')
          .where('forgotten_at', '<', before.getTime())
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      });
      await purge();
      return pruned;
    },
  };
}

/** Keeps that a person was deleted, without who it was. */
async function rememberForgotten(queries: Queries, member: Member, at: Date): Promise<void> {
  const forgotten_at = at.getTime();
  await queries
    .insertInto('forgotten')
    .values({ fingerprint: fingerprintOf(member), forgotten_at })
    .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet({ forgotten_at }))
    .execute();
}

async function isForgotten(queries: Queries, member: Member): Promise<boolean> {
  const row = await queries
    .selectFrom('forgotten')
    .select('fingerprint')
    .where('fingerprint', '=', fingerprintOf(member))
    .executeTakeFirst();
  return row !== undefined;
}

function fingerprintOf({ platform, workspace, id }: Member): string {
  return createHash('sha256')
    .update(JSON.stringify([platform, workspace, id]))
    .digest('hex');
}
