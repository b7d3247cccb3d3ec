import { nextDue } from '../../../src/core/digest/schedule/next-due.ts';
import type { Paper } from '../../../src/core/papers/paper.ts';
import type { Database } from '../../../src/core/store/database/database.ts';
import type { DigestPlan } from '../../../src/core/store/digests/digest.ts';
import { insertDigest } from '../../../src/core/store/digests/digests.ts';
import { findPhrases } from '../finding/title-phrases.ts';
import { createRandom } from '../random.ts';

export type Planned = { readonly plan: DigestPlan; readonly workspace: string; readonly due: Date };

/** Where people are, and how many of a hundred workspaces are there. */
const ZONES = [
  ['America/New_York', 25],
  ['America/Los_Angeles', 15],
  ['Europe/Berlin', 25],
  ['Europe/London', 10],
  ['Asia/Kolkata', 10],
  ['Asia/Tokyo', 15],
] as const;
/** Of a hundred digests so many come at nine, at eight, and at any quarter of an hour from seven to nineteen. */
const AT_NINE = 60;
const AT_EIGHT = 20;
/** Of a hundred digests so many are on all papers; the others on two words of a title. */
const ON_ALL = 40;
const TOPICS = 600;
const PAPERS = 5;
/** Digests written in one transaction. */
const PORTION = 1_000;

/** Digests of many workspaces, half of them on Slack and half on Discord, each in a channel of its own, due on the day that begins then. */
export function planDay(
  papers: readonly Paper[],
  workspaces: number,
  digests: number,
  day: Date,
): readonly Planned[] {
  const random = createRandom(3);
  const upTo = (most: number) => Math.floor(random() * most);
  const phrases = findPhrases(papers, 2).map(({ words }) => words.join(' '));
  const topics = Array.from(
    { length: Math.min(TOPICS, phrases.length) },
    () => phrases[upTo(phrases.length)],
  );
  const homes = Array.from({ length: workspaces }, (_, number) => {
    const zone = zoneOf(upTo(100));
    return { workspace: `T${number}`, platform: number % 2 === 0 ? 'slack' : 'discord', zone };
  });
  return Array.from({ length: digests }, (_, number): Planned => {
    const { workspace, platform, zone } = homes[number % workspaces];
    const lot = upTo(100);
    const hour = lot < AT_NINE ? 9 : lot < AT_NINE + AT_EIGHT ? 8 : 7 + upTo(12);
    const minute = lot < AT_NINE + AT_EIGHT ? 0 : 15 * upTo(4);
    const schedule = `${minute} ${hour} * * *`;
    const channel = { platform, workspace, id: `C${number}` };
    const topic = upTo(100) < ON_ALL || topics.length === 0 ? '' : topics[upTo(topics.length)];
    const due = nextDue(schedule, zone, day);
    const destination = { kind: 'channel', channel } as const;
    return {
      workspace,
      due,
      plan: { destination, schedule, zone, topic, count: PAPERS, layout: 'compact', thread: false },
    };
  });
}

function zoneOf(lot: number): string {
  let below = 0;
  for (const [zone, share] of ZONES) {
    below += share;
    if (lot < below) return zone;
  }
  return 'UTC';
}

/** Enters them as if they had come daily until then. */
export async function enterDigests(
  database: Database,
  planned: readonly Planned[],
  createdAt: Date,
): Promise<void> {
  for (let start = 0; start < planned.length; start += PORTION)
    await database.write(async (queries) => {
      for (const { plan, due } of planned.slice(start, start + PORTION)) {
        if (plan.destination.kind !== 'channel') continue;
        const { platform, workspace } = plan.destination.channel;
        await insertDigest(queries, plan, { home: { platform, workspace }, createdAt, nextDue: due });
      }
    });
}
