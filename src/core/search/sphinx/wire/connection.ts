import type { Pool, PoolConnection } from 'mysql2/promise';
import pLimit from 'p-limit';
import { growingPause } from '../../../async/retry.ts';
import { within } from '../../../async/within.ts';
import { beginningOf, entry, kindOf, type LogEntry, nameOf } from '../../../text/log-entry.ts';
import { SearchFailure } from '../../engine.ts';
import type { ServerAddress } from './address.ts';
import type { Token } from './tokens.ts';

/** A row of an answer, by the names of its columns; large numbers are strings. */
export type ServerRow = Readonly<Record<string, string | number | null>>;

/** What the server answered. */
export type ServerAnswer = {
  readonly rows: readonly ServerRow[];
  /** How many matched, beside those told. */
  readonly found: number;
  /** How many documents have each word of the query, by word. */
  readonly holders: ReadonlyMap<Token, number>;
  /** The shards that did not answer, by their addresses or tables. */
  readonly silent: readonly LogEntry[];
};

/** Statements to one server; what they reject with is a SearchFailure. */
export type ServerConnection = {
  /** A statement that yields rows, and what SHOW META tells after it. */
  ask(statement: string): Promise<ServerAnswer>;
  /** A statement that changes something, or rows alone. */
  run(statement: string): Promise<readonly ServerRow[]>;
  close(): Promise<void>;
};

export type ConnectionOptions = {
  /** Milliseconds until whoever does not answer is given up, twelve times as long for changes; 5,000 unless told. */
  readonly patience?: number;
  /** Milliseconds after the first failure in which nobody is asked; doubled with each, up to 30 times as long. 1,000 unless told. */
  readonly pause?: number;
  /** Milliseconds of a clock that is never put back. */
  readonly now?: () => number;
};

const MOST_CONNECTIONS = 8;
const MOST_PAUSES = 30;
/** Who writes waits so many times as long: the server may have to move a table from memory to its disk. */
const TIMES_FOR_CHANGES = 12;
const late = Symbol('late');

/**
 * Connections that are made when they are needed; after a failure they rest for a while, so that nobody waits for a dead server. Who
 * waits for one that others use is not given up: that says nothing of the server.
 */
export function connectTo(
  { host, port, user, password }: ServerAddress,
  { patience = 5_000, pause = 1_000, now = () => performance.now() }: ConnectionOptions = {},
): ServerConnection {
  const inTurn = pLimit(MOST_CONNECTIONS);
  let opened: Promise<Pool> | undefined;
  let failures = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let reason: LogEntry = entry`it was not asked`;

  const unreachable = (): SearchFailure =>
    new SearchFailure(entry`The search server at ${nameOf(`${host}:${port}`)} cannot be reached: ${reason}.`);
  const reasonOf = (error: unknown): LogEntry => {
    if (error instanceof Late) return entry`it did not answer within ${patience} ms`;
    return isOfServer(error)
      ? entry`none of its shards answers`
      : entry`${kindOf(error)}; start it, or correct SEARCH_URL`;
  };
  const openPool = async (): Promise<Pool> => {
    const { createPool } = await import('mysql2/promise');
    return createPool({
      host,
      port,
      user: user ?? '',
      ...(password === undefined ? {} : { password }),
      connectionLimit: MOST_CONNECTIONS,
      connectTimeout: patience,
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
  };
  const bounded = async <T>(work: Promise<T>, times = 1): Promise<T> => {
    const done = await within(times * patience, work, late);
    if (done === late) throw new Late();
    return done as T;
  };
  const borrow = async (): Promise<PoolConnection> => {
    opened ??= openPool();
    const coming = (await opened).getConnection();
    try {
      return await bounded(coming);
    } catch (error) {
      // One that comes too late goes back.
      if (error instanceof Late) coming.then((connection) => connection.destroy()).catch(() => {});
      throw error;
    }
  };
  const use = async <T>(
    work: (query: (sql: string, times?: number) => Promise<readonly ServerRow[]>) => Promise<T>,
  ): Promise<T> => {
    const begun = now();
    if (begun < restsUntil) throw unreachable();
    let connection: PoolConnection | undefined;
    try {
      const own = await borrow();
      connection = own;
      const query = async (sql: string, times = 1): Promise<readonly ServerRow[]> => {
        const [rows] = await bounded(own.query(sql), times);
        return Array.isArray(rows) ? (rows as ServerRow[]) : [];
      };
      const result = await work(query);
      own.release();
      failures = 0;
      return result;
    } catch (error) {
      if (isOfServer(error) && !isSilence(error)) {
        connection?.release();
        throw refused(error);
      }
      connection?.destroy();
      reason = reasonOf(error);
      // Many that fail at once are one failure.
      if (begun >= restsUntil) {
        failures += 1;
        restsUntil = now() + growingPause(failures, pause, 2, MOST_PAUSES * pause);
      }
      throw unreachable();
    }
  };

  return {
    ask: (statement) =>
      inTurn(() =>
        use(async (query) => {
          const rows = await query(statement);
          return { rows, ...readMeta(await query('SHOW META')) };
        }),
      ),
    run: (statement) => inTurn(() => use((query) => query(statement, TIMES_FOR_CHANGES))),
    async close() {
      const pool = await opened?.catch(() => undefined);
      await within(patience, pool?.end() ?? Promise.resolve(), undefined).catch(() => undefined);
    },
  };
}

class Late extends Error {
  override readonly name = 'Late';
}

function isOfServer(error: unknown): error is Error {
  return error instanceof Error && /^ER_/u.test(String(Reflect.get(error, 'code')));
}

/** The shards that failed, of those that a warning or an error names; what an agent merely warned of is none. */
function findSilent(text: string): readonly LogEntry[] {
  const parts = text.replace(/\bagent \S+ remote query warning:/giu, '').split(';');
  const found = parts.flatMap((part) => {
    const failed = /\bagent\b(?: (\S+):(?=\s|$))?|\blocal (?:table|index) (\S+) missing\b/iu.exec(part);
    return failed === null ? [] : [nameOf(failed[1] ?? failed[2])];
  });
  return [...new Set(found)];
}

/** Whether it is an error because no shard answered: of those that refuse a statement it says so. */
function isSilence(error: Error): boolean {
  return findSilent(error.message).length > 0 && !/\bremote query error:/iu.test(error.message);
}

function refused(error: Error): SearchFailure {
  return new SearchFailure(entry`The search server refused a statement: ${beginningOf(error.message)}.`);
}

function readMeta(meta: readonly ServerRow[]): Omit<ServerAnswer, 'rows'> {
  const told = new Map(meta.map(({ Variable_name: name, Value: value }) => [String(name), String(value)]));
  const holders = new Map<Token, number>();
  for (const [name, word] of told) {
    const number = /^keyword\[(\d+)\]$/u.exec(name)?.[1];
    if (number !== undefined) holders.set(word as Token, Number(told.get(`docs[${number}]`) ?? 0));
  }
  return {
    found: Number(told.get('total_found') ?? 0),
    holders,
    silent: findSilent(told.get('warning') ?? ''),
  };
}
