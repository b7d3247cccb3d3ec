import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/core/digest/schedule/clock.ts';
import { describeStep, watchClock } from '../../../../src/core/digest/schedule/clock-steps.ts';
import { createFakeClock } from '../fake-clock.ts';

describe('the clock of this machine', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-03-02T08:59:30Z') }));
  afterEach(() => void vi.useRealTimers());

  /** The times of day at which it ticks. */
  function listen(): { readonly ticks: string[]; readonly end: () => void } {
    const ticks: string[] = [];
    const end = systemClock.onTick(() => void ticks.push(systemClock.now().toISOString().slice(11, 19)));
    return { ticks, end };
  }

  it('ticks at the beginning of each minute, and every ten seconds, until it is ended', async () => {
    const { ticks, end } = listen();
    await vi.advanceTimersByTimeAsync(75_000);
    expect(ticks).toEqual([
      ...['08:59:40', '08:59:50', '09:00:00', '09:00:10', '09:00:20', '09:00:30', '09:00:40'],
    ]);
    end();
    await vi.advanceTimersByTimeAsync(150_000);
    expect(ticks).toHaveLength(7);
  });

  it('begins with the minute again where it was out of step', async () => {
    vi.setSystemTime(new Date('2026-03-02T08:59:57Z'));
    const { ticks, end } = listen();
    await vi.advanceTimersByTimeAsync(13_000);
    expect(ticks).toEqual(['09:00:00', '09:00:10']);
    end();
  });

  it.each(['2026-03-02T07:59:35Z', '2026-03-06T08:59:35Z', '1970-01-01T00:00:05Z', '1969-07-20T20:17:40Z'])(
    'ticks soon after it was set to %s, and as often as ever',
    async (moment) => {
      const { ticks, end } = listen();
      await vi.advanceTimersByTimeAsync(5_000);
      vi.setSystemTime(new Date(moment));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(ticks.length).toBeGreaterThanOrEqual(6);
      expect(ticks.length).toBeLessThanOrEqual(8);
      end();
    },
  );

  it('waits no longer once the signal is aborted', async () => {
    vi.useRealTimers();
    const ending = new AbortController();
    const waiting = systemClock.wait(60_000, ending.signal);
    ending.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(systemClock.wait(60_000, ending.signal)).resolves.toBeUndefined();
    await expect(systemClock.wait(1, new AbortController().signal)).resolves.toBeUndefined();
  });
});

describe('a step of the clock', () => {
  const at = (time: string) => new Date(`2026-03-02T${time}Z`);

  it('is noticed once, with what the clock would have said', async () => {
    const clock = createFakeClock(at('09:00:00'));
    const findStep = watchClock(clock);
    await clock.run(at('10:00:00'));
    expect(findStep()).toBeUndefined();
    clock.jump(at('09:00:00'));
    await clock.run(10_000);
    const step = findStep();
    expect(step).toMatchObject({ from: at('10:00:10'), to: at('09:00:10') });
    expect(step && at('09:00:00') >= step.earliest).toBe(true);
    expect(step && describeStep(step)).toBe('the clock was put back by 60 minutes');
    expect(findStep()).toBeUndefined();
  });

  it('ahead is told too, and may have been sleep', () => {
    const clock = createFakeClock(at('09:00:00'));
    const findStep = watchClock(clock);
    clock.jump(new Date('2026-03-06T09:00:00Z'));
    const step = findStep();
    expect(step && describeStep(step)).toBe('the clock jumped ahead by 4 days, or the machine slept');
  });

  it('of two minutes or less is none', () => {
    const clock = createFakeClock(at('09:00:00'));
    const findStep = watchClock(clock);
    clock.jump(at('08:58:00'));
    expect(findStep()).toBeUndefined();
    clock.jump(at('09:00:00'));
    expect(findStep()).toBeUndefined();
  });
});
