import { resolve } from 'node:path';
import type { Log } from '../chat/log.ts';
import { type Database, openDatabase } from './database/database.ts';
import type { Engine } from './database/engine.ts';
import { postgresEngine } from './database/postgres.ts';
import { sqliteEngine } from './database/sqlite.ts';
import { createAddresses } from './digests/addresses.ts';
import { createDue } from './digests/due.ts';
import { freeLeases } from './digests/leases.ts';
import { createOutcomes } from './digests/outcomes.ts';
import { createPlans } from './digests/plans.ts';
import { createProgress } from './digests/progress.ts';
import { createKnownPapers } from './lists/known-papers.ts';
import { createLastLists } from './lists/last-lists.ts';
import { createPaperReader } from './lists/paper-record.ts';
import { createSaves } from './lists/saves.ts';
import { createShown } from './lists/shown.ts';
import { type Store, StoreFailure } from './store.ts';

export type StoreOptions = {
  /** `sqlite:PATH`, or `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** What a relative path starts from; the working directory unless given. */
  readonly folder?: string;
  readonly log: Log;
  readonly now?: () => Date;
};

/**
 * Opens the store. Rejects with a StoreFailure for a URL that cannot be read and for a database from a newer version; one
 * that is out of reach is said in the log and opened on a later use.
 */
export async function openStore({
  url,
  folder = '.',
  log,
  now = () => new Date(),
}: StoreOptions): Promise<Store> {
  const engine = chooseEngine(url, folder);
  return createStore(await openDatabase({ engine, log, now, settle: freeLeases }), log);
}

/** The store in an open database. */
export function createStore(database: Database, log: Log): Store {
  const readPaper = createPaperReader(log);
  return {
    shown: createShown(database),
    saves: createSaves(database, readPaper),
    lastLists: createLastLists(database),
    papers: createKnownPapers(database, readPaper),
    digests: {
      ...createPlans(database),
      ...createDue(database),
      ...createProgress(database),
      ...createOutcomes(database),
    },
    addresses: createAddresses(database),
    close: () => database.close(),
  };
}

/** Which engine a URL names. Throws a StoreFailure, without the URL, for it may hold a password. */
export function chooseEngine(url: string, folder: string): Engine {
  const path = /^sqlite:(?:\/\/(?=\/))?(?!\/\/)(?<path>[^\0]+)$/u.exec(url)?.groups?.path;
  if (path !== undefined && !path.startsWith(':')) return sqliteEngine(resolve(folder, path));
  if (/^postgres(?:ql)?:\/\//u.test(url) && URL.canParse(url)) return postgresEngine(url);
  throw new StoreFailure(
    'DATABASE_URL must be sqlite:PATH, such as sqlite:data/paperboy.db, or postgres://user:password@host:port/database.',
    { lasting: true },
  );
}
