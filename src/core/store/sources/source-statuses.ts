import { z } from 'zod';
import type { SourceStatus, SourceStatuses } from '../../sources/rounds/memory.ts';
import type { Database } from '../database/database.ts';

const moment = z.iso.datetime().transform((text) => new Date(text));

const statusSchema = z.object({
  state: z.enum(['fresh', 'quiet', 'partial', 'stale', 'waiting', 'broken']),
  askedAt: moment,
  succeededAt: moment.optional(),
  problem: z.string().optional(),
  nextTry: moment.optional(),
  illSince: moment.optional(),
  toldAt: moment.optional(),
  failures: z.number().int().nonnegative(),
  memo: z.unknown().optional(),
});

export function createSourceStatuses({ read, write }: Database): SourceStatuses {
  return {
    get: (source) =>
      read(async (queries) => {
        const row = await queries
          .selectFrom('source_statuses')
          .select('status')
          .where('source', '=', source)
          .executeTakeFirst();
        return row === undefined ? undefined : readStatus(row.status);
      }),
    put: (source, status) =>
      write(async (queries) => {
        const row = { source, status: JSON.stringify(status) };
        await queries
          .insertInto('source_statuses')
          .values(row)
          .onConflict((conflict) => conflict.column('source').doUpdateSet({ status: row.status }))
          .execute();
      }),
  };
}

/** A status that cannot be read is none: the source is asked as if for the first time. */
function readStatus(text: string): SourceStatus | undefined {
  try {
    return statusSchema.safeParse(JSON.parse(text)).data as SourceStatus | undefined;
  } catch {
    return undefined;
  }
}
