import { readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { restore } from '../../../../src/app/command-line/transfer.ts';
import { exportDatabase, findSequence } from '../../../../src/core/store/backup/export-database.ts';
import { readShape } from '../../../../src/core/store/backup/schema-shape.ts';
import { readSnapshot } from '../../../../src/core/store/backup/snapshot.ts';
import { type BodyLine, beginSum, readBody } from '../../../../src/core/store/backup/transfer-lines.ts';
import { openDatabase } from '../../../../src/core/store/database/database.ts';
import { migrations } from '../../../../src/core/store/migrations/migrate.ts';
import { chooseEngine } from '../../../../src/core/store/open-store.ts';
import { engines, keepLog, openAt, postgresUrl, sqliteUrl } from '../open.ts';
import { kept } from './kept.ts';
import { makeDatabase } from './make-database.ts';

const fixtureOf = (version: number, ending: 'db' | 'jsonl') =>
  join('tests/fixtures/databases', `version-${version}.${ending}`);

const linesOf = (version: number) => readFileSync(fixtureOf(version, 'jsonl'), 'utf8').trimEnd().split('\n');

/** What the backup of a version holds. */
function readBackup(version: number): readonly BodyLine[] {
  const sum = beginSum();
  return linesOf(version)
    .slice(1)
    .flatMap((line) => readBody(line, sum) ?? []);
}

/** A SQLite file as the Paperboy of that version left it. */
async function leaveFile(version: number): Promise<string> {
  const url = await sqliteUrl();
  await copyFile(fixtureOf(version, 'db'), url.slice('sqlite:'.length));
  return url;
}

/** A PostgreSQL database as the Paperboy of that version left it. */
async function leavePostgres(version: number): Promise<string> {
  const url = await postgresUrl();
  const steps = migrations.slice(0, version);
  const engine = chooseEngine(url, '.');
  const database = await openDatabase({ engine, log: keepLog(), now: () => new Date(), steps });
  const tables = new Map((await readShape(version)).map((table) => [table.name, table]));
  await database.write(async (queries) => {
    for (const line of readBackup(version)) {
      const counter = tables.get(line.table)?.counter ?? '';
      if ('last' in line) {
        const sequence = await findSequence(queries, line.table, counter);
        await sql`select setval(${sequence}::regclass, ${line.last})`.execute(queries);
        continue;
      }
      const names = sql.join(Object.keys(line.row).map((name) => sql.ref(name)));
      const own = counter === '' ? sql`` : sql`overriding system value`;
      const values = sql.join(Object.values(line.row));
      await sql`insert into ${sql.table(line.table)} (${names}) ${own} values (${values})`.execute(queries);
    }
  });
  await database.close();
  return url;
}

const restored = (target: () => Promise<string>) => async (version: number) => {
  const databaseUrl = await target();
  await restore({ databaseUrl }, fixtureOf(version, 'jsonl'), false);
  return databaseUrl;
};

const ways = [
  { way: 'in SQLite, opened', leave: leaveFile },
  { way: 'in PostgreSQL, opened', leave: leavePostgres },
  ...engines.map(({ engine, emptyUrl }) => ({
    way: `in a backup, restored into ${engine}`,
    leave: restored(emptyUrl),
  })),
];

describe.each(kept)('what version $version kept', ({ version }) => {
  it.each(ways)('$way, is read through the store as it was', async ({ leave }) => {
    const store = await openAt(await leave(version));
    for (const era of kept.filter((one) => one.version <= version)) await era.expectKept(store);
  });
});

describe('the database of the present version', () => {
  const present = migrations.length;

  it('has a row in every table, and something in every column', async () => {
    const rows = readBackup(present).flatMap((line) => ('row' in line ? [line] : []));
    const filled = new Set(
      rows.flatMap(({ table, row }) =>
        Object.entries(row).flatMap(([column, value]) => (value === null ? [] : [`${table}.${column}`])),
      ),
    );
    const columns = (await readShape(present)).flatMap(({ name, columns }) =>
      columns.map((column) => `${name}.${column}`),
    );
    expect(columns.filter((column) => !filled.has(column))).toEqual([]);
  });

  it.each([
    { what: 'the SQLite file that is kept', leave: () => leaveFile(present) },
    ...engines.map(({ engine, emptyUrl }) => ({
      what: `what its script makes in ${engine}`,
      leave: async () => {
        const url = await emptyUrl();
        await makeDatabase(url);
        return url;
      },
    })),
  ])('is in $what as it is in the backup', async ({ leave }) => {
    let text = '';
    await readSnapshot(chooseEngine(await leave(), '.'), (snapshot) =>
      exportDatabase(snapshot, new Date(), async (lines) => {
        text += lines;
      }),
    );
    expect(text.trimEnd().split('\n').slice(1)).toEqual(linesOf(present).slice(1));
  });
});
