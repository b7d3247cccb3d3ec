import type { Config } from '../config/config.ts';
import type { Adding } from '../core/commands/adding/paper-adder.ts';
import { addedByHand } from '../core/sources/added-by-hand.ts';
import type { Store } from '../core/store/store.ts';
import {
  type KeptSources,
  type OpenedFetchers,
  openConfiguredFetchers,
  type SourceConfig,
} from './sources.ts';

/** How papers are added as configured. What asks services is loaded with the first that is looked up. */
export function openAdding(
  config: SourceConfig & Pick<Config, 'addPapers'>,
  store: Store,
  kept: KeptSources,
): { readonly adding: Adding; close(): Promise<void> } {
  let opening: Promise<OpenedFetchers> | undefined;
  const ending = new AbortController();
  return {
    adding: {
      whoMayAdd: config.addPapers,
      refresh: () => kept.look(addedByHand),
      lookUp: {
        async find(id, signal) {
          opening ??= openConfiguredFetchers({ ...config, sources: [] }, store);
          const { lookUp } = await opening;
          return lookUp.find(
            id,
            signal === undefined ? ending.signal : AbortSignal.any([signal, ending.signal]),
          );
        },
      },
    },
    async close() {
      ending.abort();
      await (await opening)?.close();
    },
  };
}
