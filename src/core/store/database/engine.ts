import type { LogEntry } from '../../text/log-entry.ts';
import type { StoreFailure } from '../store.ts';
import type { Queries } from './schema.ts';

/**
 * One kind of database, as far as it differs from the other.
 *
 * @example
 * // A file that nobody else can open.
 * const engine: Engine = {
 *   kind: 'sqlite',
 *   place: entry`the database file own.db`,
 *   open: async () => new Kysely<Tables>({ dialect }),
 *   beginWriting: 'begin immediate',
 *   findWritingObstacle: async () => undefined,
 *   whenAlone: (_queries, work) => work(),
 *   isAstray: () => false,
 *   readClock: async (_queries, here) => here,
 *   notify: async () => {},
 *   follow: () => async () => {},
 *   purge: async () => true,
 *   explain: (error) => (isBusy(error) ? { failure: new StoreFailure(entry`It is busy.`), next: 'wait' } : undefined),
 * };
 */
export type Engine = {
  readonly kind: 'sqlite' | 'postgres';
  /** Which database it is, in words and without its password. */
  readonly place: LogEntry;
  /** Connects, if need be for reading alone, and makes a file that is missing. Rejects with whatever the driver says. */
  open(): Promise<Queries>;
  /** Why nothing can be written through the open connection, and what to do; undefined where it can. */
  findWritingObstacle(queries: Queries): Promise<StoreFailure | undefined>;
  /** SQL that begins a transaction that has every other writer, of any process, wait for its end. */
  readonly beginWriting: string;
  /**
   * Does the work, a transaction, where nobody else has the database open, and keeps others out meanwhile; passes it over
   * otherwise, and where that cannot be known.
   */
  whenAlone(queries: Queries, work: () => Promise<void>): Promise<void>;
  /** Whether the open connection is no longer one to the database that is at its place. */
  isAstray(): boolean;
  /** The moment (ms) by a clock that all processes on the database share; `here` is this machine's. */
  readClock(queries: Queries, here: number): Promise<number>;
  /** Tells those who follow the database, of all machines; nobody where all are on one. */
  notify(queries: Queries, text: string): Promise<void>;
  /**
   * `heard` is told what was told to all, and `missed`, each time it can be heard from now on, that something may have gone by before;
   * yields how to end that.
   */
  follow(heard: (text: string) => void, missed: () => void): () => Promise<void>;
  /** Overwrites what deleted rows left beside the tables; yields whether it could, which a reader may keep it from. */
  purge(queries: Queries): Promise<boolean>;
  /** What a driver's error means; undefined for one that is no fault of the database's. */
  explain(error: unknown): Trouble | undefined;
};

export type Trouble = {
  readonly failure: StoreFailure;
  /**
   * `wait`: another process is in the way, the same may work in a moment. `reopen`: the connection is of no use any more.
   * `keep`: trying again does not help, but others may succeed.
   */
  readonly next: 'wait' | 'reopen' | 'keep';
};

/** Text as both engines keep it: PostgreSQL knows neither NUL nor half a surrogate pair. Other values as they are. */
export function storable(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\0|\p{Surrogate}/gu, '') : value;
}
