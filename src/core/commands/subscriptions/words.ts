import type { Card } from '../../chat/card.ts';
import { describeDigest } from '../../digest/digest-words.ts';
import type { Delivery } from '../../store/digests/delivery.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';

/** The reason of a pause that ends with `/papers confirm`. */
export const waitsForCode = 'the address is not confirmed yet';

/** One subscription with what became of it, and the buttons to change it. */
export function showSubscription(digest: Digest, history: readonly Delivery[]): Card {
  const { id, paused } = digest;
  const again = subscribeLine(digest);
  return {
    title: `Subscription ${id}: ${nameTopic(digest)} by ${nameWay(digest)}${paused === undefined ? '' : ' (paused)'}`,
    ...describeDigest(digest, history),
    buttons: [
      ...(paused?.reason === waitsForCode
        ? [{ label: 'Confirm', command: { name: 'papers', verb: 'confirm', text: '' } }]
        : []),
      ...(paused !== undefined && paused.reason !== waitsForCode
        ? [{ label: 'Resume', command: { name: 'papers', verb: 'subscribe', text: again } }]
        : []),
      { label: 'End', command: { name: 'papers', verb: 'unsubscribe', text: String(id) } },
    ],
  };
}

export function nameTopic({ topic }: Pick<Digest, 'topic'>): string {
  return topic === '' ? 'all papers' : quote(topic);
}

/** `direct message`, `e-mail to ada@lab.org`. */
export function nameWay({ destination }: Pick<Digest, 'destination'>): string {
  return destination.kind === 'mail' ? `e-mail to ${destination.address}` : 'direct message';
}

/** What one types to have the same subscription again. */
function subscribeLine({ topic, schedule, zone, destination }: Digest): string {
  const by = destination.kind === 'mail' ? ' by:email' : '';
  return `${topic} days:"${schedule}" zone:${zone}${by}`.trim();
}
