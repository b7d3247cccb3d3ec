import type { MeterEvent } from '../../async/meter.ts';
import { growingPause } from '../../async/retry.ts';
import type { Claim, Decided, Failure, Outcome } from '../../store/digests/delivery.ts';
import { StoreFailure } from '../../store/store.ts';
import { entry, nobodyTyped } from '../../text/log-entry.ts';
import { describeSpan, explainUnreadable } from '../digest-words.ts';
import { nextDue } from '../schedule/next-due.ts';
import type { Composed } from '../selection/parts.ts';
import { type DigestContext, nameDigest } from './context.ts';
import { readFailedTry } from './failed-try.ts';
import type { HeldLease } from './lease.ts';
import { postParts, type Tally } from './post-parts.ts';

/** Later than this, in milliseconds, a digest says that it is late. */
const punctual = 15 * 60_000;

/** Refused tries in a row after which a digest is paused. */
const refusalsAllowed = 3;

/** For so long, in milliseconds, mail is tried that was begun, as servers do among themselves. */
const mailPatience = 4 * 24 * 60 * 60_000;

/** Milliseconds before a second try, doubled for each one after, up to half an hour. */
const firstPause = 60_000;
const longestPause = 30 * 60_000;

/**
 * Makes one delivery, or as much of it as can be made now: decides, posts, and records each step before the next, so that
 * whoever takes it over goes on where it stopped. `waited`: milliseconds for the turn of its first post. Rejects with a
 * StoreFailure alone.
 */
export async function deliverDigest(
  claim: Claim,
  lease: HeldLease,
  context: DigestContext,
  waited: number,
  signal: AbortSignal,
): Promise<void> {
  const { digest, delivery } = claim;
  const { store, clock, log, grace } = context;
  const patience = digest.destination.kind === 'mail' ? mailPatience : 0;
  const name = nameDigest(digest);
  const tally: Tally = { recorded: 0, begun: false, waited };
  const lateness = clock.now().getTime() - delivery.due.getTime();
  const wasHeld = digest.destination.kind === 'mail' && lateness > grace;

  if (digest.paused !== undefined && !delivery.onDemand)
    return end('missed', 'It was paused in the meantime.');
  if (lateness > grace + patience) {
    log.warn(
      entry`${name} was due ${nobodyTyped(describeSpan(lateness))} ago: too late to deliver what was begun.`,
    );
    return end(delivery.posted.size > 0 ? 'failed' : 'missed', `${describeSpan(lateness)} too late.`);
  }
  try {
    const composed = await decide(claim, lease, context, lateness > punctual);
    if (composed === 'lost') return;
    if (composed === undefined) return end('empty');
    const progress = await postParts(claim, composed.parts, lease, context, tally, signal);
    if (progress === 'lost') return;
    if (progress === 'left') return postpone(clock.now().getTime(), undefined, tally.begun);
    await end(
      composed.picks.length > 0 ? 'sent' : 'empty',
      lateness > punctual ? `${describeSpan(lateness)} late.` : undefined,
    );
  } catch (error) {
    if (error instanceof StoreFailure) throw error;
    await fail(error);
  }

  /** Undefined where its schedule or its zone cannot be read any more: what was begun ends all the same. */
  function findNext(after: Date): Date | undefined {
    try {
      return nextDue(digest.schedule, digest.zone, after);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  async function fail(error: unknown): Promise<void> {
    const failed = readFailedTry(error, digest.lastFailure);
    const { reason } = failed;
    const failure: Failure = { reason, refused: failed.refused };
    if (!failed.isSaid) log.warn(entry`${name}: ${failed.entry}`);
    const inDoubt = tally.begun || failed.inDoubt;
    if (failure.refused && digest.refusals + 1 >= refusalsAllowed)
      return end('failed', reason, { failure, pause: reason, inDoubt });
    const growing = growingPause(delivery.attempt, firstPause, 2, longestPause);
    const pause = Math.max(growing, failed.wait);
    // Whole minutes, for that is when the clock ticks.
    const again = Math.floor((clock.now().getTime() + pause) / 60_000) * 60_000;
    if (again - delivery.due.getTime() > Math.max(grace, patience))
      return end('failed', reason, {
        failure,
        inDoubt,
        ...(failed.pausesInTheEnd ? { pause: reason } : {}),
      });
    await postpone(again, failure, inDoubt);
  }

  /** What an earlier try may have sent is settled once a part of it is recorded. */
  function staysInDoubt(inDoubt: boolean): boolean {
    return inDoubt || (delivery.perhapsSince !== undefined && tally.recorded === 0);
  }

  async function postpone(until: number, failure: Failure | undefined, inDoubt: boolean): Promise<void> {
    await store.deliveries.postpone(delivery.id, lease.current(), {
      until: new Date(until),
      inDoubt: staysInDoubt(inDoubt),
      ...(failure === undefined ? {} : { failure }),
    });
    if (failure !== undefined) count('retried');
  }

  function count(outcome: Extract<MeterEvent, { kind: 'delivery' }>['outcome']): void {
    const late = clock.now().getTime() - delivery.due.getTime();
    context.meter?.({ kind: 'delivery', platform: digest.home.platform, outcome, late });
  }

  async function end(
    outcome: Outcome,
    remark?: string,
    more: { readonly failure?: Failure; readonly pause?: string; readonly inDoubt?: boolean } = {},
  ): Promise<void> {
    const at = clock.now();
    // Times that have passed meanwhile have an outcome of their own, but where mail waited: what was held stands for them.
    const next = findNext(wasHeld ? at : delivery.due);
    if (next === undefined)
      log.error(entry`${name} is paused: its schedule or time zone is no longer valid.`);
    await store.deliveries.end(delivery.id, lease.current(), {
      ...(next === undefined ? { pause: explainUnreadable(digest) } : {}),
      ...more,
      outcome,
      at,
      inDoubt: staysInDoubt(more.inDoubt ?? false),
      nextDue: next ?? digest.nextDue,
      ...(remark === undefined ? {} : { remark }),
    });
    count(outcome);
    if (outcome !== 'failed') return;
    log.warn(entry`${name} is skipped this time${more.pause === undefined ? entry`` : entry` and paused`}.`);
  }
}

/** What is to be posted, recorded before anything is; picked anew where another digest was faster in the same place. */
async function decide(
  { digest, delivery }: Claim,
  lease: HeldLease,
  { store, compose, clock }: DigestContext,
  late: boolean,
): Promise<Composed | 'lost' | undefined> {
  for (;;) {
    const shown = await store.places.shown(digest.destination);
    const composed = await compose(digest, { now: clock.now(), shown, delivery, late });
    if (composed === undefined || delivery.picks !== undefined) return composed;
    const decision = await store.deliveries.decide(
      delivery.id,
      lease.current(),
      placePicks(composed),
      shown.version,
    );
    if (decision !== 'again') return decision === 'lost' ? 'lost' : composed;
  }
}

/** The picks with the numbers of the parts they are on. */
function placePicks({ picks, parts }: Composed): readonly Decided[] {
  return picks.map((pick) => {
    const part = parts.findIndex(({ card }) => card.items?.some((item) => item.paper === pick.paper.id));
    return { ...pick, part: Math.max(0, part) };
  });
}
