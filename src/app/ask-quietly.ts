import type { Log } from '../core/chat/log.ts';
import type { ListedWorks } from '../core/sources/look-up/listed-works.ts';
import { isServiceTrouble } from '../core/sources/rounds/service-trouble.ts';
import { entry, traceOf } from '../core/text/log-entry.ts';

/** Asks so that where the service cannot be asked there is nothing: a message tells what else is new, and the rest another day. */
export function askQuietly(works: ListedWorks | undefined, log: Log): { readonly works?: ListedWorks } {
  if (works === undefined) return {};
  const none = (error: unknown) => {
    if (!isServiceTrouble(error)) throw error;
    log.warn(
      entry`OpenAlex could not be asked for what is followed; it is asked again with the next message: ${traceOf(error)}`,
    );
    return [];
  };
  return {
    works: {
      knows: works.knows,
      citing: (id, since) => works.citing(id, since).catch(none),
      by: (orcid, since) => works.by(orcid, since).catch(none),
    },
  };
}
