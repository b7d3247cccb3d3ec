import type { Database } from '../database/database.ts';
import type { KeptTexts } from './kept-texts.ts';

export function createKeptTexts({ read, write }: Database, now: () => Date): KeptTexts {
  return {
    async keep(texts) {
      if (texts.size === 0) return;
      const shown_at = now().getTime();
      await write(async (queries) => {
        for (const [sign, text] of texts)
          await queries
            .insertInto('long_texts')
            .values({ sign, text, shown_at })
            .onConflict((conflict) => conflict.column('sign').doUpdateSet({ shown_at }))
            .execute();
      });
    },

    async find(signs) {
      if (signs.length === 0) return new Map();
      const rows = await read((queries) =>
        queries.selectFrom('long_texts').select(['sign', 'text']).where('sign', 'in', signs).execute(),
      );
      return new Map(rows.map(({ sign, text }) => [sign, text]));
    },

    prune: (before) =>
      write(async (queries) => {
        const { numDeletedRows } = await queries
          .deleteFrom('long_texts')
          .where('shown_at', '<', before.getTime())
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}
