import { withoutSecrets } from '../../sources/source-entry.ts';
import type { Migration } from './migration.ts';

/** Sources are called by nothing that may be secret in their addresses. */
export const sourceNamesMigration: Migration = async (queries) => {
  for (const table of ['source_papers', 'source_statuses'] as const) {
    const rows = await queries.selectFrom(table).select('source').distinct().execute();
    for (const { source: written } of rows) {
      const source = withoutSecrets(written);
      if (source !== written)
        await queries.updateTable(table).set({ source }).where('source', '=', written).execute();
    }
  }
};
