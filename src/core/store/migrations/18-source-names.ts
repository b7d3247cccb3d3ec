import { createHash } from 'node:crypto';
import type { Migration } from './migration.ts';

/** Sources are called by nothing that may be secret in their addresses; those that are then called the same become one. */
export const sourceNamesMigration: Migration = async (queries) => {
  const papers = queries.selectFrom('source_papers');
  for (const [written, source] of renamed(await papers.select('source').distinct().execute())) {
    const known = papers.select('key').where('source', '=', source);
    await queries
      .deleteFrom('source_papers')
      .where('source', '=', written)
      .where('key', 'in', known)
      .execute();
    await queries.updateTable('source_papers').set({ source }).where('source', '=', written).execute();
  }
  const statuses = await queries.selectFrom('source_statuses').select('source').execute();
  const names = new Set(statuses.map((row) => row.source));
  for (const [written, source] of renamed(statuses)) {
    if (names.has(source))
      await queries.deleteFrom('source_statuses').where('source', '=', written).execute();
    else await queries.updateTable('source_statuses').set({ source }).where('source', '=', written).execute();
    names.add(source);
  }
};

function renamed(rows: readonly { readonly source: string }[]): readonly (readonly [string, string])[] {
  return rows
    .map(({ source }) => [source, withoutSecrets(source)] as const)
    .filter(([written, source]) => source !== written);
}

/** The names as they were made when this version was new; later ones must not change what it did. */
function withoutSecrets(text: string): string {
  const shown = text.replace(/\/\/[^/?#]*@/u, '//');
  const at = shown.search(/[?#]/u);
  if (at < 0) return shown;
  const asked = shown.slice(at);
  const names = asked.slice(1).split('&');
  const hidden = names.map((part) => `${/^[^=#]*=/u.exec(part)?.[0] ?? ''}…`).join('&');
  const fingerprint = createHash('sha256').update(asked).digest('hex').slice(0, 8);
  return `${shown.slice(0, at + 1)}${hidden} (${fingerprint})`;
}
