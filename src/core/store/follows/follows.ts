import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import type { Digest, DigestOrigin, DigestPlan } from '../digests/digest.ts';
import { readDigest, selectOwnDigest } from '../digests/digest-rows.ts';
import { insertDigest } from '../digests/digests.ts';
import type { Follows, NewFollow, Told } from './follow.ts';
import { readFollow, readTold, selectFollows, selectMessages, writeEvidence } from './follow-rows.ts';

export function createFollows({ read, write }: Database): Follows {
  return {
    add: (follow, known, plan, origin) =>
      write(async (queries) => {
        const message = await findOrMakeMessage(queries, plan, origin);
        const { id, isNew } = await enterFollow(queries, follow, message.id, origin.createdAt);
        // With an ORCID more is known to be theirs than the name tells.
        if (isNew || follow.orcid !== undefined) await enterKnown(queries, id, known, origin.createdAt);
        const row = await queries
          .selectFrom('follows')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        return { follow: readFollow(row), message, isNew };
      }),

    list: (destination) =>
      read(async (queries) => {
        const messages = await selectMessages(queries, destination).execute();
        const ids = messages.map(({ id }) => id);
        return ids.length === 0 ? [] : (await selectFollows(queries, ids).execute()).map(readFollow);
      }),

    message: (destination) =>
      read(async (queries) => {
        const row = await selectMessages(queries, destination).executeTakeFirst();
        return row === undefined ? undefined : readDigest(row);
      }),

    of: (digest) =>
      read(async (queries) => (await selectFollows(queries, [digest]).execute()).map(readFollow)),

    countAsked: ({ platform, workspace }) =>
      read(async (queries) => {
        const { count } = await queries
          .selectFrom('follows')
          .innerJoin('digests', 'digests.id', 'follows.digest')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where(({ or, eb }) => or([eb('follows.kind', '=', 'citing'), eb('follows.orcid', 'is not', null)]))
          .where('digests.home_platform', '=', platform)
          .where('digests.home_workspace', '=', workspace)
          .executeTakeFirstOrThrow();
        return Number(count);
      }),

    remove: (destination, id) =>
      write(async (queries) => {
        const messages = await selectMessages(queries, destination).execute();
        const ids = messages.map((message) => message.id);
        if (ids.length === 0) return false;
        const { numDeletedRows } = await queries
          .deleteFrom('follows')
          .where('id', '=', id)
          .where('digest', 'in', ids)
          .executeTakeFirstOrThrow();
        await queries
          .deleteFrom('digests')
          .where('id', 'in', ids)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('follows').select('follows.id').whereRef('follows.digest', '=', 'digests.id'),
              ),
            ),
          )
          .execute();
        return numDeletedRows > 0n;
      }),

    told: (digest) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('follow_told')
          .innerJoin('follows', 'follows.id', 'follow_told.follow')
          .selectAll('follow_told')
          .where('follows.digest', '=', digest)
          .orderBy('answered_at', (order) => order.asc().nullsFirst())
          .orderBy('told_at')
          .orderBy('paper')
          .execute();
        return rows.map(readTold);
      }),

    toldIn: (delivery) =>
      read(async (queries) => {
        const rows = await queries
          .selectFrom('follow_told')
          .selectAll()
          .where('delivery', '=', delivery)
          .orderBy('follow')
          .execute();
        return rows.map(readTold);
      }),

    answer: ({ follow, paper, answer, evidence }, at) =>
      write(async (queries) => {
        const values = { answer, answered_at: at.getTime(), evidence: writeEvidence(evidence) };
        const { numUpdatedRows } = await queries
          .updateTable('follow_told')
          .set(values)
          .where('follow', '=', follow)
          .where('paper', '=', paper)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows > 0n) return;
        await queries
          .insertInto('follow_told')
          .values({ follow, paper, kind: 'known', delivery: null, told_at: at.getTime(), ...values })
          .execute();
      }),
  };
}

/** Before the place has a message, that is made; one that was paused goes on where it stands. */
async function findOrMakeMessage(queries: Queries, plan: DigestPlan, origin: DigestOrigin): Promise<Digest> {
  const found = await selectMessages(queries, plan.destination).executeTakeFirst();
  if (found !== undefined) return readDigest(found);
  const id = await insertDigest(queries, plan, origin);
  return readDigest(await selectOwnDigest(queries, origin.home, id).executeTakeFirstOrThrow());
}

async function enterFollow(
  queries: Queries,
  { kind, key, label, orcid, seed }: NewFollow,
  digest: number,
  at: Date,
): Promise<{ readonly id: number; readonly isNew: boolean }> {
  const entered = await queries
    .insertInto('follows')
    .values({
      digest,
      kind,
      key,
      label,
      orcid: orcid ?? null,
      seed: writeEvidence(seed),
      created_at: at.getTime(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (entered !== undefined) return { id: entered.id, isNew: true };
  const { id } = await queries
    .selectFrom('follows')
    .select('id')
    .where('digest', '=', digest)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  if (orcid !== undefined) await queries.updateTable('follows').set({ orcid }).where('id', '=', id).execute();
  return { id, isNew: false };
}

/** Rows written in one go. */
const portion = 100;

async function enterKnown(
  queries: Queries,
  follow: number,
  known: readonly Omit<Told, 'follow'>[],
  at: Date,
): Promise<void> {
  const rows = known.map(({ paper, kind, evidence }) => ({
    follow,
    paper,
    kind,
    delivery: null,
    told_at: at.getTime(),
    evidence: writeEvidence(evidence),
    answer: null,
    answered_at: null,
  }));
  for (let start = 0; start < rows.length; start += portion)
    await queries
      .insertInto('follow_told')
      .values(rows.slice(start, start + portion))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
