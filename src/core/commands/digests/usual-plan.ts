import { usualSchedule } from '../../digest/schedule/schedule.ts';
import { isZone } from '../../digest/schedule/zones.ts';
import type { Request, Services } from '../command.ts';
import { homeOf } from './named-digest.ts';
import type { PlanOptions } from './plan.ts';

/**
 * The plan of somebody who says nothing of it: five papers every day at 09:00 by the person's own clocks where the
 * platform tells them, else by those last used by the person or in the workspace, else by UTC.
 */
export async function findUsualPlan(
  { channel, member, zone }: Pick<Request, 'channel' | 'member' | 'zone'>,
  { store }: Pick<Services, 'store'>,
): Promise<PlanOptions> {
  const usual = { schedule: usualSchedule, topic: '', count: 5, layout: 'cards', thread: false } as const;
  if (zone !== undefined && isZone(zone)) return { ...usual, zone };
  const [own, others] = await Promise.all([
    store.digests.listOf(member),
    store.digests.list(homeOf(channel)),
  ]);
  return { ...usual, zone: own.at(-1)?.zone ?? others.at(-1)?.zone ?? 'UTC' };
}
