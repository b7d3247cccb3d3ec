import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupFolder, nameBackup } from '../../../src/app/backups/backup-folder.ts';
import { readStorage } from '../../../src/app/operation/storage.ts';
import { engines, openAt, sqliteUrl, temporaryFolder } from '../../core/store/open.ts';
import { alice, day, paperNamed } from '../../core/store/things.ts';

const backups = { schedule: '30 3 * * *', zone: 'UTC' };

it('the disks of the data folder and of a SQLite file are looked at, before they are made too', async () => {
  const data = join(await temporaryFolder(), 'not', 'yet');
  const databaseUrl = await sqliteUrl();
  const { free, log, backup } = await readStorage({ data, databaseUrl, backups }, day(3));
  const { blocks, bsize } = await statfs('/tmp');
  expect(free.map(({ folder }) => folder)).toEqual(['data', 'database']);
  for (const { bytes } of free) expect(bytes > 0 && bytes <= blocks * bsize).toBe(true);
  expect({ log, backup }).toEqual({ log: 0, backup: undefined });
  const server = 'postgres://db/paperboy';
  expect(await readStorage({ data, databaseUrl: server, backups }, day(3))).toEqual({
    free: [{ folder: 'data', bytes: expect.any(Number) }],
  });
});

it('the write-ahead log is as large as it is', async () => {
  const databaseUrl = await sqliteUrl();
  const store = await openAt(databaseUrl);
  await store.saves.save(alice, paperNamed('networks'), day(1));
  const { log } = await readStorage({ data: await temporaryFolder(), databaseUrl, backups }, day(3));
  expect(log).toBeGreaterThan(4_096);
});

it('the newest backup by schedule counts, but none from a time to come, and none where there is no schedule', async () => {
  const data = await temporaryFolder();
  await mkdir(backupFolder(data));
  for (const at of [day(1), day(2), day(9)]) await writeFile(join(backupFolder(data), nameBackup(at)), '');
  const config = { data, databaseUrl: 'postgres://db/paperboy', backups };
  expect((await readStorage(config, day(3))).backup).toEqual(day(2));
  expect((await readStorage({ ...config, backups: undefined }, day(3))).backup).toBeUndefined();
});

describe.each(engines)('a database of $engine', ({ freshUrl }) => {
  it('says how large it is', async () => {
    const store = await openAt(await freshUrl());
    expect(await store.size()).toBeGreaterThan(100_000);
  });
});
