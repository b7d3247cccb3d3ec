import type { Config } from '../../config/config.ts';
import type { WindowMeans } from '../../core/chat/preview/window.ts';
import type { Compose } from '../../core/digest/selection/compose.ts';
import type { Delivery } from '../../core/store/digests/delivery.ts';
import type { Digest } from '../../core/store/digests/digest.ts';
import type { Store } from '../../core/store/store.ts';
import type { EarlyDigests } from './early-digests.ts';

export type WindowOptions = {
  readonly platforms: Config['platforms'];
  readonly store: Pick<Store, 'digests' | 'deliveryHistory' | 'places'>;
  readonly early: Pick<EarlyDigests, 'bring'>;
  readonly compose: Compose;
  readonly now: () => Date;
  /** Delivers what has become due. */
  wake(): Promise<void>;
};

/** Deliveries of a plan that are looked through for one. */
const KEPT = 200;

/** What a window needs of the platforms it shows, of digests and of mail; loaded only when it is asked for. */
export function openWindow({ platforms, store, early, compose, now, wake }: WindowOptions): WindowMeans {
  return {
    previews: () => Promise.all(platforms.flatMap(({ kind }) => kind.preview?.() ?? [])),

    async bringDigests(workspace) {
      const count = await early.bring(workspace);
      await wake();
      return count;
    },

    async drawMail(key) {
      const found = await findDelivery(key, store);
      if (found === undefined) return undefined;
      const { digest, delivery } = found;
      const shown = await store.places.shown(digest.destination);
      const composed = await compose(asMail(digest), { now: now(), shown, delivery, late: false });
      if (composed === undefined) return undefined;
      const { renderHtml } = await import('../../adapters/mail/render/html.ts');
      return renderHtml(
        composed.parts.map(({ card }) => card),
        [],
      );
    },
  };
}

function asMail({ createdBy, ...digest }: Digest): Digest {
  const member = createdBy ?? { ...digest.home, id: '' };
  return { ...digest, destination: { kind: 'mail', member, address: '' } };
}

/** The delivery that posted something under the key, and its digest as it was then. */
async function findDelivery(
  key: string,
  { digests, deliveryHistory }: WindowOptions['store'],
): Promise<{ readonly digest: Digest; readonly delivery: Delivery } | undefined> {
  for (const digest of await digests.all()) {
    const deliveries = await deliveryHistory.list(digest.id, KEPT);
    const at = deliveries.findIndex((one) => key.startsWith(`${one.key}.`));
    const delivery = deliveries[at];
    if (delivery?.picks === undefined) continue;
    const { lastSent: _, ...plan } = digest;
    const before = deliveries.slice(at + 1).find(({ outcome }) => outcome === 'sent')?.endedAt;
    return { delivery, digest: { ...plan, ...(before !== undefined && { lastSent: before }) } };
  }
  return undefined;
}
