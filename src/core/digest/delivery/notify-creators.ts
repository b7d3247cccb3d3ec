import type { Card } from '../../chat/card.ts';
import { writeCommandLine } from '../../chat/command-line.ts';
import { PostFailure } from '../../chat/failures.ts';
import type { Digest } from '../../store/digests/digest.ts';
import { type DigestContext, nameDigest } from '../context.ts';
import { dress, openChannel } from './post-parts.ts';

/** Makers told in one go. */
const batch = 20;

/** Tells, once, those who made a digest that it is paused because it was refused, by direct message. */
export async function notifyCreators(context: DigestContext, signal: AbortSignal): Promise<void> {
  const { store, log } = context;
  for (const digest of await store.digests.untold(batch)) {
    if (signal.aborted) return;
    const told = await tell(digest, context).catch((error: unknown) => {
      if (!(error instanceof PostFailure)) throw error;
      log.warn(`${nameDigest(digest)} is paused, and who made it could not be told: ${error.message}`);
      return error.reason !== 'passing';
    });
    if (told) await store.digests.recordTold(digest.id);
  }
}

async function tell(digest: Digest, { platforms, prefix }: DigestContext): Promise<boolean> {
  const { createdBy: member, paused } = digest;
  if (member === undefined || paused === undefined) return true;
  if (!platforms().some(({ name }) => name === member.platform)) return false;
  const { platform, channel } = await openChannel({ kind: 'direct', member }, platforms());
  await platform.post(channel, dress(describePause(digest, paused.reason, prefix), prefix), {
    key: `n${digest.secret.slice(0, 10)}.${Math.floor(paused.since.getTime() / 1000).toString(36)}`,
    perhapsSince: paused.since,
  });
  return true;
}

function describePause({ id, destination }: Digest, reason: string, prefix: string): Card {
  const what = `It could not be posted: ${reason}`;
  if (destination.kind !== 'channel') {
    return {
      title: `Your subscription ${id} is paused`,
      text: `${what}\nResume it when that is mended.`,
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
    text: `${what}\nWhen that is mended, type ${type('resume')} in ${name === undefined ? 'its channel' : `#${name}`}. You can type ${type('remove')} in any channel that you manage.`,
  };
}
