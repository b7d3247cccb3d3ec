import { resolve } from 'node:path';
import type { Meter } from '../async/meter.ts';
import type { Log } from '../chat/log.ts';
import { entry } from '../text/log-entry.ts';
import { findClockTrouble } from './database/clock-trouble.ts';
import { type Database, openDatabase } from './database/database.ts';
import type { Engine } from './database/engine.ts';
import { measure } from './database/measure.ts';
import { postgresEngine } from './database/postgres.ts';
import { probe } from './database/probe.ts';
import { readSize } from './database/size.ts';
import { sqliteEngine } from './database/sqlite.ts';
import { createAddresses } from './digests/addresses.ts';
import { createDeliveries } from './digests/deliveries.ts';
import { createDigests } from './digests/digests.ts';
import { createDueTimes } from './digests/due-times.ts';
import { createDeliveryHistory } from './digests/history.ts';
import { createPlaces } from './digests/places.ts';
import { createDeliveryQueue, freeLeases } from './digests/queue.ts';
import { createFollows } from './follows/follows.ts';
import { createSaveCounts } from './lists/counts.ts';
import { createKnownPapers } from './lists/known-papers.ts';
import { createNumberedLists } from './lists/numbered-lists.ts';
import { createPaperReader } from './lists/paper-record.ts';
import { createPrivacy } from './lists/privacy.ts';
import { createReactionSaves } from './lists/reaction-saves.ts';
import { createSaves } from './lists/saves.ts';
import { createShown } from './lists/shown.ts';
import { createSavedNews } from './news/create-saved-news.ts';
import { createKeptTexts } from './processes/create-kept-texts.ts';
import { createLeases } from './processes/create-leases.ts';
import { createQuotas } from './processes/quotas.ts';
import { createSharedTurns } from './processes/shared-turns.ts';
import { createSignals } from './processes/signals.ts';
import { createAddedPapers } from './sources/added-papers.ts';
import { createHostTurns } from './sources/host-turns.ts';
import { createKeptPapers } from './sources/kept-papers.ts';
import { createSourceStatuses } from './sources/source-statuses.ts';
import { type Store, StoreFailure } from './store.ts';
import { createTasteMemory } from './taste/create-taste-memory.ts';
import { createInstallations } from './workspaces/installations.ts';
import { createRemovedWorkspaces } from './workspaces/removed-workspaces.ts';
import { createSeenEvents } from './workspaces/seen-events.ts';
import { createWelcomedPlaces } from './workspaces/welcomed-places.ts';

export type StoreOptions = {
  /** `sqlite:PATH`, or `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** What a relative path starts from; the working directory unless given. */
  readonly folder?: string;
  readonly log: Log;
  readonly now?: () => Date;
  /** Told of each question to the database; nobody is unless given. */
  readonly meter?: Meter;
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
  meter,
}: StoreOptions): Promise<Store> {
  const engine = chooseEngine(url, folder);
  const database = await openDatabase({ engine, log, now, settle: freeLeases });
  return createStore(meter === undefined ? database : measure(database, meter), log, now);
}

/** The store in an open database. */
export function createStore(database: Database, log: Log, now = () => new Date()): Store {
  const readPaper = createPaperReader(log);
  return {
    isShared: database.kind === 'postgres',
    shown: createShown(database),
    saves: createSaves(database, readPaper),
    reactionSaves: createReactionSaves(database),
    saveCounts: createSaveCounts(database),
    tastes: createTasteMemory(database),
    privacy: createPrivacy(database),
    numberedLists: createNumberedLists(database),
    papers: createKnownPapers(database, readPaper),
    digests: createDigests(database),
    deliveryQueue: createDeliveryQueue(database),
    dueTimes: createDueTimes(database),
    deliveries: createDeliveries(database),
    deliveryHistory: createDeliveryHistory(database),
    places: createPlaces(database),
    follows: createFollows(database),
    savedNews: createSavedNews(database, readPaper),
    addresses: createAddresses(database),
    keptPapers: createKeptPapers(database, readPaper),
    addedPapers: createAddedPapers(database),
    sourceStatuses: createSourceStatuses(database),
    hostTurns: createHostTurns(database),
    removedWorkspaces: createRemovedWorkspaces(database),
    welcomedPlaces: createWelcomedPlaces(database),
    leases: createLeases(database, now),
    longTexts: createKeptTexts(database, now),
    installations: createInstallations(database, now),
    seenEvents: createSeenEvents(database, now),
    signals: createSignals(database),
    quotas: createQuotas(database),
    sharedTurns: createSharedTurns(database, now),
    health: () => probe(database, now),
    size: () => database.read((queries) => readSize(queries, database.kind)),
    findClockTrouble: () => database.read((queries) => findClockTrouble(queries, database.readClock, now)),
    close: () => database.close(),
  };
}

/** Which engine a URL names. Throws a StoreFailure, without the URL, for it may hold a password. */
export function chooseEngine(url: string, folder: string): Engine {
  const path = /^sqlite:(?:\/\/(?=\/))?(?!\/\/)(?<path>[^\0]+)$/u.exec(url)?.groups?.path;
  if (path !== undefined && !path.startsWith(':')) return sqliteEngine(resolve(folder, path));
  if (/^postgres(?:ql)?:\/\//u.test(url) && URL.canParse(url)) return postgresEngine(url);
  throw new StoreFailure(
    entry`DATABASE_URL must be sqlite:PATH, such as sqlite:data/paperboy.db, or postgres://user:password@host:port/database.`,
    { lasting: true },
  );
}
