import type { Card } from '../../chat/card.ts';
import { nextDue } from '../../digest/schedule/next-due.ts';
import type { Digest } from '../../store/digests/digest.ts';
import type { Command, Request, Services } from '../command.ts';
import { hashCode } from './mail-code.ts';
import { waitsForCode } from './words.ts';

/** `/papers confirm <code>`: the mailbox is theirs; what waited for that begins. */
export const confirm = {
  name: 'papers',
  verb: 'confirm',
  description: 'Confirm your e-mail address by the code that was sent there',
  argument: { name: 'code', description: 'The code in the mail', required: true, kind: 'text' },
  asks: true,
  private: true,
  personal: true,
  examples: () => ['K7QM3XRP'],
  form({ text }) {
    if (text.trim() !== '') return undefined;
    return {
      title: 'Your e-mail address',
      submit: 'Confirm',
      fields: [{ name: 'code', label: 'The code in the mail', required: true }],
    };
  },
  withoutForm: confirmCode,
  run: confirmCode,
} satisfies Command;

async function confirmCode(request: Request, services: Services): Promise<readonly Card[]> {
  const { member, text } = request;
  if (text.trim() === '') return [{ title: 'Which code?', text: 'Type the code after the command.' }];
  const { addresses } = services.store;
  const outcome = await addresses.confirm(member, hashCode(text, member), services.now());
  switch (outcome.kind) {
    case 'confirmed':
      return [await begin(outcome.address, request, services)];
    case 'wrong':
      return [
        {
          title: 'That is not the code',
          text: 'Check the latest mail; after five wrong codes, a code stops working.',
        },
      ];
    default:
      return [
        {
          title: outcome.kind === 'expired' ? 'That code is too old' : 'No code is waiting to be confirmed',
          text: `${services.typed('papers', 'subscribe', 'uncertainty by:email')} sends one.`,
        },
      ];
  }
}

/** Sends the person's subscriptions by mail to the address from now on. */
async function begin(address: string, { member }: Request, services: Services): Promise<Card> {
  const { store, now, typed } = services;
  for (const digest of await store.digests.listOf(member)) {
    const { destination, home, paused, schedule, zone } = digest;
    if (destination.kind !== 'mail') continue;
    const due = nextDue(schedule, zone, now());
    if (destination.address !== address)
      await store.digests.change(home, digest.id, planFor(digest, address), due);
    if (paused?.reason === waitsForCode) await store.digests.resume(home, digest.id, due);
  }
  services.changed(member);
  return {
    title: 'Your address is confirmed',
    text: `Papers will be sent to ${address}. Every mail says how to unsubscribe.`,
    footer: `${typed('papers', 'subscriptions')} lists your subscriptions`,
  };
}

function planFor(digest: Digest, address: string) {
  const { schedule, zone, topic, count, layout, thread, pings, destination } = digest;
  const plan = { schedule, zone, topic, count, layout, thread, ...(pings === undefined ? {} : { pings }) };
  return {
    ...plan,
    destination: destination.kind === 'mail' ? { ...destination, address } : destination,
  };
}
