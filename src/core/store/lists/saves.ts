import { createHash } from 'node:crypto';
import type { Member } from '../../chat/channel.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import type { SavedPaper, Saves } from '../store.ts';
import { createCounts } from './counts.ts';
import { dropUnusedPapers, keepPaper } from './known-papers.ts';
import { enterMember, findMember } from './members.ts';
import type { PaperReader } from './paper-record.ts';
import { createReactionSaves } from './reaction-saves.ts';
import { findSave, parseTags, putIntoList, takeOutOfList, writeTags } from './save-row.ts';

export function createSaves(database: Database, readPaper: PaperReader): Saves {
  const { read, write } = database;

  /** Changes a paper that is in somebody's list; yields whether it is. */
  function change(
    member: Member,
    paper: PaperId,
    values: { readonly note?: string; readonly tags?: string; readonly read_at?: number | null },
  ): Promise<boolean> {
    return write(async (queries) => {
      const owner = await findMember(queries, member);
      if (owner === undefined) return false;
      const { numUpdatedRows } = await queries
        .updateTable('saves')
        .set(values)
        .where('member', '=', owner)
        .where('paper', '=', paper)
        .where('removed_at', 'is', null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    });
  }

  return {
    ...createReactionSaves(database),
    ...createCounts(database),

    save: (member, paper, at) =>
      write(async (queries) => {
        await keepPaper(queries, paper);
        const owner = await enterMember(queries, member);
        const known = await findSave(queries, owner, paper.id);
        return putIntoList(queries, owner, paper.id, known, { at, onPurpose: true });
      }),

    unsave: (member, paper, at) =>
      write(async (queries) => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return false;
        return takeOutOfList(queries, owner, paper, await findSave(queries, owner, paper), at);
      }),

    list: (member) =>
      read(async (queries) => {
        const rows = await selectSaves(queries, member)
          .orderBy('saves.saved_at', 'desc')
          .orderBy('saves.paper')
          .execute();
        return rows.flatMap((row) => readSave(row, readPaper) ?? []);
      }),

    find: (member, paper) =>
      read(async (queries) => {
        const row = await selectSaves(queries, member).where('saves.paper', '=', paper).executeTakeFirst();
        return row === undefined ? undefined : readSave(row, readPaper);
      }),

    setRead: (member, paper, at) => change(member, paper, { read_at: at?.getTime() ?? null }),
    setNote: (member, paper, note) => change(member, paper, { note }),
    setTags: (member, paper, tags) => change(member, paper, { tags: writeTags(tags) }),

    forget: (member, at) =>
      write(async (queries) => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return;
        await rememberForgotten(queries, member, at);
        await queries.deleteFrom('members').where('id', '=', owner).execute();
        await dropUnusedPapers(queries);
      }),

    wasForgotten: (member) => read((queries) => isForgotten(queries, member)),

    pruneForgotten: (before) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom('forgotten')
          .where('forgotten_at', '<', before.getTime())
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}

/** Everything in somebody's list, with the papers. */
function selectSaves(queries: Queries, member: Member) {
  return queries
    .selectFrom('saves')
    .innerJoin('members', 'members.id', 'saves.member')
    .innerJoin('papers', 'papers.id', 'saves.paper')
    .select(['saves.paper', 'papers.record', 'saves.saved_at', 'saves.read_at', 'saves.note', 'saves.tags'])
    .where('members.platform', '=', member.platform)
    .where('members.workspace', '=', member.workspace)
    .where('members.name', '=', member.id)
    .where('saves.removed_at', 'is', null);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSaves>['execute']>>[number];

function readSave(row: Row, readPaper: PaperReader): SavedPaper | undefined {
  const paper = readPaper(row);
  if (paper === undefined) return undefined;
  return {
    paper,
    savedAt: new Date(row.saved_at),
    ...(row.read_at === null ? {} : { readAt: new Date(row.read_at) }),
    note: row.note,
    tags: parseTags(row.tags),
  };
}

/** Keeps that a person was deleted, without who it was. */
export async function rememberForgotten(queries: Queries, member: Member, at: Date): Promise<void> {
  const forgotten_at = at.getTime();
  await queries
    .insertInto('forgotten')
    .values({ fingerprint: fingerprintOf(member), forgotten_at })
    .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet({ forgotten_at }))
    .execute();
}

export async function isForgotten(queries: Queries, member: Member): Promise<boolean> {
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
