import type { Member } from '../../chat/channel.ts';
import type { Queries } from '../database/schema.ts';

/** A person's number in the table `members`, into which they are put where they are new. */
export async function enterMember(queries: Queries, member: Member): Promise<number> {
  const known = await findMember(queries, member);
  if (known !== undefined) return known;
  const { platform, workspace, id: name } = member;
  const { id } = await queries
    .insertInto('members')
    .values({ platform, workspace, name })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A person's number in the table `members`; undefined where nothing is kept of them. */
export async function findMember(queries: Queries, member: Member): Promise<number | undefined> {
  const row = await queries
    .selectFrom('members')
    .select('id')
    .where('platform', '=', member.platform)
    .where('workspace', '=', member.workspace)
    .where('name', '=', member.id)
    .executeTakeFirst();
  return row?.id;
}
