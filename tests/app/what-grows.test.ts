import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { platformKinds } from '../../src/adapters/registry.ts';
import { pruneStore, pruneWorkspaces } from '../../src/app/background.ts';
import { loadConfig } from '../../src/config/config.ts';
import { readShape } from '../../src/core/store/backup/schema-shape.ts';
import { openDatabase } from '../../src/core/store/database/database.ts';
import { migrations } from '../../src/core/store/migrations/migrate.ts';
import { chooseEngine, createStore } from '../../src/core/store/open-store.ts';
import { makeDatabase } from '../core/store/migrations/make-database.ts';
import { engines, keepLog } from '../core/store/open.ts';

/** The lines of the table in the documentation that names tables: which, and when what is in them goes. */
const lines = readFileSync('docs/operating.md', 'utf8')
  .split('## What grows, and when it goes')[1]
  ?.split('Beside the tables:')[0]
  ?.split('\n')
  .flatMap((line) => {
    const [, , tables = '', , goes = ''] = line.split('|').map((cell) => cell.trim());
    const names = [...tables.matchAll(/`(\w+)`/gu)].map(([, name = '']) => name);
    return names.length > 0 ? [{ names, goes }] : [];
  });

it('is told in the documentation of each table, once', async () => {
  const tables = (await readShape(migrations.length)).map(({ name }) => name);
  expect(lines?.flatMap(({ names }) => names).sort()).toEqual([...tables, 'schema_version'].sort());
});

it.each(engines)('goes as the documentation says, in $engine', async ({ freshUrl }) => {
  const url = await freshUrl();
  await makeDatabase(url);
  const log = keepLog();
  const settings = loadConfig({
    environment: {},
    folder: '/nowhere',
    shippedCorpus: '/nowhere',
    platforms: platformKinds,
  });
  const later = () => new Date('2100-01-01');
  const database = await openDatabase({ engine: chooseEngine(url, '.'), log, now: later });
  // What was begun and never ended is ended by whoever delivers, not by the clean-up.
  await database.write((queries) =>
    queries.updateTable('deliveries').set({ outcome: 'sent', ended_at: 1 }).execute(),
  );
  const store = createStore(database, log, later);
  await pruneStore({ store, settings, now: later, log });
  await pruneWorkspaces({ store, settings, now: later, log });
  const left: string[] = [];
  for (const { names, goes } of lines ?? [])
    for (const name of names) {
      const { rows } = await database.read((queries) =>
        sql`select 1 from ${sql.table(name)} limit 1`.execute(queries),
      );
      if (goes.startsWith('after') && rows.length > 0) left.push(name);
    }
  await database.close();
  expect(left).toEqual([]);
});
