import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backupFolder, listBackups } from '../../../src/app/backups/backup-folder.ts';
import { startBackups } from '../../../src/app/backups/scheduled-backups.ts';
import { restore } from '../../../src/app/command-line/transfer.ts';
import { examineBackups } from '../../../src/app/doctor/backups.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { engines, keepLog, openAt, sqliteUrl, temporaryFolder } from '../../core/store/open.ts';
import { alice, day, paperNamed } from '../../core/store/things.ts';

const when = { schedule: '30 3 * * *', zone: 'UTC' };
const hour = 60 * 60 * 1_000;

/** Backups of a store into a data folder, at a time that the test sets. */
async function begin(databaseUrl: string, more: { readonly data?: string; readonly store?: Store } = {}) {
  const data = more.data ?? join(await temporaryFolder(), 'data');
  const store = more.store ?? (await openAt(databaseUrl));
  const log = keepLog();
  const clock = { at: new Date('2024-03-01T12:00:00Z') };
  const config = { backups: when, keepBackups: 3, databaseUrl, data };
  const backups = startBackups({ config, store, now: () => clock.at, log });
  onTestFinished(() => backups.stop());
  const folder = backupFolder(data);
  const files = async () => (await listBackups(folder)).map(({ made }) => made.toISOString().slice(0, 16));
  return { ...backups, store, data, folder, files, log, clock, config };
}

describe.each(engines)('backups of $engine by schedule', ({ freshUrl }) => {
  it('are made once at first and then when they are due, whole, and so many are kept', async () => {
    const url = await freshUrl();
    const { look, store, folder, files, clock, log } = await begin(url);
    await store.saves.save(alice, paperNamed('p1'), day(1));
    await look();
    await look();
    expect(await files()).toEqual(['2024-03-01T12:00']);
    writeFileSync(join(folder, 'mine.jsonl'), 'not one of these');
    for (const at of ['02T03:29', '02T03:30', '02T05:00', '03T09:00', '04T03:31']) {
      clock.at = new Date(`2024-03-${at}:00Z`);
      await look();
    }
    expect(await files()).toEqual(['2024-03-02T03:30', '2024-03-03T09:00', '2024-03-04T03:31']);
    const names = readdirSync(folder);
    expect(names).toHaveLength(4);
    const newest = join(folder, 'paperboy-2024-03-04T03-31-00Z.jsonl');
    expect(statSync(newest).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const other = await sqliteUrl();
    await restore({ databaseUrl: other }, newest, false);
    expect(await (await openAt(other)).saves.list(alice)).toHaveLength(1);
    expect(log.lines.every((line) => /^info Backed up to .*verified/u.test(line))).toBe(true);
  });

  it('are never made by two processes at once', async () => {
    const url = await freshUrl();
    const data = join(await temporaryFolder(), 'data');
    const all = [await begin(url, { data }), await begin(url, { data }), await begin(url)];
    await Promise.all(all.map(({ look }) => look()));
    const made = all.flatMap(({ log }) => log.lines);
    expect(made).toEqual([expect.stringMatching(/^info Backed up/u)]);
    for (const { clock, look } of all) {
      clock.at = new Date(clock.at.getTime() + 60_000);
      await look();
    }
    // The one with a folder of its own made one afterwards, the other found that there is one.
    expect(all.flatMap(({ log }) => log.lines)).toHaveLength(2);
  });
});

describe('a backup by schedule', () => {
  it('that cannot be made is told once, tried again every hour, and leaves nothing behind', async () => {
    const { look, health, store, data, folder, files, clock, log } = await begin(await sqliteUrl());
    expect(health?.().state).toBe('ok');
    await store.saves.save(alice, paperNamed('p1'), day(1));
    mkdirSync(data, { recursive: true });
    writeFileSync(folder, 'in the way');
    for (const minutes of [0, 30, 61, 130]) {
      clock.at = new Date(Date.UTC(2024, 2, 1, 12) + minutes * 60_000);
      await look();
    }
    expect(log.lines).toEqual([
      expect.stringMatching(/^warn No backup could be made: .*tried again every hour/u),
    ]);
    expect(health?.()).toMatchObject({
      state: 'warn',
      words: expect.stringMatching(/^No backup could be made: /u),
    });
    rmSync(folder);
    clock.at = new Date(clock.at.getTime() + hour);
    await look();
    expect(await files()).toHaveLength(1);
    expect(log.lines[1]).toMatch(/^info Backed up/u);
    expect(health?.().state).toBe('ok');
  });

  it('stays where the clock was ahead before: those from a time to come go first', async () => {
    const { look, folder, files, clock } = await begin(await sqliteUrl());
    await look();
    for (const year of [2031, 2032, 2033])
      writeFileSync(join(folder, `paperboy-${year}-03-01T12-00-00Z.jsonl`), '');
    for (const at of ['02T03:30', '03T03:30', '04T03:30']) {
      clock.at = new Date(`2024-03-${at}:00Z`);
      await look();
    }
    expect(await files()).toEqual(['2024-03-02T03:30', '2024-03-03T03:30', '2024-03-04T03:30']);
  });

  it('removes what one that was killed has left', async () => {
    const { look, store, folder } = await begin(await sqliteUrl());
    await store.saves.save(alice, paperNamed('p1'), day(1));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.paperboy-2024-02-01T03-30-00Z.jsonl.17.part'), 'half');
    await look();
    expect(readdirSync(folder)).toEqual(['paperboy-2024-03-01T12-00-00Z.jsonl']);
  });

  it('is broken off by a stop, and leaves no part of itself', async () => {
    const { look, stop, store, folder, log } = await begin(await sqliteUrl());
    for (let number = 0; number < 50; number += 1)
      await store.saves.save(alice, paperNamed(`p${number}`), day(1));
    const looking = look();
    await stop();
    await looking;
    expect(readdirSync(folder, { recursive: true })).toEqual([]);
    expect(log.lines).toEqual([]);
  });

  it('made in a time to come, as by a clock that was put back, holds up none', async () => {
    const { look, store, folder, files } = await begin(await sqliteUrl());
    await store.saves.save(alice, paperNamed('p1'), day(1));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'paperboy-2031-01-01T03-30-00Z.jsonl'), 'x');
    await look();
    await look();
    expect(await files()).toEqual(['2024-03-01T12:00', '2031-01-01T03:30']);
  });
});

describe('the doctor', () => {
  it('tells of backups how many, how old and large, and whether the newest can be read', async () => {
    const { look, store, folder, config, clock } = await begin(await sqliteUrl());
    await store.saves.save(alice, paperNamed('p1'), day(1));
    expect(await examineBackups(config, clock.at)).toMatchObject({ state: 'off' });
    await look();
    const later = new Date(clock.at.getTime() + 3 * hour);
    const well = await examineBackups(config, later);
    expect(well.state).toBe('ok');
    expect(well.lines.join('\n')).toMatch(/1 in .*\n.*3 hours old, \d+ kB\nVerified just now: [1-9]/u);
    const late = await examineBackups(config, new Date('2024-03-05T03:30:00Z'));
    expect(late).toMatchObject({ state: 'wrong' });
    expect(late.lines.at(-1)).toMatch(/^Overdue by 3 days: start the bot/u);
    const file = join(folder, readdirSync(folder)[0] ?? '');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"title', '"tilte'));
    const damaged = await examineBackups(config, later);
    expect(damaged.state).toBe('wrong');
    expect(damaged.lines.join('\n')).toMatch(/Line \d+ does not fit the lines before it/u);
  });
});
