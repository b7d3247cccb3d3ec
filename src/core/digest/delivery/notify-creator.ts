import type { Card } from '../../chat/card.ts';
import { writeCommandLine } from '../../chat/command-line.ts';
import { PostFailure } from '../../chat/failures.ts';
import type { PostOptions } from '../../chat/platform.ts';
import type { Destination, Digest } from '../../store/digests/digest.ts';
import { entry, traceOf } from '../../text/log-entry.ts';
import { type DigestContext, nameDigest } from './context.ts';
import type { HeldLease } from './lease.ts';
import { dress, findPlatform, openChannel } from './post-parts.ts';
import { holdUp, takeNextTurn } from './turns.ts';

/** The direct conversation with whoever made the digest; undefined where that is not known. */
export function creatorOf({ createdBy: member }: Digest): Destination | undefined {
  return member === undefined ? undefined : { kind: 'direct', member };
}

/** Tells, once, whoever made a digest that it is paused, by direct message. Rejects with a StoreFailure. */
export async function notifyCreator(
  digest: Digest,
  lease: HeldLease,
  context: DigestContext,
  signal: AbortSignal,
): Promise<void> {
  const { store, log } = context;
  const { paused } = digest;
  if (paused === undefined) return;
  let isLost = false;
  const fence = async () => {
    isLost = !(await lease.isMine());
    if (isLost) throw new PostFailure('passing', entry`Another process tells it.`);
  };
  const told = await tell(digest, fence, context, signal).catch((error: unknown) => {
    if (isLost) return false;
    if (!(error instanceof PostFailure)) throw error;
    log.warn(
      entry`${nameDigest(digest)} is paused, and its creator could not be notified: ${traceOf(error)}`,
    );
    return error.reason !== 'passing';
  });
  if (told) await store.digests.recordTold(digest.id, paused.since);
}

async function tell(
  digest: Digest,
  fence: NonNullable<PostOptions['fence']>,
  context: DigestContext,
  signal: AbortSignal,
): Promise<boolean> {
  const { platforms, prefix } = context;
  const { createdBy: member, paused } = digest;
  if (member === undefined || paused === undefined) return true;
  const destination = { kind: 'direct', member } as const;
  const connected = findPlatform(destination, platforms());
  if (connected === undefined) return false;
  const there = { ...digest, destination };
  const turn = () => takeNextTurn(there, connected, context, signal);
  await turn();
  if (signal.aborted) return false;
  const { platform, channel } = await openChannel(destination, platforms());
  const options = {
    key: `n${digest.secret.slice(0, 10)}.${Math.floor(paused.since.getTime() / 1000).toString(36)}`,
    perhapsSince: paused.since,
    turn,
    fence,
  };
  try {
    await platform.post(channel, dress(describePause(digest, paused.reason, prefix), prefix), options);
  } catch (error) {
    const pause = error instanceof PostFailure ? error.pause : undefined;
    if (pause !== undefined) holdUp(there, platform, pause.scope, pause.milliseconds, context);
    throw error;
  }
  return true;
}

function describePause({ id, destination, layout }: Digest, reason: string, prefix: string): Card {
  const what = `It could not be posted: ${reason}`;
  if (layout === 'follows') return describeFollowsPause(destination, what, prefix);
  if (destination.kind !== 'channel') {
    return {
      title: `Your subscription ${id} is paused`,
      text: `${what}\nResume it once that is fixed.`,
      buttons: [
        { label: 'Your subscriptions', command: { name: 'papers', verb: 'subscriptions', text: '' } },
      ],
    };
  }
  const { name } = destination;
  const type = (verb: string) => writeCommandLine({ name: `${prefix}digest`, verb, text: String(id) });
  return {
    title: `Digest ${id}${name === undefined ? '' : ` for #${name}`} is paused`,
    // Whether somebody may manage a channel is known where they type, and this is read elsewhere.
    text: `${what}\nOnce that is fixed, type ${type('resume')} in ${name === undefined ? 'its channel' : `#${name}`}. You can type ${type('remove')} in any channel you manage.`,
  };
}

function describeFollowsPause(destination: Destination, what: string, prefix: string): Card {
  const isHere = destination.kind === 'channel';
  const name = destination.kind === 'channel' ? destination.name : undefined;
  const where = name === undefined ? 'its channel' : `#${name}`;
  const text = `weekdays 09:00${isHere ? ' for:here' : ''}`;
  const typed = writeCommandLine({ name: `${prefix}follow`, verb: 'when', text });
  return {
    title: isHere
      ? `The message about what ${where} follows is paused`
      : 'The message about what you follow is paused',
    text: `${what}\nOnce that is fixed, type ${typed}${isHere ? ` in ${where}` : ''} to have it go on.`,
  };
}
