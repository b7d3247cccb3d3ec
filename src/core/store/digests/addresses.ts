import type { Database } from '../database/database.ts';
import { enterMember, findMember } from '../lists/members.ts';
import type { Address, Addresses } from './address.ts';

/** Wrong codes after which a proposal ends. */
const triesAllowed = 5;

export function createAddresses({ read, write }: Database): Addresses {
  return {
    find: (member) =>
      read(async (queries): Promise<Address | undefined> => {
        const owner = await findMember(queries, member);
        if (owner === undefined) return undefined;
        const row = await queries
          .selectFrom('addresses')
          .selectAll()
          .where('member', '=', owner)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        if (row.address !== null && row.confirmed_at !== null)
          return { member, address: row.address, confirmedAt: new Date(row.confirmed_at) };
        return row.proposed === null ? undefined : { member, address: row.proposed };
      }),

    propose: (member, { address, codeHash, expires }) =>
      write(async (queries) => {
        const values = { proposed: address, code_hash: codeHash, expires_at: expires.getTime(), tries: 0 };
        await queries
          .insertInto('addresses')
          .values({ member: await enterMember(queries, member), ...values })
          .onConflict((conflict) => conflict.column('member').doUpdateSet(values))
          .execute();
      }),

    confirm: (member, codeHash, at) =>
      write(async (queries) => {
        const owner = (await findMember(queries, member)) ?? -1;
        const row = await queries
          .selectFrom('addresses')
          .selectAll()
          .where('member', '=', owner)
          .executeTakeFirst();
        if (row === undefined || row.proposed === null || row.expires_at === null) return { kind: 'none' };
        const ended = { proposed: null, code_hash: null, expires_at: null, tries: 0 };
        const expired = row.expires_at <= at.getTime();
        const right = row.code_hash === codeHash;
        if (!expired && !right && row.tries + 1 < triesAllowed) {
          await queries
            .updateTable('addresses')
            .set({ tries: row.tries + 1 })
            .where('member', '=', owner)
            .execute();
          return { kind: 'wrong' };
        }
        if (expired || !right) {
          if (row.address === null)
            await queries.deleteFrom('addresses').where('member', '=', owner).execute();
          else await queries.updateTable('addresses').set(ended).where('member', '=', owner).execute();
          return { kind: expired ? 'expired' : 'wrong' };
        }
        await queries
          .updateTable('addresses')
          .set({ ...ended, address: row.proposed, confirmed_at: at.getTime() })
          .where('member', '=', owner)
          .execute();
        return { kind: 'confirmed', address: row.proposed };
      }),

    remove: (member) =>
      write(async (queries) => {
        const owner = (await findMember(queries, member)) ?? -1;
        const { numDeletedRows } = await queries
          .deleteFrom('addresses')
          .where('member', '=', owner)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),
  };
}
