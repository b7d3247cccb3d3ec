import type { ColumnDefinitionBuilder } from 'kysely';
import { readNames } from '../../../papers/deduplication/known-names.ts';
import { writeNames } from '../../digests/shown-names.ts';
import { readStoredPaper } from '../../lists/paper-record.ts';
import type { Migration } from '../migration.ts';

/** Papers read in one go. */
const portion = 500;

/** Every name by which shown papers are known, so that none is shown again under another. */
export const namesMigration: Migration = async (queries) => {
  const required = (column: ColumnDefinitionBuilder) => column.notNull();
  await queries.schema
    .createTable('paper_names')
    .addColumn('paper', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('author', 'text', required)
    .addPrimaryKeyConstraint('paper_names_key', ['paper', 'name', 'author'])
    .execute();
  for (let last = ''; ; ) {
    const rows = await queries
      .selectFrom('place_papers')
      .leftJoin('papers', 'papers.id', 'place_papers.paper')
      .select(['place_papers.paper', 'papers.record'])
      .distinct()
      .where('place_papers.paper', '>', last)
      .orderBy('place_papers.paper')
      .limit(portion)
      .execute();
    const names = rows.flatMap(({ paper, record }) => {
      const known = record === null ? undefined : readStoredPaper({ paper, record }).paper;
      // Of what was shown long ago there is no more than the id.
      const own = known === undefined ? [{ name: paper, author: '' }] : readNames(known);
      return own.map((name) => ({ paper, ...name }));
    });
    await writeNames(queries, names);
    const final = rows.at(-1);
    if (final === undefined) return;
    last = final.paper;
  }
};
