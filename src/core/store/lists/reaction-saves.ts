import type { MessageRef } from '../../chat/channel.ts';
import type { PaperId } from '../../papers/paper.ts';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/schema.ts';
import { keepPaper } from './known-papers.ts';
import { enterMember, findMember } from './members.ts';
import type { ReactionSave, ReactionSaves } from './reaction-save.ts';
import { findSave, parseTags, putIntoList, takeOutOfList, writeTags } from './save-row.ts';

export function createReactionSaves({ read, write }: Database): ReactionSaves {
  return {
    give: ({ message, member, emoji, tag }, paper, at) =>
      write(async (queries) => {
        await keepPaper(queries, paper);
        const owner = await enterMember(queries, member);
        const { numInsertedOrUpdatedRows } = await queries
          .insertInto('marks')
          .values({
            ...placeOf(message),
            member: owner,
            emoji,
            paper: paper.id,
            tag: tag ?? null,
            given_at: at.getTime(),
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        const known = await findSave(queries, owner, paper.id);
        return putIntoList(queries, owner, paper.id, known, {
          at,
          onPurpose: false,
          ...(tag === undefined ? {} : { tag }),
        });
      }),

    takeBack: ({ message, member, emoji }, at) =>
      write(async (queries) => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return false;
        const mark = await deleteMark(queries, message, owner, emoji);
        if (mark === undefined) return false;
        const others = await queries
          .selectFrom('marks')
          .select('tag')
          .where('member', '=', owner)
          .where('paper', '=', mark.paper)
          .execute();
        const tagStays = mark.tag === null || others.some(({ tag }) => tag === mark.tag);
        const untagged = !tagStays && (await removeTag(queries, owner, mark.paper, mark.tag));
        const known = await findSave(queries, owner, mark.paper);
        if (known === undefined || known.removed_at !== null) return false;
        // What somebody wrote about a paper says that it is wanted.
        const isWrittenAbout = known.note !== '' || parseTags(known.tags).length > 0;
        if (others.length > 0 || known.on_purpose === 1 || isWrittenAbout) return untagged;
        return takeOutOfList(queries, owner, mark.paper, known, at);
      }),

    keepCleared: (message, emoji) =>
      write(async (queries) => {
        const gone = await deleteMarks(queries, message)
          .$if(emoji !== undefined, (marks) => marks.where('emoji', '=', emoji ?? ''))
          .returning(['member', 'paper'])
          .execute();
        for (const { member, paper } of gone)
          await queries
            .updateTable('saves')
            .set({ on_purpose: 1 })
            .where('member', '=', member)
            .where('paper', '=', paper)
            .where('removed_at', 'is', null)
            .execute();
      }),

    on: (message) =>
      read(async (queries) => {
        const place = placeOf(message);
        const rows = await queries
          .selectFrom('marks')
          .innerJoin('members', 'members.id', 'marks.member')
          .select([
            'members.platform',
            'members.workspace',
            'members.name',
            'marks.emoji',
            'marks.paper',
            'marks.tag',
          ])
          .where('marks.platform', '=', place.platform)
          .where('marks.workspace', '=', place.workspace)
          .where('marks.channel', '=', place.channel)
          .where('marks.message', '=', place.message)
          .orderBy('marks.given_at')
          .orderBy('marks.emoji')
          .execute();
        return rows.map(
          ({ platform, workspace, name, emoji, paper, tag }): ReactionSave => ({
            message,
            member: { platform, workspace, id: name },
            emoji,
            paper,
            ...(tag === null ? {} : { tag }),
          }),
        );
      }),
  };
}

type TakenBack = { readonly paper: PaperId; readonly tag: string | null };

function deleteMarks(queries: Queries, message: MessageRef) {
  const place = placeOf(message);
  return queries
    .deleteFrom('marks')
    .where('platform', '=', place.platform)
    .where('workspace', '=', place.workspace)
    .where('channel', '=', place.channel)
    .where('message', '=', place.message);
}

/** Deletes the mark; undefined where there was none. */
async function deleteMark(
  queries: Queries,
  message: MessageRef,
  member: number,
  emoji: string,
): Promise<TakenBack | undefined> {
  return deleteMarks(queries, message)
    .where('member', '=', member)
    .where('emoji', '=', emoji)
    .returning(['paper', 'tag'])
    .executeTakeFirst();
}

/** Yields whether the paper had the tag. */
async function removeTag(
  queries: Queries,
  member: number,
  paper: PaperId,
  tag: string | null,
): Promise<boolean> {
  const known = await findSave(queries, member, paper);
  const tags = known === undefined ? [] : parseTags(known.tags);
  const left = tags.filter((one) => one !== tag);
  if (left.length === tags.length) return false;
  await queries
    .updateTable('saves')
    .set({ tags: writeTags(left) })
    .where('member', '=', member)
    .where('paper', '=', paper)
    .execute();
  return true;
}

function placeOf({ channel: { platform, workspace, id: channel }, id: message }: MessageRef) {
  return { platform, workspace, channel, message };
}
