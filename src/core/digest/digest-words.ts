import { countPapers } from '../cards/plain-words.ts';
import type { Card, Detail } from '../chat/card.ts';
import type { Delivery } from '../store/digests/delivery.ts';
import type { Digest, DigestPlan } from '../store/digests/digest.ts';
import { counted } from '../text/counted.ts';
import { quote } from '../text/quote.ts';
import { labelCron } from './schedule/schedule.ts';
import { writeMoment } from './schedule/schedule-words.ts';
import { isZone } from './schedule/zones.ts';

const layouts: Readonly<Record<Digest['layout'], string>> = {
  cards: 'a message for each',
  compact: 'in one message',
  recap: 'a recap',
  follows: 'in one message',
};

/** `Topic: uncertainty · Weekdays 09:00 · Europe/Berlin · 5 papers · a message for each` */
export function describePlan({ destination, ...plan }: DigestPlan): string {
  return [
    plan.layout === 'follows'
      ? 'What is followed'
      : plan.topic === ''
        ? 'All papers'
        : `Topic: ${plan.topic}`,
    labelCron(plan.schedule),
    plan.zone,
    countPapers(plan.count),
    destination.kind === 'mail' && plan.layout !== 'recap' ? 'in one mail' : layouts[plan.layout],
    ...(plan.thread ? ['with a thread'] : []),
    ...(plan.pings === undefined ? [] : ['with a ping']),
    ...(plan.taste === 'off' ? ['without regard to saves'] : []),
  ].join(' · ');
}

/** `When: Weekdays 09:00, Europe/Berlin` and `How much: 3 papers, in one message`. */
export function tellPlan({
  schedule,
  zone,
  count,
  layout,
  thread,
  pings,
  taste,
}: DigestPlan): readonly Detail[] {
  const extras = [
    ...(thread ? ['with a thread'] : []),
    ...(pings === undefined ? [] : ['with a ping']),
    ...(taste === 'off' ? ['without regard to saves'] : []),
  ];
  return [
    { label: 'When', words: `${labelCron(schedule)}, ${zone}` },
    { label: 'How much', words: [countPapers(count), layouts[layout], ...extras].join(', ') },
  ];
}

/** `First post: Monday, 20 March 2023 at 09:00 (Europe/Berlin)`; the reader's zone where it is known. */
export function tellMoment(label: string, at: Date, zone: string, readersZone?: string): Detail {
  const isLocal = readersZone !== undefined && isSameClock(at, zone, readersZone);
  return { label, at, words: writeMoment(at, zone), ...(isLocal ? { isLocal } : {}) };
}

/** Whether clocks in both zones show the same at that moment. */
function isSameClock(at: Date, ...zones: readonly [string, string]): boolean {
  if (!zones.every(isZone)) return false;
  const [one, other] = zones.map((zone) => at.toLocaleString('en-GB', { timeZone: zone }));
  return one === other;
}

/** Why a digest is paused whose schedule or zone `nextDue` throws a RangeError for. */
export function explainUnreadable({ schedule, zone }: Pick<Digest, 'schedule' | 'zone'>): string {
  return `its schedule or time zone is no longer valid: ${schedule}, ${zone}. Change that first.`;
}

/** What a digest is, when it comes and what became of it lately. */
export function describeDigest(
  digest: Digest,
  history: readonly Delivery[],
  readersZone?: string,
): Omit<Card, 'title'> {
  const last = history.find(({ outcome }) => outcome !== undefined);
  const underWay = history.find(({ outcome }) => outcome === undefined);
  const lines = [
    describePlan(digest),
    ...(digest.declaredAs === undefined
      ? []
      : [`Declared as ${quote(digest.declaredAs)} in the bot's configuration, and changed there.`]),
    ...(digest.paused === undefined ? [] : [`Paused: ${digest.paused.reason}`]),
    ...(digest.moved === undefined || digest.paused !== undefined
      ? []
      : [
          `The next time was recomputed on ${writeMoment(digest.moved.at, digest.zone)} because ${digest.moved.why}.`,
        ]),
    ...(underWay === undefined ? [] : [describeUnderWay(underWay)]),
    ...(last === undefined ? ['Nothing delivered yet.'] : []),
    ...(digest.lastFailure === undefined ? [] : [`Failed: ${digest.lastFailure}`]),
  ];
  const details = [
    ...(last === undefined ? [] : [tellMoment(labelOutcome(last), last.due, digest.zone, readersZone)]),
    ...(digest.paused === undefined ? [tellMoment('Next', digest.nextDue, digest.zone, readersZone)] : []),
  ];
  return { text: lines.join('\n'), ...(details.length > 0 && { details }) };
}

const outcomes: Readonly<Record<NonNullable<Delivery['outcome']>, string>> = {
  sent: 'delivered',
  empty: 'nothing to show',
  missed: 'missed',
  failed: 'failed',
};

function labelOutcome({ outcome = 'sent', remark }: Delivery): string {
  const reason = remark === undefined || remark === '' ? '' : ` (${remark})`;
  return `Last, ${outcomes[outcome]}${reason}`;
}

function describeUnderWay({ attempt, remark }: Delivery): string {
  return attempt > 1 && remark ? `Being delivered, try ${attempt}: ${remark}` : 'Being delivered now.';
}

/** `4 seconds`, `3 minutes`, `2 hours`, `4 days`: a span in milliseconds in words, rounded; one second at least. */
export function describeSpan(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1_000));
  if (seconds < 90) return counted(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return counted(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
}
