import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Connection from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeDatabase } from '../../../../src/core/store/database/describe-database.ts';
import { chooseEngine } from '../../../../src/core/store/open-store.ts';
import { startTalk } from '../../talk.ts';
import { keepLog, openAt, postgresUrl, temporaryFolder } from '../open.ts';
import { bundleProgram, startProgram } from '../programs.ts';
import { alice, day, paperNamed } from '../things.ts';

/** Has all transactions of a database be for reading alone, as on a standby, or not. */
async function setReadOnly(url: string, isReadOnly: boolean): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const name = new URL(url).pathname.slice(1);
  await client.query('set default_transaction_read_only = off');
  await client.query(
    `alter database ${name} set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`,
  );
  // Settings of a database are for connections that are new.
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [name],
  );
  await client.end();
}

const refusal = {
  name: 'StoreFailure',
  readOnly: true,
  message: expect.stringMatching(/can only be read; /u),
};

describe('a PostgreSQL database that can only be read', () => {
  it('answers what only reads, refuses what writes, and takes it again once it may', async () => {
    const url = await postgresUrl();
    const first = await openAt(url);
    await first.saves.save(alice, paperNamed('p1'), day(1));
    await first.close();
    await setReadOnly(url, true);
    const log = keepLog();
    let time = Date.UTC(2024, 2, 1);
    const store = await openAt(url, log, () => new Date(time));
    for (const count of [1, 2]) {
      expect(await store.saves.list(alice)).toHaveLength(1);
      await expect(store.saves.save(alice, paperNamed(`q${count}`), day(1))).rejects.toMatchObject(refusal);
    }
    expect(await describeDatabase(chooseEngine(url, '.'))).toMatchObject({
      obstacle: expect.stringMatching(/can only be read; name a server that takes writes/u),
    });
    expect(await store.health()).toEqual({
      state: 'warn',
      words: expect.stringMatching(/can only be read; /u),
    });
    await setReadOnly(url, false);
    time += 60_000;
    expect(await store.saves.save(alice, paperNamed('p2'), day(1))).toBe(true);
    expect(log.lines).toEqual([
      expect.stringMatching(/^error .* can only be read; /u),
      expect.stringMatching(/^info The database works again/u),
    ]);
  });

  it('goes on being read where it becomes such while it is in use', async () => {
    const url = await postgresUrl();
    const store = await openAt(url);
    await store.saves.save(alice, paperNamed('p1'), day(1));
    await setReadOnly(url, true);
    await expect(store.saves.save(alice, paperNamed('p2'), day(1))).rejects.toMatchObject(refusal);
    expect(await store.saves.list(alice)).toHaveLength(1);
  });

  it('has people see their lists and digests, and be told that nothing was saved', async () => {
    const url = await postgresUrl();
    const store = await openAt(url);
    const talk = await startTalk({ store });
    await talk.type('/paper uncertainty');
    await talk.type('/papers save 1');
    await setReadOnly(url, true);
    const titles = async (typed: string) => (await talk.type(typed)).map(({ title }) => title).join();
    expect(await titles('/papers save 2')).toMatch(/^Nothing was saved: the database can only be read/u);
    expect(await titles('/papers saved')).toMatch(/1 paper/u);
    expect(await titles('/digest list')).toMatch(/digest/iu);
    expect(await titles('/paper uncertainty')).toMatch(/papers? on/u);
  });

  it('is not used where it must be brought up to date first', async () => {
    const url = await postgresUrl();
    await setReadOnly(url, true);
    const store = await openAt(url);
    await expect(store.saves.list(alice)).rejects.toMatchObject({
      readOnly: true,
      message: expect.stringMatching(/can only be read, and has version 0/u),
    });
  });
});

describe('a SQLite file that can only be read', () => {
  it.each([
    ['in a folder where other files can be made', 0o777],
    ['in a folder where nothing can be made', 0o555],
  ])('answers what only reads and refuses what writes, %s', async (_, mode) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'paperboy.db');
    const store = await openAt(`sqlite:${file}`);
    await store.saves.save(alice, paperNamed('p1'), day(1));
    await store.close();
    const script = await bundleProgram('read-only-store.ts');
    await chmod(file, 0o444);
    await chmod(folder, mode);
    onTestFinished(() => chmod(folder, 0o700));
    // Nobody but a user without rights is refused anything.
    const rights = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const said = await startProgram(script, [`sqlite:${file}`], rights).rest();
    expect(said).toEqual([
      expect.stringMatching(
        /^The database file .* can only be read; give the bot write access to it and its folder/u,
      ),
      '1 read',
      expect.stringMatching(/^StoreFailure: The database file .* can only be read; /u),
      '1 read',
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o444);
  });
});

describe('the write-ahead log of a SQLite file', () => {
  it('shrinks again after somebody read for long while much was written', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'paperboy.db');
    const store = await openAt(`sqlite:${file}`);
    const save = (name: string) =>
      store.saves.save(alice, paperNamed(name, { abstract: 'long '.repeat(20_000) }), day(1));
    await save('p0');
    const reader = new Connection(file);
    reader.exec('begin');
    reader.prepare('select count(*) from saves').get();
    for (let number = 1; number <= 200; number += 1) await save(`p${number}`);
    const sizeOfLog = async () => (await stat(`${file}-wal`)).size;
    expect(await sizeOfLog()).toBeGreaterThan(15_000_000);
    reader.exec('commit');
    reader.close();
    for (const name of ['one', 'another']) await save(name);
    expect(await sizeOfLog()).toBeLessThan(5_000_000);
    expect(await readdir(folder)).toContain('paperboy.db-wal');
  });
});
