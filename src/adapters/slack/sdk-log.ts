import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../core/chat/log.ts';

/**
 * What the SDK says goes into the debug log: this adapter says in one line what matters, and how to mend it. Its own
 * debug lines hold messages whole and are left out.
 */
export function createSdkLog(log: Log): Logger {
  const note = (...parts: readonly unknown[]) => log.debug(`Slack SDK: ${parts.map(String).join(' ')}`);
  const ignore = () => {};
  return {
    error: note,
    warn: note,
    info: ignore,
    debug: ignore,
    getLevel: () => LogLevel.WARN,
    setLevel: ignore,
    setName: ignore,
  };
}
