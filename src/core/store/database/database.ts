import { createBreather } from '../../async/time-slices.ts';
import { wait } from '../../async/wait.ts';
import type { Log } from '../../chat/log.ts';
import { createOutage } from '../../text/health.ts';
import { entry } from '../../text/log-entry.ts';
import { assertNewest, migrate, migrations } from '../migrations/migrate.ts';
import type { Migration } from '../migrations/migration.ts';
import { StoreFailure } from '../store.ts';
import type { Engine, Trouble } from './engine.ts';
import { purgeSoon } from './purge.ts';
import type { Queries } from './schema.ts';
import { canGrow, inTransaction } from './transaction.ts';

/**
 * A database that opens again by itself. What reads and writes rejects with a StoreFailure where it cannot be used just now; one that can
 * only be read is read.
 */
export type Database = {
  readonly kind: Engine['kind'];
  /** Runs queries that change nothing. They run again after a broken connection. */
  read<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>;
  /**
   * Runs queries in one transaction that no other writer, of any process, comes between. They run again where another
   * process was in the way; what resolves is on disk.
   */
  write<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>;
  /** Runs a statement by itself, which waits for no writer but at its own row. It may run again after a broken connection. */
  writeOne<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>;
  /** Why it could not be read or written the last time; undefined where it could since. */
  failure(): StoreFailure | undefined;
  /** As in `Engine`. */
  readClock: Engine['readClock'];
  /** Tells all processes that follow, itself included. */
  notify(text: string): Promise<void>;
  /** As in `Engine`, until it is closed. */
  follow(...hearing: Parameters<Engine['follow']>): void;
  /** Overwrites what deleted rows left beside the tables; what somebody keeps it from is left to the next time. */
  purge(): Promise<void>;
  /** Lets what is under way end. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  readonly engine: Engine;
  readonly log: Log;
  readonly now: () => Date;
  /** All there are unless given. */
  readonly steps?: readonly Migration[];
  /** Done once, when it is first opened and nobody else has it open. */
  readonly settle?: (queries: Queries) => Promise<void>;
};

/** Milliseconds that work waits for other processes, or begins anew in: whoever asked has an answer within ten seconds. */
const patience = 5_000;
/** Milliseconds after which a database that can only be read is tried for writing again. */
const rewriteAfter = 30_000;
/** Milliseconds between two tries to open a database that could not be opened. */
const reopenAfter = 3_000;

