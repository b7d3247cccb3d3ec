import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { layLine } from '../backup/cut-line.ts';
import { keepLog, openAt, postgresUrl } from '../open.ts';
import { alice, day, paperNamed } from '../things.ts';

const failure = (what: RegExp) => ({
  name: 'StoreFailure',
  lasting: false,
  message: expect.stringMatching(what),
});

/** A connection of somebody else's, ended after the test. */
async function connectOther(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

describe('a store in PostgreSQL', () => {
  it('rejects while the server is away and works again when it is back, without a restart', async () => {
    const line = await layLine(await postgresUrl());
    const log = keepLog();
    let time = Date.UTC(2024, 2, 1);
    const store = await openAt(line.url, log, () => new Date(time));
    await store.saves.save(alice, paperNamed('p1'), day(1));
    for (const round of [1, 2]) {
      await line.cut();
      const away = failure(/^PostgreSQL at 127\.0\.0\.1:\d+\/test_\d+ cannot be reached \(ECONNREFUSED\)/);
      await expect(store.saves.list(alice)).rejects.toMatchObject(away);
      await expect(store.saves.save(alice, paperNamed('p2'), day(1))).rejects.toMatchObject(away);
      await expect(store.shown.prune(day(1))).rejects.toMatchObject(away);
      expect(await store.health()).toEqual({
        state: 'wrong',
        words: expect.stringMatching(/cannot be reached/u),
      });
      await line.mend();
      time += 10_000;
      expect((await store.health()).state).not.toBe('wrong');
      expect(await store.saves.list(alice)).toHaveLength(round);
      expect(await store.saves.save(alice, paperNamed(`q${round}`), day(1))).toBe(true);
    }
    const [lost, back] = [/^error .* cannot be reached/, /^info The database works again/].map((line) =>
      expect.stringMatching(line),
    );
    expect(log.lines).toEqual([lost, back, lost, back]);
  });

  it('tells of a server that fails and works by turns once, and that it works again ten seconds after the last failure', async () => {
    const line = await layLine(await postgresUrl());
    const log = keepLog();
    let time = Date.UTC(2024, 2, 1);
    const store = await openAt(line.url, log, () => new Date(time));
    const pass = async (seconds: number) => {
      time += 1_000 * seconds;
      return await store.saves.list(alice);
    };
    for (let turn = 0; turn < 3; turn += 1) {
      await line.cut();
      await expect(store.saves.list(alice)).rejects.toMatchObject(failure(/cannot be reached/));
      await line.mend();
      expect(await pass(4)).toEqual([]);
      expect((await store.health()).state).not.toBe('wrong');
    }
    await pass(5);
    expect(log.lines).toEqual([expect.stringMatching(/^error .* cannot be reached/)]);
    await pass(1);
    expect(log.lines.slice(1)).toEqual([expect.stringMatching(/^info The database works again/)]);
    await pass(60);
    expect(log.lines).toHaveLength(2);
  });

  it('lets the bot start while the server is away', async () => {
    const line = await layLine(await postgresUrl());
    await line.cut();
    const log = keepLog();
    let time = Date.UTC(2024, 2, 1);
    const store = await openAt(line.url, log, () => new Date(time));
    await expect(store.saves.list(alice)).rejects.toMatchObject(failure(/cannot be reached/));
    await line.mend();
    time += 10_000;
    expect(await store.saves.save(alice, paperNamed('p1'), day(1))).toBe(true);
    expect(log.lines).toHaveLength(2);
  });

  it('does not even notice when the server ends its idle connections', async () => {
    const url = await postgresUrl();
    const log = keepLog();
    const store = await openAt(url, log);
    const other = await connectOther(url);
    const endOthers = () =>
      other.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    await endOthers();
    expect(await store.saves.save(alice, paperNamed('p1'), day(1))).toBe(true);
    await endOthers();
    expect(await store.saves.list(alice)).toHaveLength(1);
    expect(log.lines).toEqual([]);
  });

  it('rejects a save whose connection broke halfway, and keeps nothing of it', async () => {
    const line = await layLine(await postgresUrl());
    const log = keepLog();
    let time = Date.UTC(2024, 2, 1);
    const store = await openAt(line.url, log, () => new Date(time));
    const other = await connectOther(line.url.replace(/:\d+\//u, `:${new URL(await postgresUrl()).port}/`));
    await other.query('begin; lock table saves in access exclusive mode');
    const saving = store.saves.save(alice, paperNamed('p1'), day(1));
    const waiting = expect(saving).rejects.toMatchObject(failure(/cannot be reached/));
    while (
      (
        await other.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        )
      ).rowCount === 0
    );
    await line.cut();
    await waiting;
    await other.query('rollback');
    await line.mend();
    time += 10_000;
    expect(await store.saves.list(alice)).toEqual([]);
    expect(await store.papers.all()).toEqual([]);
    expect(await store.saves.save(alice, paperNamed('p1'), day(1))).toBe(true);
  });

  it('waits for another writer longer than a lock may take', async () => {
    const url = await postgresUrl();
    const log = keepLog();
    const store = await openAt(url, log);
    const other = await connectOther(url);
    await other.query('begin; lock table members in exclusive mode');
    const saving = store.saves.save(alice, paperNamed('p1'), day(1));
    expect(await store.saves.list(alice)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await other.query('rollback');
    expect(await saving).toBe(true);
    expect(await store.saves.list(alice)).toHaveLength(1);
    expect(log.lines).toEqual([]);
  });

  it.each([
    [
      'a wrong password',
      (url: URL) => Object.assign(url, { password: 'wrong' }),
      /refuses the name or the password .*\(28P01\)/,
    ],
    [
      'a database that is not there',
      (url: URL) => Object.assign(url, { pathname: '/nowhere' }),
      /does not exist; create it/,
    ],
  ])('tells the remedy of %s, and no password', async (_what, spoil, what) => {
    const log = keepLog();
    const store = await openAt(spoil(new URL(await postgresUrl())).href, log);
    await expect(store.saves.list(alice)).rejects.toMatchObject(failure(what));
    expect(log.lines).toEqual([expect.stringMatching(what)]);
    expect(log.lines.join()).not.toMatch(/secret|wrong/);
  });
});
