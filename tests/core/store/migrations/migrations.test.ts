import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/core/store/database/database.ts';
import { migrations } from '../../../../src/core/store/migrations/migrate.ts';
import { chooseEngine } from '../../../../src/core/store/open-store.ts';
import { engines, keepLog, openAt } from '../open.ts';
import { bundleProgram, startProgram } from '../programs.ts';
import { alice, day, paperNamed } from '../things.ts';
import { eras, type Rows, toldBy } from './eras.ts';

/** Opens the database as a Paperboy did that knew but the first so many migrations. */
function openOld(url: string, version: number, steps = migrations.slice(0, version)) {
  return openDatabase({ engine: chooseEngine(url, '.'), log: keepLog(), now: () => new Date(), steps });
}

/** Leaves a database as a Paperboy of that version did, with data in it. */
async function leaveBehind(url: string, version: number, tables: Rows): Promise<void> {
  const database = await openOld(url, version);
  await database.write(async (queries) => {
    for (const [table, rows] of Object.entries(tables))
      for (const row of rows) {
        const names = sql.join(Object.keys(row).map((name) => sql.ref(name)));
        await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(Object.values(row))})`.execute(
          queries,
        );
      }
  });
  await database.close();
}

describe.each(engines)('a database of $engine', ({ emptyUrl }) => {
  it.each(eras.map(({ rows }, index) => ({ version: index + 1, rows })))(
    'of version $version is brought to the newest with all that is in it',
    async ({ version, rows }) => {
      const url = await emptyUrl();
      await leaveBehind(url, version, rows);
      const store = await openAt(url);
      for (const { expectKept } of eras.slice(0, version)) await expectKept(store);
    },
  );

  it('has data of every version to be tested with', () => {
    expect(eras).toHaveLength(migrations.length);
  });

  it('has one source where two would be called the same once their passwords are left out', async () => {
    const url = await emptyUrl();
    const named = 'feed:https://example.org/rss';
    const written = ['ada:one@', '', 'ada:two@'].map((login) => named.replace('//', `//${login}`));
    await leaveBehind(url, 17, toldBy(...written));
    const { keptPapers, sourceStatuses } = await openAt(url);
    expect(await keptPapers.describe(named)).toMatchObject({ count: 1 });
    expect(await sourceStatuses.get(named)).toMatchObject({ state: 'quiet' });
    expect(await sourceStatuses.get(String(written[0]))).toBeUndefined();
  });

  it('of a newer version is refused with both versions and a remedy', async () => {
    const url = await emptyUrl();
    const newer = await openOld(url, 0, [...migrations, async () => {}]);
    await newer.close();
    const [known, found] = [migrations.length, migrations.length + 1];
    await expect(openAt(url)).rejects.toMatchObject({
      name: 'StoreFailure',
      lasting: true,
      message: expect.stringMatching(
        new RegExp(`up to version ${known}, and .* is of version ${found}\\. Start the newer Paperboy again`),
      ),
    });
  });

  it('is left as it was by a migration that fails', async () => {
    const url = await emptyUrl();
    const failing = openOld(url, 0, [
      ...migrations,
      async (queries) => {
        await queries.schema.dropTable('saves').execute();
        throw new RangeError('a mistake');
      },
    ]);
    await expect(failing).rejects.toThrow('a mistake');
    const store = await openAt(url);
    expect(await store.saves.save(alice, paperNamed('networks'), day(1))).toBe(true);
  });

  it('is migrated once by processes that start together', async () => {
    const url = await emptyUrl();
    const script = await bundleProgram('start-store.ts');
    const programs = [1, 2, 3].map(() => startProgram(script, [url]));
    for (const program of programs) expect(await program.next()).toBe('ready');
    for (const program of programs) program.process.stdin.write('go\n');
    for (const program of programs) expect(await program.rest()).toEqual(['well']);
    const database = await openOld(url, migrations.length);
    const rows = await database.read((queries) => queries.selectFrom('schema_version').selectAll().execute());
    await database.close();
    expect(rows).toEqual([{ version: migrations.length }]);
  });
});
