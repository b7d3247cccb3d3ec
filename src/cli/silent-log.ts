import type { Log } from '../core/chat/log.ts';

const nothing = (): void => {};

/** For work whose failures are told by who asked for it. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
