import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Log } from '../../../src/core/chat/log.ts';
import { openStore } from '../../../src/core/store/open-store.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { doorVariable } from './postgres-server.ts';

/** A log that keeps its lines, each after its level. */
export type KeptLog = Log & { readonly lines: readonly string[] };

export function keepLog(): KeptLog {
  const lines: string[] = [];
  const say = (level: string) => (text: string) => void lines.push(`${level} ${text}`);
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error'), lines };
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A real store in a SQLite file, closed and deleted after the test. */
export async function openTestStore(log: Log = keepLog()): Promise<Store> {
  return openAt(await madeSqliteUrl(), log);
}

/** The URL of a SQLite file that is not there yet. */
export async function sqliteUrl(): Promise<string> {
  return `sqlite:${join(await temporaryFolder(), 'paperboy.db')}`;
}

let made: Promise<Buffer> | undefined;

/** The URL of a SQLite file with the tables of the present version and nothing in them: so many migrations each time would take long. */
async function madeSqliteUrl(): Promise<string> {
  made ??= makeFile();
  const url = await sqliteUrl();
  await writeFile(url.slice('sqlite:'.length), await made, { mode: 0o600 });
  return url;
}

async function makeFile(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-made-'));
  const file = join(folder, 'paperboy.db');
  const store = await openStore({ url: `sqlite:${file}`, log: keepLog() });
  await store.close();
  const bytes = await readFile(file);
  await rm(folder, { recursive: true });
  return bytes;
}

/** The URL of a new database without tables on a real PostgreSQL server. */
export const postgresUrl = () => knock('/');

async function knock(path: '/' | '/made'): Promise<string> {
  const door = process.env[doorVariable];
  if (door === undefined) throw new Error('The global set-up that starts PostgreSQL has not run.');
  const answer = await fetch(`${door}${path}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`PostgreSQL does not start: ${text}`);
  return text;
}

/** Opens the store at the URL and closes it after the test. */
export async function openAt(url: string, log: Log = keepLog(), now?: () => Date): Promise<Store> {
  const store = await openStore({ url, log, ...(now === undefined ? {} : { now }) });
  onTestFinished(() => store.close());
  return store;
}

/** Both engines, for `describe.each`: one suite runs over either. A fresh database has its tables, an empty one has none. */
export const engines = [
  { engine: 'SQLite', freshUrl: madeSqliteUrl, emptyUrl: sqliteUrl },
  { engine: 'PostgreSQL', freshUrl: () => knock('/made'), emptyUrl: postgresUrl },
] as const;
