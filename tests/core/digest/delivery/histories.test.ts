import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PostFailure } from '../../../../src/core/chat/failures.ts';
import { type RunningDigests, startDigests } from '../../../../src/core/digest/delivery/scheduler.ts';
import { nextDue } from '../../../../src/core/digest/schedule/next-due.ts';
import { entry } from '../../../../src/core/text/log-entry.ts';
import { general, lab } from '../../store/things.ts';
import { composeInOrder, hour, setStage } from '../stage.ts';
import { createMortal, type Mortal } from './mortal.ts';

const minute = 60_000;
const schedule = '0 * * * *';

/** What happens to the processes, the clock and the platform. */
type Event =
  | { readonly kind: 'run'; readonly minutes: number }
  | { readonly kind: 'away'; readonly minutes: number }
  | { readonly kind: 'back'; readonly minutes: number }
  | { readonly kind: 'die'; readonly step: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'restart' | 'ask' | 'due' | 'trouble' | 'lost answers' | 'mended' };

const events = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('run' as const), minutes: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constant('away' as const), minutes: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ kind: fc.constant('back' as const), minutes: fc.integer({ min: 1, max: 200 }) }),
    fc.record({
      kind: fc.constant('die' as const),
      step: fc.integer({ min: 1, max: 18 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    fc.record({
      kind: fc.constantFrom(
        'restart' as const,
        'ask' as const,
        'due' as const,
        'trouble' as const,
        'lost answers' as const,
        'mended' as const,
      ),
    }),
  ),
  { minLength: 3, maxLength: 14 },
) satisfies fc.Arbitrary<Event[]>;

/** The clock is put back twice over times that came, and the first of those that are missed then has had its delivery. */
const PUT_BACK: Event[] = [
  { kind: 'away', minutes: 525 },
  { kind: 'back', minutes: 89 },
  { kind: 'due' },
  { kind: 'due' },
  { kind: 'back', minutes: 129 },
  { kind: 'die', step: 15, when: 'before' },
  { kind: 'away', minutes: 64 },
  { kind: 'run', minutes: 2 },
];

describe('whatever becomes of the process, the clock and the platform', () => {
  it('shows no paper twice in one place, and gives each due time one outcome, and each row of missed ones', async () => {
    let trouble: 'trouble' | 'lost answers' | 'mended' = 'mended';
    const failure = new PostFailure('passing', entry`Slack does not answer.`);
    const stage = await setStage('2026-03-02T08:44:30Z', {
      before: () => {
        if (trouble === 'trouble') throw failure;
      },
      after: () => {
        if (trouble === 'lost answers') throw failure;
      },
    });
    const { clock, store, platform, log } = stage;
    let channels = 0;
    let outcomes = 0;

    await fc.assert(
      fc.asyncProperty(events, async (history) => {
        trouble = 'mended';
        channels += 1;
        const channel = { ...general, id: `C${channels}` };
        const { id, createdAt } = await stage.add({ destination: { kind: 'channel', channel }, schedule });
        let running: RunningDigests | undefined;
        let mortal: Mortal | undefined;

        function start(death = { step: 0, when: 'before' as 'before' | 'after' }): void {
          mortal = createMortal(store, platform, clock, death);
          const { store: own, platform: wired, clock: ticking } = mortal;
          running = startDigests({
            store: own,
            platforms: () => [wired],
            compose: composeInOrder,
            log,
            grace: 3 * hour,
            clock: ticking,
          });
        }
        async function stop(): Promise<void> {
          if (mortal?.isDead() === false) await Promise.race([running?.stop(), mortal.death]);
          mortal?.kill();
        }

        start();
        // A claim made by a clock that was put back holds until that time comes again.
        let latest = 0;
        for (const event of history) {
          latest = Math.max(latest, clock.now().getTime());
          if (event.kind === 'run') await clock.run(event.minutes * minute);
          else if (event.kind === 'away')
            clock.jump(new Date(clock.now().getTime() + event.minutes * minute));
          else if (event.kind === 'back')
            clock.jump(new Date(clock.now().getTime() - event.minutes * minute));
          else if (event.kind === 'ask') await store.deliveryQueue.request(lab, id, clock.now());
          else if (event.kind === 'due') {
            const due = (await store.digests.find(lab, id))?.nextDue ?? clock.now();
            clock.jump(due);
            await clock.run(2 * minute);
          } else if (event.kind !== 'restart' && event.kind !== 'die') trouble = event.kind;
          else {
            await stop();
            start(event.kind === 'die' ? event : undefined);
          }
        }
        await stop();
        trouble = 'mended';
        start();
        const last = (await store.digests.find(lab, id))?.nextDue.getTime() ?? 0;
        clock.jump(new Date(Math.max(clock.now().getTime(), latest, last) + minute / 2));
        await clock.run(4 * minute);
        clock.jump(new Date(clock.now().getTime() + 31 * minute));
        await clock.run(4 * minute);
        // Not in the middle of the next one.
        if (clock.now().getTime() % hour < 2 * minute) await clock.run(2 * minute);
        await stop();

        const papers = platform.in(channel.id).flatMap((message) => message.papers);
        expect(new Set(papers).size).toBe(papers.length);
        const keys = platform.in(channel.id).map(({ options }) => options.key);
        expect(new Set(keys).size).toBe(keys.length);
        const all = await store.deliveryHistory.list(id, 10_000);
        expect(all.filter(({ outcome }) => outcome === undefined)).toEqual([]);
        const outcomesAt = new Map<number, string | undefined>();
        for (const { due, outcome } of all.filter(({ onDemand }) => !onDemand)) {
          expect(outcomesAt.has(due.getTime())).toBe(false);
          outcomesAt.set(due.getTime(), outcome);
        }
        const digest = await store.digests.find(lab, id);
        // Of times missed in a row the first is recorded, and some among them may have come by a clock put back since.
        let wasMissed = false;
        // A clock put back to before it was made has it come earlier.
        const first = Math.min(nextDue(schedule, 'UTC', createdAt).getTime(), ...outcomesAt.keys());
        for (let due = new Date(first); due < (digest?.nextDue ?? due); due = nextDue(schedule, 'UTC', due)) {
          const outcome = outcomesAt.get(due.getTime());
          if (outcome === undefined) expect(wasMissed).toBe(true);
          wasMissed ||= outcome === 'missed';
        }
        expect(digest?.nextDue).toEqual(nextDue(schedule, 'UTC', clock.now()));
        outcomes += all.length;
        await store.digests.remove(lab, id);
      }),
      { numRuns: 60, endOnFailure: true, examples: [[PUT_BACK]] },
    );
    expect(outcomes).toBeGreaterThan(100);
  }, 60_000);
});
