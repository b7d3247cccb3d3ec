import type { Config } from '../../config/config.ts';
import type { Log } from '../../core/chat/log.ts';
import { fetchAll } from '../../core/sources/rounds/rounds.ts';
import type { RoundReport } from '../../core/sources/rounds/run-round.ts';
import { howToSwitchOn } from '../../core/sources/state-words.ts';
import { openStore } from '../../core/store/open-store.ts';
import { openConfiguredFetchers } from '../sources.ts';

export type FetchOptions = { readonly json: boolean; readonly since?: Date };

/** Where a round is told. */
export type FetchOutput = {
  print(text: string): Promise<void>;
  complain(text: string): void;
  readonly log: Log;
  readonly stop: AbortSignal;
};

/** One round over all sources; yields the exit code, 1 where one is broken. Rejects with a StoreFailure. */
export async function runFetch(
  config: Config,
  { json, since }: FetchOptions,
  { print, complain, log, stop }: FetchOutput,
): Promise<number> {
  if (config.sources.length === 0) {
    if (json) await print(`${JSON.stringify({ sources: [] })}\n`);
    else complain(`No sources are set. ${howToSwitchOn}`);
    return 0;
  }
  const store = await openStore({ url: config.databaseUrl, log });
  try {
    const opened = await openConfiguredFetchers(config, store);
    const { fetchers, tools, close } = opened;
    try {
      const reports = await fetchAll(
        fetchers,
        tools,
        { signal: stop, ...(since === undefined ? {} : { since }) },
        (report) => {
          if (!json) void print(`${describeReport(report)}\n`);
        },
      );
      if (json) await print(`${JSON.stringify({ sources: reports })}\n`);
      return reports.some(({ state }) => state === 'broken') ? 1 : 0;
    } finally {
      await close();
    }
  } finally {
    await store.close();
  }
}

/** `arxiv:cs.LG: fresh, 212 new, 40 changed`. */
function describeReport({ name, state, new: fresh, changed, nextTry, problem }: RoundReport): string {
  const next =
    nextTry === undefined ? '' : ` Next try at ${nextTry.toISOString().replace(/:\d+\.\d+/u, '')}.`;
  return `${name}: ${state}, ${fresh} new, ${changed} changed${problem === undefined ? '' : `. ${problem}`}${next}`;
}
