import type { Button, Card, CommandLine } from '../../chat/card.ts';
import { writeOptions } from '../../chat/options.ts';
import { describeDigest } from '../../digest/digest-words.ts';
import type { Delivery } from '../../store/digests/delivery.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { quote } from '../../text/quote.ts';

/** The reason of a pause that ends with `/papers confirm`. */
export const waitsForCode = 'the address is not confirmed yet';

/** One subscription with what became of it, and the buttons to change it. */
export function showSubscription(digest: Digest, history: readonly Delivery[], readersZone?: string): Card {
  const { id, paused } = digest;
  return {
    title: `Subscription ${id}: ${nameTopic(digest)} by ${nameWay(digest)}${paused === undefined ? '' : ' (paused)'}`,
    ...describeDigest(digest, history, readersZone),
    buttons: [
      ...(paused?.reason === waitsForCode
        ? [{ label: 'Confirm', command: { name: 'papers', verb: 'confirm', text: '' } }]
        : []),
      ...(paused !== undefined && paused.reason !== waitsForCode
        ? [{ label: 'Resume', command: changeLine(digest) }]
        : []),
      changeButton(digest),
      { label: 'Stop', command: { name: 'papers', verb: 'unsubscribe', text: String(id) } },
    ],
  };
}

/** Asks for the same subscription, filled in with what it is; short enough for a menu, whatever its topic. */
export function changeButton(digest: Digest): Button {
  const command = { name: 'papers', verb: 'subscribe', text: `instead:${digest.id}`, form: 'asked' } as const;
  return { label: 'Change …', command };
}

/** What the button says that sends a subscription now, besides its times. */
export function sendNowLine(id: number): CommandLine {
  return { name: 'papers', verb: 'subscriptions', text: `now ${id}` };
}

export function nameTopic({ topic }: Pick<Digest, 'topic'>): string {
  return topic === '' ? 'all papers' : quote(topic);
}

/** `direct message`, `e-mail to ada@lab.org`. */
export function nameWay({ destination }: Pick<Digest, 'destination'>): string {
  return destination.kind === 'mail' ? `e-mail to ${destination.address}` : 'direct message';
}

/** What one types to have the same subscription again, or instead of the one of that number. */
export function changeLine(
  { topic, schedule, zone, count, destination }: Digest,
  instead?: number,
): CommandLine {
  const by = destination.kind === 'mail' ? { by: 'email', address: destination.address } : {};
  const place = instead === undefined ? {} : { instead: String(instead) };
  const options = { days: schedule, zone, papers: String(count), ...by, ...place };
  return { name: 'papers', verb: 'subscribe', text: writeOptions({ text: topic, options }) };
}
