import type { Log } from '../core/chat/log.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type LogOptions = {
  /** Lines below this level are left out. */
  readonly level: LogLevel;
  /** Replaced by `[secret]` wherever they turn up. */
  readonly secrets?: readonly string[];
  readonly now?: () => Date;
  write(line: string): void;
};

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A log of one line a message: `2026-03-12T09:30:00Z info  88 papers`. Its lines hold no control characters. */
export function createLog({ level, secrets = [], now = () => new Date(), write }: LogOptions): Log {
  const hidden = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  const say = (of: LogLevel) => (text: string) => {
    if (levels.indexOf(of) < levels.indexOf(level)) return;
    const shown = hidden.reduce((line, secret) => line.replaceAll(secret, '[secret]'), text);
    const line = shown
      .split(/[\r\n]+/u)
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .join(' | ')
      .replace(/\p{Cc}+/gu, ' ');
    write(`${now().toISOString().replace(/\.\d+/u, '')} ${of.padEnd(5)} ${line}\n`);
  };
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}

const nothing = (): void => {};

/** For work whose failures are told by who asked for it. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
