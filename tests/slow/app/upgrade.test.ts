import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../src/core/store/migrations/migrate.ts';
import { type Environment, runProgram } from '../../app/command-line/program.ts';
import { postgresUrl } from '../../core/store/open.ts';

const oldest = 3;
const versions = [oldest, migrations.length - 1];

/** A folder to run the program in; what it runs must end well. */
function openFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-upgrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = async (args: readonly string[], environment: Environment = {}) => {
    const { code, output, errors } = await runProgram(folder, args, '', environment);
    expect({ args, code, errors }).toMatchObject({ args, code: 0 });
    return output;
  };
  return { folder, run };
}

const rowsOf = (backup: string) => backup.split('\n').slice(1);

it.each(versions)(
  'a backup of version %i comes back in SQLite, and from there in PostgreSQL',
  async (version) => {
    const { folder, run } = openFolder();
    const postgres = { DATABASE_URL: await postgresUrl() };
    await run(['restore', resolve(`tests/fixtures/databases/version-${version}.jsonl`)]);
    await run(['backup', 'upgraded.jsonl']);
    await run(['restore', 'upgraded.jsonl'], postgres);
    const upgraded = readFileSync(join(folder, 'upgraded.jsonl'), 'utf8');
    expect(JSON.parse(upgraded.split('\n')[0] ?? '')).toHaveProperty('schema', migrations.length);
    expect(rowsOf(await run(['export', '--all'], postgres))).toEqual(rowsOf(upgraded));
    // It finds fault with digests of then, not with the database.
    for (const environment of [{}, postgres])
      expect((await runProgram(folder, ['doctor'], '', environment)).output).toContain('ok     database');
  },
);

it.each(versions)(
  'a file of version %i is brought up to date by the first start, and holds what its backup does',
  async (version) => {
    const fixture = (ending: string) => resolve(`tests/fixtures/databases/version-${version}.${ending}`);
    const opened = openFolder();
    mkdirSync(join(opened.folder, 'data'));
    copyFileSync(fixture('db'), join(opened.folder, 'data', 'paperboy.db'));
    await opened.run(['start']);
    const restored = openFolder();
    await restored.run(['restore', fixture('jsonl')]);
    // What was taken out of lists long ago goes with the first clean-up.
    const savesIn = (text: string) =>
      rowsOf(text).filter((line) => line.includes('"table":"saves"') && line.includes('"removed_at":null'));
    const [one, other] = [await opened.run(['export', '--all']), await restored.run(['export', '--all'])];
    expect(savesIn(one).length).toBeGreaterThan(0);
    expect(savesIn(one)).toEqual(savesIn(other));
  },
);
