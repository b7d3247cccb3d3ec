import { Counter, Gauge, type Registry } from 'prom-client';
import { StoreFailure } from '../../core/store/store.ts';
import { version } from '../version.ts';
import type { Checks } from './checks.ts';
import type { Storage } from './storage.ts';

/** What is read anew whenever somebody asks for the metrics. */
export type Readings = {
  /** Digests that are due here and wait, or are under way. */
  underWay(): number;
  /** When the digest was due that has waited longest; undefined where none waits. */
  oldestDue(): Promise<Date | undefined>;
  /** Changes that wait until the database can be written. */
  waitingWrites(): number;
  papers(): { readonly known: number; readonly indexed: number };
  /** When each source that settings name was last asked with success. */
  sources(): Promise<readonly { readonly name: string; readonly succeededAt?: Date }[]>;
  storage(): Promise<Storage>;
  /** Bytes that the database takes. */
  databaseSize(): Promise<number>;
  /** Lines of the log so far, by level. */
  lines(): Readonly<Record<string, number>>;
};

const worth = { ok: 1, warn: 0.5, wrong: 0 } as const;

/** Adds their gauges to a registry; yields how to read them. What cannot be read, as while the database is away, is left out. */
export function addReadings(registry: Registry, now: () => Date) {
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: readonly string[]) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers });
  const info = gauge('paperboy_info', 'The versions at work; always 1', 'version', 'node', 'zones');
  const well = gauge('paperboy_check', 'How a part is, as /readyz has it: 1 ok, 0.5 warn, 0 wrong', 'check');
  const underWay = gauge('paperboy_digests_under_way', 'Digests due here that wait or are being delivered');
  const overdue = gauge(
    'paperboy_digest_overdue_seconds',
    'How long ago the oldest digest that has not ended was due',
  );
  const waiting = gauge('paperboy_waiting_writes', 'Changes that wait until the database can be written');
  const known = gauge('paperboy_papers', 'Papers that are known');
  const indexed = gauge(
    'paperboy_indexed_papers',
    'Papers in the index of this process; with a search server, those that it is to have',
  );
  const ages = gauge('paperboy_source_age_seconds', 'Since a source was last asked with success', 'source');
  const free = gauge(
    'paperboy_disk_free_bytes',
    'Free on the disk of the data folder or of a SQLite file',
    'folder',
  );
  const size = gauge('paperboy_database_bytes', 'What the database takes');
  const log = gauge('paperboy_write_ahead_log_bytes', 'What the write-ahead log of a SQLite file takes');
  const backup = gauge(
    'paperboy_backup_age_seconds',
    'Since the newest backup by schedule in the data folder',
  );
  const lines = new Counter({
    name: 'paperboy_log_lines_total',
    help: 'Lines of the log, those left out for their level among them',
    labelNames: ['level'],
    registers,
  });
  const secondsSince = (date: Date) => Math.max(0, now().getTime() - date.getTime()) / 1_000;

  return async (checks: Pick<Checks, 'read'>, readings: Readings | undefined): Promise<void> => {
    info.set({ version, node: process.versions.node, zones: process.versions.tz ?? 'system' }, 1);
    for (const { name, state } of await checks.read()) well.set({ check: name }, worth[state]);
    if (readings === undefined) return;
    underWay.set(readings.underWay());
    waiting.set(readings.waitingWrites());
    const count = readings.papers();
    known.set(count.known);
    indexed.set(count.indexed);
    lines.reset();
    for (const [level, told] of Object.entries(readings.lines())) lines.inc({ level }, told);
    for (const one of [overdue, log, backup, size]) one.remove();
    for (const one of [ages, free]) one.reset();
    await Promise.all([
      readIfKnown(readings.storage, (stored) => {
        for (const { folder, bytes } of stored.free) free.set({ folder }, bytes);
        if (stored.log !== undefined) log.set(stored.log);
        if (stored.backup !== undefined) backup.set(secondsSince(stored.backup));
      }),
      readIfKnown(readings.databaseSize, (bytes) => size.set(bytes)),
      readIfKnown(readings.oldestDue, (oldest) =>
        overdue.set(oldest === undefined ? 0 : secondsSince(oldest)),
      ),
      readIfKnown(readings.sources, (sources) => {
        for (const { name, succeededAt } of sources)
          if (succeededAt !== undefined) ages.set({ source: name }, secondsSince(succeededAt));
      }),
    ]);
  };
}

/** Sets what the database and the system tell; what they do not tell just now is left out, and nothing else for it. */
async function readIfKnown<Value>(read: () => Promise<Value>, set: (value: Value) => void): Promise<void> {
  try {
    set(await read());
  } catch (error) {
    const isOfSystem = error instanceof Error && 'syscall' in error;
    if (!(error instanceof StoreFailure) && !isOfSystem) throw error;
  }
}
