import type { Database } from '../database/database.ts';
import type { WelcomedPlaces } from './welcomed-place.ts';

export function createWelcomedPlaces({ write }: Database): WelcomedPlaces {
  return {
    add: ({ platform, workspace, channel = '' }, at) =>
      write(async (queries) => {
        const { numInsertedOrUpdatedRows } = await queries
          .insertInto('welcomed_places')
          .values({ platform, workspace, channel, welcomed_at: at.getTime() })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),
  };
}
