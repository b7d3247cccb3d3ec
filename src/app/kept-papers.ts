import { existsSync } from 'node:fs';
import { fileOfDatabase } from '../config/addresses.ts';
import type { Config } from '../config/config.ts';
import type { Log } from '../core/chat/log.ts';
import type { Source } from '../core/sources/source.ts';
import { StoreFailure } from '../core/store/store.ts';
import { entry, traceOf } from '../core/text/log-entry.ts';

/** The sources of what was fetched before, for a command that only looks. */
export type KeptPapers = { readonly sources: readonly Source[]; close(): Promise<void> };

const none: KeptPapers = { sources: [], close: async () => {} };

/**
 * What was fetched and kept, where it is `wanted` and there is a database; nothing, with a warning, where that cannot be used. No
 * database is made for it.
 */
export async function openKeptPapers(config: Config, wanted: boolean, log: Log): Promise<KeptPapers> {
  const file = fileOfDatabase(config.databaseUrl);
  if (!wanted || (file !== undefined && !existsSync(file))) return none;
  const { openStore } = await import('../core/store/open-store.ts');
  const { openKeptSources } = await import('./sources.ts');
  try {
    const store = await openStore({ url: config.databaseUrl, log });
    return { sources: openKeptSources(config, store).sources, close: () => store.close() };
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    log.warn(entry`Fetched papers are left out: ${traceOf(error)}`);
    return none;
  }
}
