import type { Channel, Member } from '../../chat/channel.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { dropUnusedPapers, keepPaper } from '../lists/known-papers.ts';
import { enterMember, findMember } from '../lists/members.ts';
import type { KnownTaste, TasteMemory } from './taste-memory.ts';

const nothing: KnownTaste = { isOff: false, saved: [], savedBefore: [], unwanted: [], unwantedSince: [] };

export function createTasteMemory({ read, write }: Database): TasteMemory {
  const change = (member: Member, values: { taste_off?: number; taste_since?: number }) =>
    write(async (queries) => {
      const owner = await enterMember(queries, member);
      await queries.updateTable('members').set(values).where('id', '=', owner).execute();
    });

  return {
    of: (member) =>
      read(async (queries) => {
        const owner = await findMember(queries, member);
        return owner === undefined ? nothing : readTaste(queries, owner);
      }),

    inChannel: (channel) =>
      read(async (queries) => {
        const ids = [channel.id, ...(await findThreads(queries, channel))];
        const rows = [...(await selectReacted(queries, channel, ids).execute())];
        rows.push(...(await selectPressed(queries, channel, ids).execute()));
        const people = new Map<number, Map<PaperId, number>>();
        for (const { member, paper, saved_at } of rows)
          people.set(member, (people.get(member) ?? new Map<PaperId, number>()).set(paper, saved_at));
        return [...people.values()].map((saves) =>
          [...saves].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([paper]) => paper),
        );
      }),

    switchOff: (member, isOff) => change(member, { taste_off: isOff ? 1 : 0 }),
    startAfresh: (member, at) => change(member, { taste_since: at.getTime() }),

    refuse: (member, paper, at) =>
      write(async (queries) => {
        await keepPaper(queries, paper);
        const owner = await enterMember(queries, member);
        const { numInsertedOrUpdatedRows } = await queries
          .insertInto('not_wanted')
          .values({ member: owner, paper: paper.id, at: at.getTime() })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),

    readmit: (member, paper) =>
      write(async (queries) => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return false;
        const { numDeletedRows } = await queries
          .deleteFrom('not_wanted')
          .where('member', '=', owner)
          .where('paper', '=', paper)
          .executeTakeFirstOrThrow();
        if (numDeletedRows > 0n) await dropUnusedPapers(queries);
        return numDeletedRows > 0n;
      }),
  };
}

/** What is in the lists of those who let something be learned, since they last started afresh. */
function selectCounted(queries: Queries) {
  return queries
    .selectFrom('saves')
    .innerJoin('members', 'members.id', 'saves.member')
    .select(['saves.member', 'saves.paper', 'saves.saved_at'])
    .where('saves.removed_at', 'is', null)
    .where('members.taste_off', '=', 0)
    .where(({ eb, fn, val }) => eb('saves.saved_at', '>=', fn.coalesce('members.taste_since', val(0))));
}

/** Where else the channel's digests were posted, as far as deliveries are kept: threads that are channels of their own, as on Discord. */
async function findThreads(
  queries: Queries,
  { platform, workspace, id }: Channel,
): Promise<readonly string[]> {
  const rows = await queries
    .selectFrom('places')
    .innerJoin('digests', 'digests.place', 'places.id')
    .innerJoin('deliveries', 'deliveries.digest', 'digests.id')
    .innerJoin('delivery_posts', 'delivery_posts.delivery', 'deliveries.id')
    .select('delivery_posts.channel')
    .distinct()
    .where('places.kind', '=', 'channel')
    .where('places.platform', '=', platform)
    .where('places.workspace', '=', workspace)
    .where('places.name', '=', id)
    .where('delivery_posts.channel', 'not in', ['', id])
    .execute();
  return rows.map(({ channel }) => channel);
}

function selectPressed(queries: Queries, { platform, workspace }: Channel, ids: readonly string[]) {
  return selectCounted(queries)
    .where('saves.pressed_in', 'in', ids)
    .where('members.platform', '=', platform)
    .where('members.workspace', '=', workspace);
}

function selectReacted(queries: Queries, { platform, workspace }: Channel, ids: readonly string[]) {
  return selectCounted(queries)
    .innerJoin('marks', (join) =>
      join.onRef('marks.member', '=', 'saves.member').onRef('marks.paper', '=', 'saves.paper'),
    )
    .where('marks.platform', '=', platform)
    .where('marks.workspace', '=', workspace)
    .where('marks.channel', 'in', ids);
}

async function readTaste(queries: Queries, owner: number): Promise<KnownTaste> {
  const { taste_off, taste_since } = await queries
    .selectFrom('members')
    .select(['taste_off', 'taste_since'])
    .where('id', '=', owner)
    .executeTakeFirstOrThrow();
  const since = taste_since ?? 0;
  const saves = await queries
    .selectFrom('saves')
    .select(['paper', 'saved_at as at'])
    .where('member', '=', owner)
    .where('removed_at', 'is', null)
    .execute();
  const refusals = await queries
    .selectFrom('not_wanted')
    .select(['paper', 'at'])
    .where('member', '=', owner)
    .execute();
  const listed = saves.toSorted(compareTimes);
  const unwanted = refusals.toSorted(compareTimes);
  return {
    isOff: taste_off === 1,
    saved: listed.filter(({ at }) => at >= since).map(({ paper }) => paper),
    savedBefore: listed.filter(({ at }) => at < since).map(({ paper }) => paper),
    unwanted: unwanted.map(({ paper }) => paper),
    unwantedSince: unwanted.filter(({ at }) => at >= since).map(({ paper }) => paper),
  };
}

type Timed = { readonly paper: PaperId; readonly at: number };

/** By time, then by id as in every database: those differ in how they order text. */
function compareTimes(a: Timed, b: Timed): number {
  return a.at - b.at || (a.paper < b.paper ? -1 : 1);
}
