import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/core/digest/schedule/clock.ts';

describe('the clock of this machine', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-03-02T08:59:30Z') }));
  afterEach(() => void vi.useRealTimers());

  it('ticks at the beginning of each minute until it is ended', async () => {
    const ticks: string[] = [];
    const end = systemClock.eachMinute(() => void ticks.push(systemClock.now().toISOString().slice(11, 19)));
    await vi.advanceTimersByTimeAsync(150_000);
    expect(ticks).toEqual(['09:00:00', '09:01:00', '09:02:00']);
    end();
    await vi.advanceTimersByTimeAsync(150_000);
    expect(ticks).toHaveLength(3);
  });

  it('ticks soon after the machine has slept', async () => {
    const ticks: Date[] = [];
    const end = systemClock.eachMinute(() => void ticks.push(systemClock.now()));
    await vi.advanceTimersByTimeAsync(30_000);
    vi.setSystemTime(new Date('2026-03-02T13:17:20Z'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticks.length).toBeGreaterThan(1);
    end();
  });

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
