import { mkdtemp, rm } from 'node:fs/promises';
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
  return openAt(await sqliteUrl(), log);
}

/** The URL of a SQLite file that is not there yet. */
export async function sqliteUrl(): Promise<string> {
  return `sqlite:${join(await temporaryFolder(), 'paperboy.db')}`;
}

/** The URL of a new, empty database on a real PostgreSQL server. */
export async function postgresUrl(): Promise<string> {
  const door = process.env[doorVariable];
  if (door === undefined) throw new Error('The global set-up that starts PostgreSQL has not run.');
  const answer = await fetch(door);
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

/** Both engines, for `describe.each`: one suite runs over either. */
export const engines = [
  { engine: 'SQLite', freshUrl: sqliteUrl },
  { engine: 'PostgreSQL', freshUrl: postgresUrl },
] as const;
