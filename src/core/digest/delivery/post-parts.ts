import type { Card } from '../../chat/card.ts';
import type { Channel, MessageRef } from '../../chat/channel.ts';
import { PostFailure } from '../../chat/failures.ts';
import { nameButtons } from '../../chat/name-buttons.ts';
import type { Platform } from '../../chat/platform.ts';
import type { Claim } from '../../store/digests/delivery.ts';
import type { Destination } from '../../store/digests/digest.ts';
import type { DigestContext } from '../context.ts';
import type { DigestPart } from '../selection/parts.ts';
import type { HeldLease } from './lease.ts';

/** How far a try came. `left` where it was interrupted before the end, `lost` where another process has the delivery. */
export type Progress = 'posted' | 'left' | 'lost';

/** Counts the parts that a try has seen recorded. */
export type Tally = { recorded: number };

/** Posts the parts that are not known to be posted, in their order, and records each. Rejects with a PostFailure. */
export async function postParts(
  { digest, delivery }: Claim,
  parts: readonly DigestPart[],
  lease: HeldLease,
  context: DigestContext,
  tally: Tally,
  signal: AbortSignal,
): Promise<Progress> {
  const { destination } = digest;
  const { store, pace, clock, prefix } = context;
  const missing = parts
    .map((part, number) => ({ part, number }))
    .filter(({ number }) => !delivery.posted.has(number));
  if (missing.length === 0) return 'posted';
  if (destination.kind === 'mail') return mailTo(destination.address);
  const { platform, channel } = await openChannel(destination, context.platforms());
  let first = delivery.posted.get(0)?.[0];
  for (const { part, number } of missing) {
    await pace.take(JSON.stringify([channel.platform, digest.home.workspace]), signal);
    if (signal.aborted) return 'left';
    if (!(await lease.isMine())) return 'lost';
    const sending = (async () => {
      const posted = await platform.post(channel, dress(part.card, prefix), {
        key: `${delivery.key}.${number}`,
        ...(tally.recorded === 0 && delivery.perhapsSince !== undefined
          ? { perhapsSince: delivery.perhapsSince }
          : {}),
        ...writeOptions(part, first),
      });
      return {
        posted,
        isMine: await store.deliveries.recordPost(delivery.id, lease.current(), number, posted),
      };
    })();
    context.sending?.(
      channel,
      sending.then(({ posted }) => posted),
    );
    const { posted, isMine } = await sending;
    if (number === 0) first = posted[0]?.message;
    if (!isMine) return 'lost';
    tally.recorded += 1;
  }
  return 'posted';

  async function mailTo(address: string): Promise<Progress> {
    if (context.mailer === undefined)
      throw new PostFailure('passing', 'Mail cannot be sent: SMTP_URL is not set.');
    if (signal.aborted) return 'left';
    if (!(await lease.isMine())) return 'lost';
    const cards = parts.map(({ card }) => dress(card, prefix));
    await context.mailer.send({ digest, address, cards, key: delivery.key, at: clock.now() });
    for (const { number } of missing)
      if (!(await store.deliveries.recordPost(delivery.id, lease.current(), number, []))) return 'lost';
    tally.recorded += missing.length;
    return 'posted';
  }
}

function writeOptions({ underFirst, thread, pings }: DigestPart, first: MessageRef | undefined) {
  return {
    ...(underFirst === true && first !== undefined ? { under: first } : {}),
    ...(thread === undefined ? {} : { opensThread: thread }),
    ...(pings === undefined ? {} : { pings }),
  };
}

/** The conversation that a destination is. Rejects with a PostFailure. */
export async function openChannel(
  destination: Exclude<Destination, { kind: 'mail' }>,
  platforms: readonly Platform[],
): Promise<{ readonly platform: Platform; readonly channel: Channel }> {
  const name = destination.kind === 'channel' ? destination.channel.platform : destination.member.platform;
  const platform = platforms.find((one) => one.name === name);
  if (platform === undefined) throw new PostFailure('passing', `${name} is not connected.`);
  if (destination.kind === 'channel') return { platform, channel: destination.channel };
  return { platform, channel: await platform.openDirect(destination.member) };
}

/** The card with its commands as they are called here. */
export function dress(card: Card, prefix: string): Card {
  return nameButtons([card], prefix)[0] ?? card;
}
