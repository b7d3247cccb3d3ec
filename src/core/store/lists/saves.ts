import type { Member } from '../../chat/channel.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { dropUnusedPapers, keepPaper } from './known-papers.ts';
import { enterMember, findMember } from './members.ts';
import type { PaperReader } from './paper-record.ts';
import { findSave, parseTags, putIntoList, takeOutOfList, writeTags } from './save-row.ts';
import type { SavedPaper, Saves } from './saved-paper.ts';

export function createSaves({ read, write }: Database, readPaper: PaperReader): Saves {
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
    save: (member, paper, at, pressedIn) =>
      write(async (queries) => {
        await keepPaper(queries, paper);
        const owner = await enterMember(queries, member);
        const known = await findSave(queries, owner, paper.id);
        return putIntoList(queries, owner, paper.id, known, {
          at,
          onPurpose: true,
          ...(pressedIn && { pressedIn: pressedIn.id }),
        });
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

    prune: (before, reactionsBefore = before) =>
      write(async (queries) => {
        const limit = before.getTime();
        await queries
          .deleteFrom('marks')
          .where('given_at', '<', reactionsBefore.getTime())
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('saves')
                  .select('saves.paper')
                  .whereRef('saves.member', '=', 'marks.member')
                  .whereRef('saves.paper', '=', 'marks.paper')
                  .where(({ or, eb }) =>
                    or([eb('saves.removed_at', 'is', null), eb('saves.removed_at', '>=', limit)]),
                  ),
              ),
            ),
          )
          .execute();
        const { numDeletedRows } = await queries
          .deleteFrom('saves')
          .where('removed_at', '<', limit)
          .executeTakeFirstOrThrow();
        await dropUnusedPapers(queries);
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
