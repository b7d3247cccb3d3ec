import type { Config } from '../config/config.ts';
import type { Adding } from '../core/commands/adding/paper-adder.ts';
import { addedByHand } from '../core/sources/added-by-hand.ts';
import type { ListedWorks } from '../core/sources/look-up/listed-works.ts';
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
): { readonly adding: Adding; readonly works?: ListedWorks; close(): Promise<void> } {
  let opening: Promise<OpenedFetchers> | undefined;
  const ending = new AbortController();
  const open = (): Promise<OpenedFetchers> => {
    opening ??= openConfiguredFetchers({ ...config, sources: [] }, store, ending.signal);
    return opening;
  };
  return {
    ...(config.addPapers === 'nobody'
      ? {}
      : {
          works: {
            knows: async (id) => (await open()).works.knows(id),
            citing: async (id, since) => (await open()).works.citing(id, since),
            by: async (orcid, since) => (await open()).works.by(orcid, since),
          },
        }),
    adding: {
      whoMayAdd: config.addPapers,
      refresh: () => kept.look(addedByHand),
      lookUp: {
        async find(id, signal) {
          const { lookUp } = await open();
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