/** Opens and migrates it. Rejects where trying again does not help; a database out of reach is opened on a later use. */
export async function openDatabase({
  engine,
  log,
  now,
  steps = migrations,
  settle,
}: DatabaseOptions): Promise<Database> {
  let opening: Promise<Queries> | undefined;
  let lastFailure: { readonly failure: StoreFailure; readonly at: number } | undefined;
  /** What has failed and not worked since: writing, or even reading. */
  let trouble: { readonly doing: 'reading' | 'writing'; readonly failure: StoreFailure } | undefined;
  const outage = createOutage(() => now().getTime());
  let readOnly: { readonly failure: StoreFailure; readonly since: number } | undefined;
  let closed = false;
  let unsettled = settle;
  const underWay = new Set<Promise<unknown>>();
  const hearers: (() => Promise<void>)[] = [];
  // SQLite answers at once: without it, one who asks again and again would have the program all to itself.
  const breathe = createBreather();

  async function open(): Promise<Queries> {
    const queries = await engine.open();
    try {
      const failure = await engine.findWritingObstacle(queries);
      readOnly = failure && { failure, since: now().getTime() };
      if (failure !== undefined) {
        await assertNewest(queries, engine, steps);
        tell(failure, 'writing');
        return queries;
      }
      await inTransaction(engine, queries, (transaction) => migrate(transaction, engine, steps));
      if (unsettled !== undefined) {
        const work = unsettled;
        await engine.whenAlone(queries, () => inTransaction(engine, queries, work));
        unsettled = undefined;
      }
      return queries;
    } catch (error) {
      await queries.destroy().catch(() => {});
      throw error;
    }
  }

  /** The open database; opens it, unless that failed a moment ago. */
  async function reach(doing: 'reading' | 'writing'): Promise<Queries> {
    const waited = now().getTime() - (readOnly?.since ?? 0);
    if (doing === 'writing' && readOnly !== undefined && waited >= rewriteAfter && opening !== undefined)
      abandon(opening);
    if (opening !== undefined && engine.isAstray()) {
      log.warn(entry`${engine.place} was replaced or removed; it is reopened.`);
      abandon(opening);
    }
    if (opening === undefined) {
      if (lastFailure !== undefined && now().getTime() - lastFailure.at < reopenAfter)
        throw lastFailure.failure;
      const started = open();
      opening = started;
      started.then(
        () => succeed(readOnly === undefined ? 'writing' : 'reading'),
        () => {
          if (opening === started) opening = undefined;
        },
      );
    }
    return opening;
  }

  /** Closes a connection that is of no use any more; the next use opens another. */
  function abandon(old: Promise<Queries>): void {
    if (opening === old) opening = undefined;
    old.then((queries) => queries.destroy()).catch(() => {});
  }

  /** Keeps why it could not be opened. */
  function remember(failure: StoreFailure): void {
    lastFailure = { failure, at: now().getTime() };
  }

  function tell(failure: StoreFailure, doing: 'reading' | 'writing'): void {
    if (outage.fail()) log.error(failure.message, failure);
    if (trouble?.doing !== 'writing') trouble = { doing, failure };
  }

  function fail(failure: StoreFailure, doing: 'reading' | 'writing'): never {
    tell(failure, doing);
    throw failure;
  }

  function succeed(doing: 'reading' | 'writing'): void {
    if (trouble?.doing === 'writing' && doing === 'reading') return;
    trouble = undefined;
    if (outage.succeed()) log.info(entry`The database works again: ${engine.place}.`);
  }

  async function attempt<Result>(
    doing: 'reading' | 'writing',
    work: (queries: Queries) => Promise<Result>,
    repeatable: () => boolean,
  ): Promise<Result> {
    await breathe();
    const deadline = now().getTime() + patience;
    let reopened = false;
    for (;;) {
      let used: Promise<Queries> | undefined;
      try {
        const queries = await reach(doing);
        used = opening;
        if (doing === 'writing' && readOnly !== undefined) throw readOnly.failure;
        const result = await work(queries);
        // What has changed nothing says nothing of what could not be written.
        const isSure = trouble?.doing !== doing || doing === 'reading' || (await canGrow(engine, queries));
        if (isSure) succeed(doing);
        return result;
      } catch (error) {
        if (error instanceof StoreFailure) {
          if (used === undefined && error !== lastFailure?.failure) remember(error);
          fail(error, doing);
        }
        const found: Trouble | undefined = engine.explain(error);
        if (found === undefined) throw error;
        if (found.next === 'wait' && now().getTime() < deadline) {
          await wait(10 + Math.random() * 40);
          continue;
        }
        if (found.next === 'reopen' && used !== undefined) abandon(used);
        if (used === undefined) remember(found.failure);
        const hasTime = now().getTime() < deadline;
        if (found.next === 'reopen' && used !== undefined && repeatable() && !reopened && hasTime) {
          reopened = true;
          continue;
        }
        fail(found.failure, doing);
      }
    }
  }

  function run<Result>(
    doing: 'reading' | 'writing',
    work: (queries: Queries) => Promise<Result>,
    repeatable: () => boolean,
  ): Promise<Result> {
    if (closed) return Promise.reject(new StoreFailure(entry`The store is closed.`, { lasting: true }));
    const running = attempt(doing, work, repeatable).finally(() => underWay.delete(running));
    underWay.add(running);
    return running;
  }

  const database: Database = {
    kind: engine.kind,
    read: (work) => run('reading', work, () => true),
    write(work) {
      let begun = false;
      return run(
        'writing',
        (queries) => {
          begun = false;
          return inTransaction(engine, queries, (transaction) => {
            begun = true;
            return work(transaction);
          });
        },
        () => !begun,
      );
    },
    writeOne: (work) => run('writing', work, () => true),
    failure: () => trouble?.failure,
    readClock: engine.readClock,
    notify: (text) =>
      run(
        'reading',
        (queries) => engine.notify(queries, text),
        () => true,
      ),
    follow: (...hearing) => void hearers.push(engine.follow(...hearing)),
    purge: () => purgeSoon(() => run('reading', engine.purge, () => true)),
    async close() {
      closed = true;
      await Promise.allSettled(hearers.map((end) => end()));
      await Promise.allSettled([...underWay]);
      const queries = await opening?.catch(() => undefined);
      await queries?.destroy();
    },
  };
  await database
    .read(async () => {})
    .catch((error: unknown) => {
      if (!(error instanceof StoreFailure) || error.lasting) throw error;
    });
  return database;
}
