import { describe, expect, it } from 'vitest';
import { createRateLimiter, type RateLimiter, type Rates } from '../../../src/core/async/rate-limit.ts';
import { createFakeClock, type FakeClock } from '../digest/fake-clock.ts';

const start = new Date('2026-03-02T09:00:00Z');

/** A limiter on a clock that is moved by hand, and what has begun: `1.5 w/p`, after its second. */
function setUp(rates: Rates) {
  const clock = createFakeClock(start);
  const limiter = createRateLimiter(rates, clock);
  const begun: string[] = [];
  const ask = (place: string, signal?: AbortSignal) => {
    const [workspace = '', id = ''] = place.split('/');
    return limiter
      .take({ workspace, id }, signal)
      .then(() => void begun.push(`${clock.elapsed() / 1_000} ${place}`));
  };
  return { clock, limiter, begun, ask };
}

const placeOf = (place: string): Parameters<RateLimiter['take']>[0] => {
  const [workspace = '', id = ''] = place.split('/');
  return { workspace, id };
};
const run = (clock: FakeClock, seconds: number) => clock.run(seconds * 1_000, { ticks: false });

describe('what may begin', () => {
  it('begins at once where nothing is said, and one after the other in a place that has a rate', async () => {
    const free = setUp({});
    await Promise.all(['a/1', 'a/1', 'a/2', 'b/1'].map((place) => free.ask(place)));
    expect(free.begun).toEqual(['0 a/1', '0 a/1', '0 a/2', '0 b/1']);

    const { clock, begun, ask } = setUp({ place: 1 });
    for (const place of ['a/1', 'a/1', 'a/2', 'a/1']) void ask(place);
    await run(clock, 5);
    expect(begun).toEqual(['0 a/1', '0 a/2', '1 a/1', '2 a/1']);
  });

  it('comes by turns of workspaces, and in each by turns of places', async () => {
    const { clock, begun, ask } = setUp({ overall: 2 });
    for (const place of ['a/1', 'a/1', 'a/1', 'a/2', 'b/1', 'b/1']) void ask(place);
    await run(clock, 5);
    expect(begun).toEqual(['0 a/1', '0.5 a/1', '1 b/1', '1.5 a/2', '2 b/1', '2.5 a/1']);
  });

  it('keeps to the rate of each workspace, whatever others do', async () => {
    const { clock, begun, ask } = setUp({ workspace: 4 });
    for (const place of ['a/1', 'a/2', 'a/3', 'b/1', 'a/4']) void ask(place);
    await run(clock, 5);
    expect(begun).toEqual(['0 a/1', '0 b/1', '0.25 a/2', '0.5 a/3', '0.75 a/4']);
  });

  it('waits where a pause was asked for, in that place, workspace or over all, and nowhere else', async () => {
    const { clock, limiter, begun, ask } = setUp({});
    limiter.pause('place', placeOf('a/1'), 20_000);
    for (const place of ['a/1', 'a/2', 'b/1']) void ask(place);
    await run(clock, 1);
    expect(begun).toEqual(['0 a/2', '0 b/1']);
    limiter.pause('workspace', placeOf('a/2'), 5_000);
    for (const place of ['a/3', 'b/2']) void ask(place);
    await run(clock, 1);
    expect(begun.slice(2)).toEqual(['1 b/2']);
    limiter.pause('overall', placeOf('b/2'), 2_000);
    void ask('c/1');
    await run(clock, 30);
    expect(begun.slice(3)).toEqual(['4 c/1', '6 a/3', '20 a/1']);
  });

  it('comes to those who wait after all before them gave up', async () => {
    const { clock, begun, ask } = setUp({ place: 1 });
    const given = new AbortController();
    void ask('a/1');
    void ask('a/1', given.signal);
    given.abort();
    void ask('a/1');
    await run(clock, 5);
    expect(begun).toEqual(['0 a/1', '0 a/1', '1 a/1']);
  });

  it('is not looked for anew by each of very many who begin to wait', async () => {
    const clock = createFakeClock(start);
    let waits = 0;
    const wait: typeof clock.wait = (...asked) => {
      waits += 1;
      return clock.wait(...asked);
    };
    const limiter = createRateLimiter({ workspace: 1 }, { ...clock, wait });
    const all = Array.from({ length: 500 }, (_, number) =>
      limiter.take({ workspace: String(number % 10), id: String(number) }),
    );
    expect(waits).toBe(1);
    await run(clock, 49);
    await Promise.all(all);
    expect(waits).toBe(49);
  });

  it('is told of a pause once, is not let in by a shorter one, and asks again after an hour at the latest', async () => {
    const { clock, limiter, begun, ask } = setUp({});
    const pause = (seconds: number) => limiter.pause('place', placeOf('a/1'), seconds * 1_000);
    expect([pause(20), pause(20), pause(3), pause(22)]).toEqual([true, false, false, true]);
    void ask('a/1');
    await run(clock, 30);
    expect(begun).toEqual(['22 a/1']);
    pause(1e9);
    void ask('a/1');
    await run(clock, 3_600);
    expect(begun).toHaveLength(2);
  });

  it('leaves the line at once when it is called off, and lets the next have its turn', async () => {
    const { clock, begun, ask } = setUp({ place: 1 });
    const end = new AbortController();
    void ask('a/1');
    void ask('a/1', end.signal);
    void ask('a/1');
    await clock.settle();
    end.abort();
    await run(clock, 5);
    expect(begun).toEqual(['0 a/1', '0 a/1', '1 a/1']);
    await ask('a/1', end.signal);
  });

  it('minds no clock on the wall that is put back', async () => {
    const { clock, begun, ask } = setUp({ place: 1 });
    void ask('a/1');
    await clock.settle();
    clock.jump(new Date(start.getTime() - 3_600_000));
    await run(clock, 2);
    void ask('a/1');
    await run(clock, 1);
    expect(begun).toEqual(['0 a/1', '2 a/1']);
  });
});
