import type { Store } from '../store/store.ts';

/** Ends the subscription that a secret link belongs to; an unknown secret ends nothing. Rejects with a StoreFailure. */
export async function endBySecret({ digests }: Pick<Store, 'digests'>, secret: string): Promise<void> {
  const digest = await digests.findBySecret(secret);
  // A channel's digest has a secret too, but nobody was ever sent it.
  if (digest !== undefined && digest.destination.kind !== 'channel')
    await digests.remove(digest.home, digest.id);
}
