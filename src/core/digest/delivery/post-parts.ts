import { nameButtons } from '../../cards/name-buttons.ts';
import type { Card } from '../../chat/card.ts';
import type { Channel, MessageRef, Posted } from '../../chat/channel.ts';
import { PostFailure } from '../../chat/failures.ts';
import { listPosted } from '../../chat/numbered-list.ts';
import type { Platform, PostOptions } from '../../chat/platform.ts';
import type { Claim } from '../../store/digests/delivery.ts';
import type { Destination } from '../../store/digests/digest.ts';
import { StoreFailure } from '../../store/store.ts';
import { entry, nameOf } from '../../text/log-entry.ts';
import type { DigestPart } from '../selection/parts.ts';
import { type DigestContext, nameDigest } from './context.ts';
import type { HeldLease } from './lease.ts';
import { holdUp, takeNextTurn, takeSharedTurn, worthTelling } from './turns.ts';

/** How far a try came. `left` where it was interrupted before the end, `lost` where another process has the delivery. */
export type Progress = 'posted' | 'left' | 'lost';

/**
 * The parts that a try has seen recorded, whether some messages of the next may be there, and how many milliseconds it has
 * waited for its turn before the first.
 */
export type Tally = { recorded: number; begun: boolean; readonly waited: number };

/** A reaction waits for so long (ms) at least until what it is to is known, also at another process. */
const waitedFor = 14_000;
/** A part is tried again for so long (ms) where the service asks for pauses; then the digest as a whole is, later. */
const patience = 60_000;
/**
 * Posts the parts that are not known to be posted, in their order, and records each. The place has its turn for the first; for
 * each other one it is waited. Rejects with a PostFailure.
 */
export async function postParts(
  { digest, delivery }: Claim,
  parts: readonly DigestPart[],
  lease: HeldLease,
  context: DigestContext,
  tally: Tally,
  signal: AbortSignal,
): Promise<Progress> {
  const { destination } = digest;
  const { store, clock, prefix } = context;
  const missing = parts
    .map((part, number) => ({ part, number }))
    .filter(({ number }) => !delivery.posted.has(number));
  if (missing.length === 0) return 'posted';
  if (destination.kind === 'mail') return mailTo(destination.address);
  const { platform, channel } = await openChannel(destination, context.platforms());
  const turn = () => takeNextTurn(digest, platform, context, signal);
  let heading = delivery.posted.get(0)?.[0];
  /** The numbers on all parts are one list, which begins here: a heading has no message everywhere. */
  let first = [...delivery.posted.values()].flat()[0];
  for (const [at, { part, number }] of missing.entries()) {
    await (at > 0 ? turn() : takeSharedTurn(digest, platform, context, tally.waited, signal));
    const posted = await postUntilTaken(part, number);
    if (posted === 'left' || posted === 'lost') return posted;
    if (number === 0) heading = posted[0]?.message;
    first ??= posted[0]?.message;
    tally.recorded += 1;
    tally.begun = false;
  }
  return 'posted';

  /** Posts a part and records it; again after pauses that the service asks for. */
  async function postUntilTaken(
    part: DigestPart,
    number: number,
  ): Promise<readonly Posted[] | Exclude<Progress, 'posted'>> {
    const end = clock.elapsed() + patience;
    /** Why the fence let nothing through: the store's failure, or that the lease is lost. */
    let stopped: 'lost' | StoreFailure | undefined;
    /** When (by the even clock) the first message of it can have been sent. */
    let sentAt = Number.POSITIVE_INFINITY;
    const fence = async () => {
      try {
        if (await lease.isMine()) {
          sentAt = Math.min(sentAt, clock.elapsed());
          return;
        }
        stopped = 'lost';
      } catch (error) {
        if (error instanceof StoreFailure) stopped = error;
        throw error;
      }
      throw new PostFailure('passing', entry`Another process has this delivery.`);
    };
    let since = tally.recorded === 0 ? delivery.perhapsSince : undefined;
    for (;;) {
      if (signal.aborted) return 'left';
      const began = clock.now();
      try {
        const options = {
          key: `${delivery.key}.${number}`,
          turn,
          fence,
          ...(since === undefined ? {} : { perhapsSince: since }),
          ...writeOptions(part, heading),
        };
        const { posted, isMine } = await send(dress(part.card, prefix), number, options);
        const isLate = since !== undefined || clock.elapsed() - sentAt > waitedFor;
        if (isMine && isLate) context.late?.(platform, posted);
        return isMine ? posted : 'lost';
      } catch (error) {
        if (stopped === 'lost') return 'lost';
        if (stopped !== undefined) throw stopped;
        const pause = error instanceof PostFailure ? error.pause : undefined;
        if (pause === undefined) throw error;
        holdUp(digest, platform, pause.scope, pause.milliseconds, context);
        if (clock.elapsed() + pause.milliseconds > end) throw error;
        if (pause.begun) {
          since ??= began;
          tally.begun = true;
        }
      }
      await turn();
    }
  }

  async function send(card: Card, number: number, options: PostOptions) {
    const sending = (async () => {
      const posted = await complainIfLong(platform.post(channel, card, options));
      return {
        posted,
        isMine: await store.deliveries.recordPost(
          delivery.id,
          lease.current(),
          number,
          posted,
          listPosted([card], posted, { key: `digest ${delivery.key}`, first }),
        ),
      };
    })();
    context.sending?.(
      channel,
      sending.then(({ posted }) => posted),
    );
    return sending;
  }

  function complainIfLong<Result>(posting: Promise<Result>): Promise<Result> {
    const answered = new AbortController();
    void clock.wait(worthTelling, answered.signal).then(() => {
      if (!answered.signal.aborted)
        context.log.warn(
          entry`${nameDigest(digest)}: ${nameOf(platform.name)} has not accepted a post for ${worthTelling / 1000} s; waiting.`,
        );
    });
    return posting.finally(() => answered.abort());
  }

  async function mailTo(address: string): Promise<Progress> {
    if (context.mailer === undefined)
      throw new PostFailure('passing', entry`Mail cannot be sent: SMTP_URL is not set.`);
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

function writeOptions({ underFirst, thread, pings }: DigestPart, heading: MessageRef | undefined) {
  return {
    ...(underFirst === true && heading !== undefined ? { under: heading } : {}),
    ...(thread === undefined ? {} : { opensThread: thread }),
    ...(pings === undefined ? {} : { pings }),
  };
}

/** The conversation that a destination is. Rejects with a PostFailure. */
export async function openChannel(
  destination: Exclude<Destination, { kind: 'mail' }>,
  platforms: readonly Platform[],
): Promise<{ readonly platform: Platform; readonly channel: Channel }> {
  const platform = findPlatform(destination, platforms);
  if (platform === undefined)
    throw new PostFailure('passing', entry`${nameOf(platformOf(destination))} is not connected.`);
  if (destination.kind === 'channel') return { platform, channel: destination.channel };
  return { platform, channel: await platform.openDirect(destination.member) };
}

/** The platform that a destination is on, where it is connected; none for mail. */
export function findPlatform(destination: Destination, platforms: readonly Platform[]): Platform | undefined {
  if (destination.kind === 'mail') return undefined;
  return platforms.find(({ name }) => name === platformOf(destination));
}

function platformOf(destination: Destination): string {
  return destination.kind === 'channel' ? destination.channel.platform : destination.member.platform;
}

/** The card with its commands as they are called here. */
export function dress(card: Card, prefix: string): Card {
  return nameButtons([card], prefix)[0] ?? card;
}
