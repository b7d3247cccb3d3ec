import type { Workspace } from '../chat/channel.ts';
import type { Log } from '../chat/log.ts';
import type { Digest, DigestPlan, Digests } from '../store/digests/digest.ts';
import { entry, nobodyTyped } from '../text/log-entry.ts';
import { nextDue } from './schedule/next-due.ts';
import { readZone } from './schedule/zones.ts';

/** A digest of a channel that is declared in the configuration file, its lines checked and filled in. */
export type DeclaredDigest = Pick<
  DigestPlan,
  'schedule' | 'zone' | 'topic' | 'layout' | 'thread' | 'pings' | 'taste'
> & {
  /** What tells it from the others of the file, at most 40 characters. */
  readonly name: string;
  readonly platform: string;
  /** The id of the workspace or server; the platform's own name where it has one alone. */
  readonly workspace: string;
  /** The channel's id on the platform. */
  readonly channel: string;
  /** Papers in one digest, 1 to 10. */
  readonly papers: number;
};

/**
 * Makes what is stored of declared digests be as they are declared: new ones are added, others changed, and what is
 * declared no more is removed; what each place was shown stays known. Any number of processes may do so at once.
 * Rejects with a StoreFailure.
 */
export async function reconcileDeclared(
  declared: readonly DeclaredDigest[],
  digests: Pick<Digests, 'declared' | 'add' | 'change' | 'remove'>,
  now: Date,
  log: Log,
): Promise<void> {
  const stored = await digests.declared();
  const wanted = new Map(declared.map((one) => [one.name, one]));
  for (const digest of stored) {
    const { id, home, declaredAs = '' } = digest;
    const one = wanted.get(declaredAs);
    const isFirst = stored.find((other) => other.declaredAs === declaredAs) === digest;
    if (one !== undefined && isFirst && isSamePlace(digest, one)) {
      const plan = planOf(one);
      if (!isSamePlan(digest, plan)) {
        // What became due while the bot was away is not lost by a change of something else.
        const isOnTime = plan.schedule === digest.schedule && isSameZone(plan.zone, digest.zone);
        const due = isOnTime ? digest.nextDue : nextDue(plan.schedule, plan.zone, now);
        await digests.change(home, id, plan, due);
        log.info(entry`Digest ${id}, declared as ${nobodyTyped(declaredAs)}, is changed as declared.`);
      }
      wanted.delete(declaredAs);
    } else {
      await digests.remove(home, id);
      log.info(entry`Digest ${id}, declared before as ${nobodyTyped(declaredAs)}, is removed.`);
    }
  }
  for (const one of wanted.values()) {
    const plan = planOf(one);
    const due = nextDue(plan.schedule, plan.zone, now);
    const added = await digests.add(plan, {
      home: homeOf(one),
      createdAt: now,
      nextDue: due,
      declaredAs: one.name,
    });
    log.info(entry`Digest ${added.id} is set up as declared: ${nobodyTyped(one.name)}.`);
  }
  if (wanted.size > 0) await removeDoubles(digests);
}

/** Where two processes added the same at once, the first stays. */
async function removeDoubles(digests: Pick<Digests, 'declared' | 'remove'>): Promise<void> {
  const seen = new Set<string>();
  for (const { id, home, declaredAs } of await digests.declared()) {
    if (declaredAs === undefined) continue;
    if (seen.has(declaredAs)) await digests.remove(home, id);
    seen.add(declaredAs);
  }
}

function homeOf({ platform, workspace }: DeclaredDigest): Workspace {
  return { platform, workspace };
}

function planOf(declared: DeclaredDigest): DigestPlan {
  const { schedule, zone, topic, papers, layout, thread, pings, taste, channel } = declared;
  return {
    destination: { kind: 'channel', channel: { ...homeOf(declared), id: channel } },
    schedule,
    zone,
    topic,
    count: papers,
    layout,
    thread,
    ...(pings === undefined ? {} : { pings }),
    ...(taste === undefined ? {} : { taste }),
  };
}

function isSamePlace({ destination }: Digest, { platform, workspace, channel }: DeclaredDigest): boolean {
  if (destination.kind !== 'channel') return false;
  const { channel: known } = destination;
  return known.platform === platform && known.workspace === workspace && known.id === channel;
}

function isSamePlan(digest: Digest, plan: DigestPlan): boolean {
  const names = ['schedule', 'zone', 'topic', 'count', 'layout', 'thread', 'pings', 'taste'] as const;
  return names.every((name) => digest[name] === plan[name]);
}

/** Zones have more than one name: `Asia/Calcutta` is `Asia/Kolkata`. */
function isSameZone(one: string, other: string): boolean {
  const [first, second] = [readZone(one), readZone(other)];
  return one === other || ('zone' in first && 'zone' in second && first.zone === second.zone);
}
