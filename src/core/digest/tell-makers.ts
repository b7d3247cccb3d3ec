import type { Card } from '../chat/card.ts';
import { PostFailure } from '../chat/post-failure.ts';
import type { Digest } from '../store/digests.ts';
import { dress, openChannel } from './post-parts.ts';
import { nameDigest, type World } from './world.ts';

/** Makers told in one go. */
const batch = 20;

/** Tells, once, those who made a digest that it is paused because it was refused, by direct message. */
export async function tellMakers(world: World, signal: AbortSignal): Promise<void> {
  const { store, log } = world;
  for (const digest of await store.digests.untold(batch)) {
    if (signal.aborted) return;
    const told = await tell(digest, world).catch((error: unknown) => {
      if (!(error instanceof PostFailure)) throw error;
      log.warn(`${nameDigest(digest)} is paused, and who made it could not be told: ${error.message}`);
      return error.reason !== 'passing';
    });
    if (told) await store.digests.recordTold(digest.id);
  }
}

async function tell(digest: Digest, { platforms, prefix }: World): Promise<boolean> {
  const { createdBy: member, paused } = digest;
  if (member === undefined || paused === undefined) return true;
  const { platform, channel } = await openChannel({ kind: 'direct', member }, platforms());
  await platform.post(channel, dress(describePause(digest, paused.reason), prefix), {
    key: `n${digest.secret.slice(0, 10)}.${Math.floor(paused.since.getTime() / 1000).toString(36)}`,
    perhapsSince: paused.since,
  });
  return true;
}

function describePause({ id, destination }: Digest, reason: string): Card {
  const where =
    destination.kind === 'channel' && destination.name !== undefined ? ` for #${destination.name}` : '';
  const resume = { name: 'digest', verb: 'resume', text: String(id) };
  return {
    title: `Digest ${id}${where} is paused`,
    text: `It could not be posted: ${reason}\nResume it when that is mended.`,
    buttons: [{ label: 'Resume', command: resume }],
  };
}
