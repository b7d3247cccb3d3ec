import type { Log } from '../core/chat/log.ts';
import { describeSpan } from '../core/digest/digest-words.ts';
import { type Rounds, startRounds } from '../core/sources/rounds/rounds.ts';
import { type Store, StoreFailure } from '../core/store/store.ts';
import { openConfiguredFetchers, type SourceConfig } from './sources.ts';

export type FetchingOptions = { readonly config: SourceConfig; readonly store: Store; readonly log: Log };

/** How long a source is unwell before the operator is told, in milliseconds. */
const patience = 24 * 60 * 60_000;

/** Fetches papers by itself, from the services that settings name; what is unwell for more than a day is told once. */
export async function startFetching({ config, store, log }: FetchingOptions): Promise<Rounds> {
  if (config.sources.length === 0) return { freshen: async () => {}, stop: async () => {} };
  const { fetchers, tools, close } = await openConfiguredFetchers(config, store);
  const rounds = startRounds({
    fetchers,
    tools,
    onRound({ name, state, new: fresh, changed, problem }, status) {
      const counts = `${fresh} new, ${changed} changed`;
      log.info(`${name}: ${state}, ${counts}${problem === undefined ? '.' : `. ${problem}`}`);
      void tellOnce(name, status);
    },
    onFailure(name, error) {
      // The store has said in the log what is wrong with it.
      if (!(error instanceof StoreFailure)) log.error(`${name} could not be fetched: ${String(error)}`);
    },
  });

  async function tellOnce(name: string, status: Awaited<ReturnType<typeof store.sourceStatuses.get>>) {
    if (status?.illSince === undefined || status.toldAt !== undefined) return;
    const now = tools.clock.now();
    const span = now.getTime() - status.illSince.getTime();
    if (span < patience) return;
    log.error(`${name} has been ${status.state} for ${describeSpan(span)}: ${status.problem ?? ''}`);
    await store.sourceStatuses.put(name, { ...status, toldAt: now }).catch(() => {});
  }

  return {
    freshen: rounds.freshen,
    async stop() {
      await rounds.stop();
      await close();
    },
  };
}
