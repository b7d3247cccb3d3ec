import { randomBytes } from 'node:crypto';
import type { Updateable } from 'kysely';
import type { Workspace } from '../../chat/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queries, Tables } from '../database/schema.ts';
import { enterMember } from '../lists/members.ts';
import type { DigestOrigin, DigestPlan, Digests } from './digest.ts';
import { readDigest, selectDigests, selectOwnDigest } from './digest-rows.ts';
import { endOf } from './lease.ts';
import { enterPlace } from './places.ts';

type Values = Updateable<Tables['digests']>;

export function createDigests({ read, write, readClock }: Database): Digests {
  /** Changes a digest of this home; yields it as it is then. */
  function update(home: Workspace, id: number, values: (queries: Queries) => Promise<Values> | Values) {
    return write(async (queries) => {
      if ((await selectOwnDigest(queries, home, id).executeTakeFirst()) === undefined) return undefined;
      await queries
        .updateTable('digests')
        .set(await values(queries))
        .where('id', '=', id)
        .execute();
      return readDigest(await selectOwnDigest(queries, home, id).executeTakeFirstOrThrow());
    });
  }

  return {
    add: (plan, origin) =>
      write(async (queries) => {
        const id = await insertDigest(queries, plan, origin);
        return readDigest(await selectOwnDigest(queries, origin.home, id).executeTakeFirstOrThrow());
      }),

    change: (home, id, plan, nextDue) =>
      update(home, id, async (queries) => ({
        ...(await writePlan(queries, plan)),
        next_due: nextDue.getTime(),
        moved_at: null,
        moved_for: null,
      })),

    pause: (home, id, reason, at, told) =>
      update(home, id, () => ({
        paused_at: at.getTime(),
        paused_for: reason,
        untold: told === 'untold' ? 1 : 0,
      })),

    resume: (home, id, nextDue) =>
      update(home, id, () => ({
        paused_at: null,
        paused_for: null,
        untold: 0,
        refusals: 0,
        last_failure: null,
        next_due: nextDue.getTime(),
        moved_at: null,
        moved_for: null,
      })),

    remove: (home, id) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom('digests')
          .where('id', '=', id)
          .where('home_platform', '=', home.platform)
          .where('home_workspace', '=', home.workspace)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),

    find: (home, id) =>
      read(async (queries) => {
        const row = await selectOwnDigest(queries, home, id)
          .where('digests.layout', '<>', 'follows')
          .executeTakeFirst();
        return row === undefined ? undefined : readDigest(row);
      }),

    findBySecret: (secret) =>
      read(async (queries) => {
        const row = await selectDigests(queries).where('digests.secret', '=', secret).executeTakeFirst();
        return row === undefined ? undefined : readDigest(row);
      }),

    list: (home) =>
      read(async (queries) => {
        const rows = await selectDigests(queries)
          .where('digests.home_platform', '=', home.platform)
          .where('digests.home_workspace', '=', home.workspace)
          .where('places.kind', '=', 'channel')
          .where('digests.layout', '<>', 'follows')
          .execute();
        return rows.map(readDigest);
      }),

    listOf: ({ platform, workspace, id }) =>
      read(async (queries) => {
        const own = selectDigests(queries)
          .where('places.kind', '<>', 'channel')
          .where('digests.layout', '<>', 'follows')
          .where('places.platform', '=', platform)
          .where('places.name', '=', id);
        const rows = await (workspace === '' ? own : own.where('places.workspace', '=', workspace)).execute();
        return rows.map(readDigest);
      }),

    all: () => read(async (queries) => (await selectDigests(queries).execute()).map(readDigest)),

    declared: () =>
      read(async (queries) => {
        const rows = await selectDigests(queries).where('digests.declared_as', 'is not', null).execute();
        return rows.map(readDigest);
      }),

    untold: (limit) =>
      read(async (queries) => {
        const rows = await selectDigests(queries).where('digests.untold', '=', 1).limit(limit).execute();
        return rows.map(readDigest);
      }),

    claimTelling: (id, lease) =>
      write(async (queries) => {
        const shared = await readClock(queries, lease.now.getTime());
        const end = endOf(lease, shared);
        const { holder } = lease;
        const { numUpdatedRows } = await queries
          .updateTable('digests')
          .set({ teller: holder, telling_until: end })
          .where('id', '=', id)
          .where('untold', '=', 1)
          .where(({ or, eb }) =>
            or([
              eb('teller', '=', holder),
              eb('telling_until', '<=', shared),
              // Claimed by a clock that was put back since.
              eb('telling_until', '>', end),
            ]),
          )
          .executeTakeFirstOrThrow();
        return numUpdatedRows > 0n;
      }),

    recordTold: (id, pausedAt) =>
      write(async (queries) => {
        await queries
          .updateTable('digests')
          .set({ untold: 0 })
          .where('id', '=', id)
          .where('paused_at', '=', pausedAt.getTime())
          .execute();
      }),
  };
}

/** Enters a digest, and yields its number. */
export async function insertDigest(
  queries: Queries,
  plan: DigestPlan,
  { home, createdBy, createdAt, declaredAs, nextDue, paused }: DigestOrigin,
): Promise<number> {
  const { id } = await queries
    .insertInto('digests')
    .values({
      ...(await writePlan(queries, plan)),
      home_platform: home.platform,
      home_workspace: home.workspace,
      maker: createdBy === undefined ? null : await enterMember(queries, createdBy),
      created_at: createdAt.getTime(),
      declared_as: declaredAs ?? null,
      paused_at: paused?.since.getTime() ?? null,
      paused_for: paused?.reason ?? null,
      untold: 0,
      next_due: nextDue.getTime(),
      moved_at: null,
      moved_for: null,
      last_sent: null,
      refusals: 0,
      last_failure: null,
      secret: randomBytes(16).toString('base64url'),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function writePlan(queries: Queries, { destination, ...plan }: DigestPlan) {
  return {
    place: await enterPlace(queries, destination),
    channel_name: destination.kind === 'channel' ? (destination.name ?? null) : null,
    address: destination.kind === 'mail' ? destination.address : null,
    schedule: plan.schedule,
    zone: plan.zone,
    topic: plan.topic,
    count: plan.count,
    layout: plan.layout,
    thread: plan.thread ? 1 : 0,
    pings: plan.pings ?? null,
    taste: plan.taste === 'off' ? 0 : null,
  };
}
