import type { Config } from '../../config/config.ts';
import type { Store } from '../../core/store/store.ts';
import type { Readings } from './readings.ts';

/** When each source was last asked with success, by any process. */
export function readAges(
  { sources }: Pick<Config, 'sources'>,
  { sourceStatuses }: Pick<Store, 'sourceStatuses'>,
): ReturnType<Readings['sources']> {
  return Promise.all(
    sources.map(async ({ name }) => {
      const succeededAt = (await sourceStatuses.get(name))?.succeededAt;
      return { name, ...(succeededAt === undefined ? {} : { succeededAt }) };
    }),
  );
}
