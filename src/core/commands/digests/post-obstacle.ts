import type { DigestPlan } from '../../store/digests/digest.ts';
import type { Services } from '../command.ts';

/** Why a digest cannot be posted as planned, and what to grant, in words; undefined where it can. */
export async function findPostObstacle(
  { destination, thread, pings }: Pick<DigestPlan, 'destination' | 'thread' | 'pings'>,
  { posting }: Pick<Services, 'posting'>,
): Promise<string | undefined> {
  if (destination.kind !== 'channel') return undefined;
  return posting.findObstacle(destination.channel, {
    ...(thread ? { opensThread: { name: 'Papers' } } : {}),
    ...(pings === undefined ? {} : { pings }),
  });
}
