import { type Config, namesOfOpened } from '../../config/config.ts';
import { openWebServer, type WebServer } from '../../core/async/web-server.ts';
import type { Log } from '../../core/chat/log.ts';
import { describeSpan } from '../../core/digest/digest-words.ts';
import type { Health } from '../../core/text/health.ts';
import { entry, kindOf, nameOf, nobodyTyped } from '../../core/text/log-entry.ts';
import type { ProgramLog } from '../log.ts';
import { version } from '../version.ts';
import { type Checks, createChecks, ofProgram } from './checks.ts';
import { openDoor } from './door.ts';
import type { Metrics } from './metrics.ts';
import { json, listPaths, type Pages, probePages, servePages } from './pages.ts';
import { makeReport } from './report.ts';

/** How whoever runs the program sees how it is. */
export type Operation = Pick<Checks, 'watch'> & {
  /** Absent where nobody reads metrics: nothing is counted then. */
  readonly metrics?: Metrics;
  /** To be called once all parts are there. */
  started(): void;
  close(): Promise<void>;
};

const connections = 32;
/** Milliseconds without a byte after which a connection is closed. */
const silence = 30_000;

/**
 * Opens the port for probes and metrics, where a setting names one, and the socket for `doctor`: before all else, so that a slow
 * start can be watched.
 */
export async function openOperation(
  config: Pick<Config, 'opsPort' | 'opsHost' | 'data'> & Partial<Pick<Config, 'platforms'>>,
  log: ProgramLog,
  leaving: AbortSignal,
): Promise<Operation> {
  const own = log.of('operation');
  const checks = createChecks();
  let isStarted = false;
  checks.watch(ofProgram, () => tellProgram(isStarted, leaving.aborted));
  const metrics = config.opsPort === undefined ? undefined : await openMetrics(checks, config);
  const pages = { ...probePages(checks), ...(metrics === undefined ? {} : { '/metrics': metrics.page }) };
  const server = await openPort(config, pages, leaving, own);
  const door = await openDoor(
    config.data,
    { '/doctor': async () => json(200, await makeReport(checks, log)) },
    own,
  );
  return {
    watch: checks.watch,
    ...(metrics === undefined ? {} : { metrics }),
    started: () => {
      isStarted = true;
    },
    close: async () => void (await Promise.all([server?.close(), door?.close()])),
  };
}

/** The library behind metrics is loaded only where they are read. */
async function openMetrics(
  checks: Checks,
  { platforms = [] }: Partial<Pick<Config, 'platforms'>>,
): Promise<Metrics> {
  const { createMetrics } = await import('./metrics.ts');
  return createMetrics(checks, () => new Date(), namesOfOpened({ platforms }));
}

/** Requests are for others while it starts and once it is to stop. */
function tellProgram(isStarted: boolean, isStopping: boolean): Health {
  if (isStopping) return { state: 'wrong', words: entry`It is stopping.` };
  if (!isStarted) return { state: 'wrong', words: entry`It is starting.` };
  return {
    state: 'ok',
    words: entry`Paperboy ${nameOf(version)} has been up for ${nobodyTyped(describeSpan(process.uptime() * 1_000))}.`,
  };
}

/** Where the port cannot be had, the bot goes on without. */
async function openPort(
  { opsPort: port, opsHost: host }: Pick<Config, 'opsPort' | 'opsHost'>,
  pages: Pages,
  leaving: AbortSignal,
  log: Log,
): Promise<WebServer | undefined> {
  if (port === undefined) return undefined;
  try {
    const server = await openWebServer({ port, host, connections, silence, leaving }, servePages(pages, log));
    const shown = nobodyTyped(host.includes(':') ? `[${host}]` : host);
    log.info(entry`${nobodyTyped(listPaths(pages))} are at http://${shown}:${server.port}.`);
    return server;
  } catch (error) {
    log.error(
      entry`PAPERBOY_OPS_PORT ${port} cannot be opened, so nothing watches the bot there (${kindOf(error)}). Choose a free port, at an address of this machine.`,
      error,
    );
    return undefined;
  }
}
