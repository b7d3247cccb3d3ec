import { incidentOf } from '../core/chat/failures.ts';
import type { Log } from '../core/chat/log.ts';
import type { LogEntry } from '../core/text/log-entry.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** `text`: a line for people, `2026-03-12T09:30:00Z info  88 papers`. `json`: one object a line, for programs. */
export type LogFormat = 'text' | 'json';

export type LogOptions = {
  /** Lines below this level are left out. */
  readonly level: LogLevel;
  readonly format?: LogFormat;
  /** Replaced by `[secret]` wherever they turn up. */
  readonly secrets?: readonly string[];
  readonly now?: () => Date;
  write(line: string): void;
};

/** A message as it was logged. */
export type LoggedLine = {
  readonly time: string;
  readonly level: LogLevel;
  readonly message: string;
  /** What part of the program says it. */
  readonly part?: string;
  /** Shared by all lines of one failure, and by what the person was told whom it befell. */
  readonly incident?: number;
};

/** The log of the whole program, which knows what it said. */
export type ProgramLog = Log & {
  of(part: string): Log;
  /** The newest errors, the newest last. */
  lastErrors(): readonly LoggedLine[];
  /** Lines of each level so far, those left out among them. */
  counts(): Readonly<Record<LogLevel, number>>;
};

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const errorsKept = 20;

/** A log of one line a message. Its lines hold no control characters. */
export function createLog(options: LogOptions): ProgramLog {
  const { level, format = 'text', secrets = [], now = () => new Date(), write } = options;
  const hidden = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  const counts: Record<LogLevel, number> = { debug: 0, info: 0, warn: 0, error: 0 };
  const errors: LoggedLine[] = [];

  const say = (of: LogLevel, part?: string) => (text: LogEntry, failure?: unknown) => {
    counts[of] += 1;
    if (levels.indexOf(of) < levels.indexOf(level)) return;
    const line: LoggedLine = {
      time: now().toISOString().replace(/\.\d+/u, ''),
      level: of,
      message: clean(hidden.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text)),
      ...(part === undefined ? {} : { part }),
      ...(failure === undefined ? {} : { incident: incidentOf(failure) }),
    };
    if (of === 'error') errors.push(line);
    if (errors.length > errorsKept) errors.shift();
    write(`${format === 'json' ? JSON.stringify(line) : `${line.time} ${of.padEnd(5)} ${line.message}`}\n`);
  };
  const logOf = (part?: string): Log => ({
    debug: say('debug', part),
    info: say('info', part),
    warn: say('warn', part),
    error: say('error', part),
  });
  return { ...logOf(), of: logOf, lastErrors: () => [...errors], counts: () => ({ ...counts }) };
}

function clean(text: string): string {
  return text
    .split(/[\r\n]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' | ')
    .replace(/\p{Cc}+/gu, ' ');
}

/** For work whose failures are told by who asked for it. */
export const silentLog: ProgramLog = createLog({ level: 'error', write: () => {} });
