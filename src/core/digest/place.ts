import type { Destination } from '../store/digests.ts';

/** One name for one place, whichever digest goes there. */
export function namePlace(destination: Destination): string {
  const { kind } = destination;
  const { platform, workspace, id } = kind === 'channel' ? destination.channel : destination.member;
  return JSON.stringify([kind, platform, workspace, id]);
}
