import { chmod, mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Connection from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src/core/store/database/database.ts';
import { sqliteEngine } from '../../../../src/core/store/database/sqlite.ts';
import { createStore, openStore } from '../../../../src/core/store/open-store.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { keepLog, openAt, temporaryFolder } from '../open.ts';
import { bundleProgram, startProgram } from '../programs.ts';
import { alice, day, paperNamed } from '../things.ts';

const failure = (what: RegExp) => ({
  name: 'StoreFailure',
  lasting: false,
  message: expect.stringMatching(what),
});

/** A clock that stands still but when told. */
function stillClock() {
  let time = Date.UTC(2024, 2, 1);
  const pass = (seconds: number) => {
    time += 1000 * seconds;
  };
  return { now: () => new Date(time), pass };
}

async function freshFile(): Promise<string> {
  return join(await temporaryFolder(), 'paperboy.db');
}

/** A file with so many papers in Alice's list, and nothing in its log. */
async function fillFile(file: string, count: number): Promise<void> {
  const store = await openStore({ url: `sqlite:${file}`, log: keepLog() });
  for (let number = 1; number <= count; number += 1)
    await store.saves.save(alice, paperNamed(`p${number}`, { abstract: 'abstract '.repeat(400) }), day(1));
  await store.close();
}

/** A store on the file whose connection has been given this pragma. */
async function openWith(
  file: string,
  pragma: string,
  log = keepLog(),
  now = () => new Date(),
): Promise<Store> {
  const engine = sqliteEngine(file);
  const open = async () => {
    const queries = await engine.open();
    await sql.raw(`pragma ${pragma}`).execute(queries);
    return queries;
  };
  const store = createStore(await openDatabase({ engine: { ...engine, open }, log, now }), log);
  onTestFinished(() => store.close());
  return store;
}

describe('a store in a SQLite file', () => {
  it('makes its folder and a file that its owner alone can read, wherever the URL says', async () => {
    const folder = await temporaryFolder();
    const store = await openStore({ url: 'sqlite:some/where/paperboy.db', folder, log: keepLog() });
    await store.saves.save(alice, paperNamed('p1'), day(1));
    for (const end of ['', '-wal', '-shm'])
      expect((await stat(join(folder, `some/where/paperboy.db${end}`))).mode & 0o777).toBe(0o600);
    await store.close();
    const again = await openAt(`sqlite://${folder}/some/where/paperboy.db`);
    expect(await again.saves.list(alice)).toHaveLength(1);
  });

  it.each(['', 'sqlite:', 'sqlite::memory:', 'mysql://root:secret@host/db', 'postgres:', 'data/paperboy.db'])(
    'refuses the URL "%s" and says what it must be, without its password',
    async (url) => {
      const opening = openStore({ url, log: keepLog() });
      await expect(opening).rejects.toMatchObject({
        name: 'StoreFailure',
        lasting: true,
        message: expect.stringMatching(/^DATABASE_URL must be sqlite:PATH(?!.*secret)/),
      });
    },
  );

  it('leaves nothing of a person in the file once they are forgotten', async () => {
    const file = await freshFile();
    const store = await openStore({ url: `sqlite:${file}`, log: keepLog() });
    await store.saves.save(alice, paperNamed('p1'), day(1));
    await store.saves.setNote(alice, 'p1', 'a very private note');
    await store.privacy.forget(alice, new Date());
    await store.close();
    expect((await readFile(file)).includes('private note')).toBe(false);
  });

  it('waits for another program that writes, and answers what only reads meanwhile', async () => {
    const file = await freshFile();
    const log = keepLog();
    const store = await openAt(`sqlite:${file}`, log);
    const other = new Connection(file);
    other.exec('begin immediate');
    let waits = true;
    const saving = store.saves.save(alice, paperNamed('p1'), day(1)).finally(() => {
      waits = false;
    });
    for (let count = 0; count < 10; count += 1) expect(await store.saves.list(alice)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(waits).toBe(true);
    other.exec('rollback');
    other.close();
    expect(await saving).toBe(true);
    expect(log.lines).toEqual([]);
  });

  it('says when another program keeps it locked, and works again when it does not', async () => {
    const file = await freshFile();
    const log = keepLog();
    const clock = stillClock();
    const leaping = () => {
      clock.pass(2);
      return clock.now();
    };
    const store = await openAt(`sqlite:${file}`, log, leaping);
    const other = new Connection(file);
    other.exec('begin exclusive');
    const saving = store.saves.save(alice, paperNamed('p1'), day(1));
    await expect(saving).rejects.toMatchObject(failure(/is locked by another program; stop that program/));
    await expect(store.saves.unsave(alice, 'p1', day(1))).rejects.toMatchObject(failure(/is locked/));
    other.exec('rollback');
    other.close();
    clock.pass(10);
    expect(await store.saves.save(alice, paperNamed('p1'), day(1))).toBe(true);
    expect(log.lines).toEqual([
      expect.stringMatching(/^error The database file .* is locked/),
      expect.stringMatching(/^info The database works again/),
    ]);
  });

  it('keeps all it acknowledged when the disk is full, and goes on when there is room', async () => {
    const file = await freshFile();
    const log = keepLog();
    const clock = stillClock();
    const store = await openWith(file, 'max_page_count = 150', log, clock.now);
    let saved = 0;
    const saveMore = async () => {
      for (; saved < 1000; saved += 1)
        await store.saves.save(alice, paperNamed(`p${saved + 1}`, { abstract: 'long '.repeat(300) }), day(1));
    };
    await expect(saveMore()).rejects.toMatchObject(failure(/the disk is full; free some space/));
    expect(saved).toBeGreaterThan(10);
    await expect(saveMore()).rejects.toMatchObject(failure(/the disk is full/));
    expect(await store.saves.list(alice)).toHaveLength(saved);
    // What changes nothing works all the same, which says nothing of the rest.
    await store.seenEvents.prune(0);
    expect(await store.health()).toMatchObject({
      state: 'wrong',
      words: failure(/the disk is full/).message,
    });
    expect(log.lines).toEqual([expect.stringMatching(/^error .*the disk is full/)]);
    await store.privacy.forget(alice, new Date());
    clock.pass(10);
    expect(await store.saves.save(alice, paperNamed('p1'), day(1))).toBe(true);
    expect((await store.health()).state).toBe('ok');
    expect(log.lines.slice(1)).toEqual([expect.stringMatching(/^info The database works again/)]);
  });

  it.each([
    [
      'is not a database at all',
      (file: string) => writeFile(file, 'This is my diary. '.repeat(500)),
      /is not a database/,
    ],
    ['was cut short', (file: string) => truncate(file, 20_000), /is damaged; restore a backup/],
  ])(
    'lets the bot start on a file that %s, and works once a backup is put there',
    async (_what, spoil, what) => {
      const file = await freshFile();
      await fillFile(file, 20);
      const backup = await readFile(file);
      await spoil(file);
      const spoiled = await readFile(file);
      const log = keepLog();
      const clock = stillClock();
      const store = await openAt(`sqlite:${file}`, log, clock.now);
      await expect(store.saves.list(alice)).rejects.toMatchObject(failure(what));
      await expect(store.saves.save(alice, paperNamed('p1'), day(1))).rejects.toMatchObject(failure(what));
      clock.pass(10);
      await expect(store.shown.prune(day(1))).rejects.toMatchObject(failure(what));
      expect(await readFile(file)).toEqual(spoiled);
      expect(log.lines).toEqual([expect.stringMatching(what)]);

      await writeFile(file, backup);
      await expect(store.saves.list(alice)).rejects.toMatchObject(failure(what));
      clock.pass(10);
      expect(await store.saves.list(alice)).toHaveLength(20);
      expect(log.lines.slice(1)).toEqual([expect.stringMatching(/^info The database works again/)]);
    },
  );

  it('says when the file is damaged while it is in use, and works once a backup is put in its place', async () => {
    const file = await freshFile();
    await fillFile(file, 50);
    await fillFile(`${file}.backup`, 50);
    const log = keepLog();
    const clock = stillClock();
    const store = await openWith(file, 'cache_size = 0', log, clock.now);
    const damaged = await open(file, 'r+');
    const { size } = await damaged.stat();
    for (let at = 8192; at < size; at += 4096) await damaged.write(Buffer.alloc(4096, 0xa5), 0, 4096, at);
    await damaged.close();
    for (const trial of [
      () => store.saves.list(alice),
      () => store.saves.save(alice, paperNamed('q'), day(1)),
    ]) {
      await expect(trial()).rejects.toMatchObject(failure(/is damaged; restore a backup/));
      clock.pass(10);
    }
    expect(log.lines).toEqual([expect.stringMatching(/^error .* is damaged/)]);
    await rename(`${file}.backup`, file);
    clock.pass(10);
    expect(await store.saves.list(alice)).toHaveLength(50);
    expect(log.lines.slice(1)).toEqual([expect.stringMatching(/^info The database works again/)]);
  });

  it('turns to the file that is put in place of its own', async () => {
    const file = await freshFile();
    await fillFile(`${file}.backup`, 3);
    const log = keepLog();
    const store = await openAt(`sqlite:${file}`, log);
    await store.saves.save(alice, paperNamed('q'), day(1));
    await rename(`${file}.backup`, file);
    expect(await store.saves.list(alice)).toHaveLength(3);
    await store.saves.save(alice, paperNamed('q'), day(1));
    await store.close();
    expect(await (await openAt(`sqlite:${file}`)).saves.list(alice)).toHaveLength(4);
    expect(log.lines).toEqual([expect.stringMatching(/^warn the database file .* was replaced or removed/)]);
  });

  it.each([
    [
      'is a folder',
      (file: string) => mkdir(file),
      (file: string) => rm(file, { recursive: true }),
      /is a folder/,
    ],
    [
      'would be inside a file',
      (file: string) => writeFile(dirname(file), ''),
      (file: string) => rm(dirname(file)),
      /would be inside a file/,
    ],
  ])('lets the bot start on a path that %s', async (_what, block, unblock, what) => {
    const parent = join(await temporaryFolder(), 'data');
    const file = join(parent, 'paperboy.db');
    if (_what === 'is a folder') await mkdir(parent);
    await block(file);
    const log = keepLog();
    const clock = stillClock();
    const store = await openAt(`sqlite:${file}`, log, clock.now);
    await expect(store.saves.list(alice)).rejects.toMatchObject(failure(what));
    await unblock(file);
    clock.pass(10);
    expect(await store.saves.save(alice, paperNamed('p1'), day(1))).toBe(true);
    expect(log.lines).toHaveLength(2);
  });

  it('tells what to grant where it may not write', async () => {
    const folder = await temporaryFolder();
    await fillFile(join(folder, 'paperboy.db'), 1);
    const script = await bundleProgram('start-store.ts');
    // Nobody but a user without rights is refused anything.
    const rights = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    await chmod(join(folder, 'paperboy.db'), 0o000);
    const program = startProgram(script, [`sqlite:${join(folder, 'paperboy.db')}`], rights);
    program.process.stdin.write('go\n');
    const said = await program.rest();
    expect(said.join('\n')).toMatch(
      /cannot be opened; give the bot read and write access to it and its folder/,
    );
  });

  it('leaves out a paper whose record is broken, says so once, and takes it back from the corpus', async () => {
    const file = await freshFile();
    await fillFile(file, 2);
    const damaged = new Connection(file);
    damaged.prepare("update papers set record = '{' where id = 'p1'").run();
    damaged.close();
    const log = keepLog();
    const store = await openAt(`sqlite:${file}`, log);
    for (let count = 0; count < 2; count += 1)
      expect((await store.saves.list(alice)).map(({ paper }) => paper.id)).toEqual(['p2']);
    expect(await store.papers.get('p1')).toBeUndefined();
    expect(log.lines).toEqual([expect.stringMatching(/^warn The stored paper p1 cannot be read/)]);
    await store.papers.refresh([paperNamed('p1')]);
    expect(await store.saves.list(alice)).toHaveLength(2);
  });
});
