import { createCompose } from '../../digest/selection/compose.ts';
import { explainNothing } from '../../digest/selection/explain-nothing.ts';
import type { Composed } from '../../digest/selection/parts.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Services } from '../command.ts';

/** What a digest would post at this moment, or why that is nothing, in words. */
export type ComposedNow =
  | { readonly composed: Composed; readonly nothing?: undefined }
  | { readonly composed?: undefined; readonly nothing: string };

/** Composes a digest as it would be posted now; nothing is sent. Rejects with a StoreFailure or a SearchFailure. */
export async function composeNow(
  digest: Digest,
  { corpus, search, store, digests, typed, now }: Services,
): Promise<ComposedNow> {
  const sources = { corpus, search, store, settings: digests };
  const shown = await store.places.shown(digest.destination);
  const composed = await createCompose(sources, typed)(digest, { now: now(), shown, late: false });
  if (composed !== undefined && composed.picks.length > 0) return { composed };
  return { nothing: await explainNothing(digest, shown, sources, now()) };
}
