import type { Scope } from '../../async/rate-limit.ts';
import type { Platform } from '../../chat/platform.ts';
import type { Destination, Digest } from '../../store/digests/digest.ts';
import { entry, nameOf, nobodyTyped } from '../../text/log-entry.ts';
import { type DigestContext, nameDigest } from './context.ts';

/** What takes longer than this (ms) is said in the log. */
export const worthTelling = 5_000;

/** One name for one place, whichever digest goes there. */
export function destinationKey(destination: Destination): string {
  const { kind } = destination;
  const { platform, workspace, id } = kind === 'channel' ? destination.channel : destination.member;
  return JSON.stringify([kind, platform, workspace, id]);
}

/** Resolves when the digest's place may have another post, or when the signal is aborted; yields how long that took (ms). */
export async function takeTurn(
  { destination, home }: Pick<Digest, 'destination' | 'home'>,
  platform: Platform,
  { limiterOf, clock }: Pick<DigestContext, 'limiterOf' | 'clock'>,
  signal: AbortSignal,
): Promise<number> {
  const asked = clock.elapsed();
  await limiterOf(platform).take({ workspace: home.workspace, id: destinationKey(destination) }, signal);
  return clock.elapsed() - asked;
}

type SharedTurnContext = Pick<DigestContext, 'limiterOf' | 'sharedRates' | 'clock' | 'meter'>;

/**
 * The same over all processes, which together keep to what the platform takes; for what this one has claimed. What waits here
 * unclaimed goes on waiting for as long as the turns of all are taken. The post is counted with all that it waited, `waited` (ms)
 * of it before.
 */
export async function takeSharedTurn(
  digest: Pick<Digest, 'destination' | 'home'>,
  platform: Platform,
  context: SharedTurnContext,
  waited: number,
  signal: AbortSignal,
): Promise<void> {
  const { clock, meter } = context;
  const asked = clock.elapsed();
  await waitForOthers(digest, platform, context, signal);
  meter?.({ kind: 'turn', platform: platform.name, waited: waited + clock.elapsed() - asked });
}

async function waitForOthers(
  { destination, home }: Pick<Digest, 'destination' | 'home'>,
  platform: Platform,
  { limiterOf, sharedRates }: SharedTurnContext,
  signal: AbortSignal,
): Promise<void> {
  if (sharedRates === undefined) return;
  const { name, postingRates } = platform;
  const { workspace } = home;
  const place = { workspace, id: destinationKey(destination) };
  const keys = { overall: [name], workspace: [name, workspace], place: [name, workspace, place.id] };
  for (const scope of ['overall', 'workspace', 'place'] as const) {
    const rate = postingRates[scope];
    const pause = (milliseconds: number) => void limiterOf(platform).pause(scope, place, milliseconds);
    if (rate !== undefined) await sharedRates.take(keys[scope], rate, signal, pause);
  }
}

/** Resolves when the digest's place may have another post, of this process and of all. */
export async function takeNextTurn(
  digest: Pick<Digest, 'destination' | 'home'>,
  platform: Platform,
  context: SharedTurnContext,
  signal: AbortSignal,
): Promise<void> {
  const waited = await takeTurn(digest, platform, context, signal);
  await takeSharedTurn(digest, platform, context, waited, signal);
}

/** Lets nothing be posted for so long where the service asks for that, and says so once where it is long. */
export function holdUp(
  digest: Digest,
  platform: Platform,
  scope: Scope,
  milliseconds: number,
  { limiterOf, log }: Pick<DigestContext, 'limiterOf' | 'log'>,
): void {
  const { destination, home } = digest;
  const place = { workspace: home.workspace, id: destinationKey(destination) };
  const isNews = limiterOf(platform).pause(scope, place, milliseconds);
  if (!isNews || milliseconds < worthTelling) return;
  const where = { place: 'there', workspace: `in ${home.workspace}`, overall: `on ${platform.name}` }[scope];
  log.warn(
    entry`${nameDigest(digest)}: ${nameOf(platform.name)} asks to wait ${Math.round(milliseconds / 1000)} s before the next post ${nobodyTyped(where)}; it is posted after that.`,
  );
}
