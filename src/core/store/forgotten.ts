import { createHash } from 'node:crypto';
import type { Member } from '../chat/contract.ts';
import type { Queries } from './schema.ts';

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
