import { describe, expect, it } from 'vitest';
import { createIdentifyTurns, createOwnTurns } from '../../../src/adapters/discord/connect/identify-turns.ts';
import { keepLog } from '../../core/store/open.ts';

const day = 24 * 60 * 60_000;

/** Turns of bots whose clock goes on as they wait, at a Discord that lets so many more connections be opened. */
function setTurns(remaining: number, max_concurrency = 1) {
  let now = 0;
  const log = keepLog();
  const state = { remaining, asked: 0, isDown: false };
  const clock = {
    elapsed: () => now,
    async wait(milliseconds: number) {
      now += milliseconds;
      if (state.remaining <= 0 && now >= day / 2) state.remaining = 1_000;
    },
  };
  const turns = createIdentifyTurns({ clock, log, take: createOwnTurns(clock) });
  const throttle = turns.throttle({ begin() {}, end() {} })({
    async fetchGatewayInformation(force) {
      if (force) state.asked += 1;
      if (state.isDown) throw new Error('down');
      const limit = { total: 1_000, remaining: state.remaining, reset_after: day / 2, max_concurrency };
      return { shards: 1, session_start_limit: limit };
    },
  });
  /** Has the shard identify; yields the seconds that it waited. */
  const identify = async (shard: number) => {
    const before = now;
    await throttle.waitForIdentify(shard, new AbortController().signal);
    state.remaining -= 1;
    return (now - before) / 1_000;
  };
  const pass = (milliseconds: number) => clock.wait(milliseconds);
  return { identify, state, log, trouble: turns.trouble, pass };
}

describe('turns to identify', () => {
  it('are five seconds apart for shards of one key, and at once for those of others', async () => {
    const { identify } = setTurns(900, 2);
    expect(await identify(0)).toBe(0);
    expect(await identify(1)).toBe(0);
    const waited = await identify(2);
    expect(waited).toBeGreaterThanOrEqual(5);
    expect(waited).toBeLessThan(8);
  });

  it('are far apart where few connections are left for the day, which is said once, until there are enough again', async () => {
    const { identify, state, log, trouble, pass } = setTurns(24);
    expect(trouble()).toBeUndefined();
    await identify(0);
    // 24 are to last for twelve hours.
    expect(await identify(0)).toBeGreaterThan(25 * 60);
    expect(log.lines).toEqual([
      'warn Discord lets the bot open only 24 more connections (of 1000 a day) in the next 720 minutes: one is opened every 1800 s. Check whether something starts the bot again and again.',
    ]);
    await pass(60 * 60_000);
    expect(trouble()).toMatch(
      /^Discord lets the bot open only 23 more connections .* in the next 6\d\d minutes/u,
    );
    state.remaining = 1_000;
    await pass(day);
    // There are new ones by then, also where nothing has been connected since.
    expect(trouble()).toBeUndefined();
    await identify(0);
    expect(trouble()).toBeUndefined();
    expect(log.lines).toHaveLength(2);
  });

  it('are none where no connection is left, until there are new ones; then they are as close as ever', async () => {
    const { identify, log } = setTurns(0);
    const waited = await identify(0);
    expect(log.lines[0]).toMatch(
      /open no more connections \(of 1000 a day\) in the next 720 minutes, and it needs 1\. Check/u,
    );
    expect(waited).toBeGreaterThanOrEqual(day / 2_000);
    expect(waited).toBeLessThan(day / 2_000 + 120);
    expect(await identify(0)).toBeLessThan(8);
  });

  it('go by what Discord said last where it does not say more', async () => {
    const { identify, state, pass } = setTurns(900);
    await identify(0);
    expect(state.asked).toBe(0);
    await pass(day);
    state.isDown = true;
    await identify(0);
    expect(state.asked).toBe(1);
  });

  it('are waited for until nobody wants one any more', async () => {
    const clock = { elapsed: () => 0, wait: async () => abort.abort() };
    const abort = new AbortController();
    const take = async () => Promise.reject(new Error('the database is away'));
    const throttle = createIdentifyTurns({ take, clock, log: keepLog() }).throttle({ begin() {}, end() {} })({
      fetchGatewayInformation: async () => ({
        shards: 1,
        session_start_limit: { total: 1_000, remaining: 900, reset_after: day, max_concurrency: 1 },
      }),
    });
    await expect(throttle.waitForIdentify(0, abort.signal)).rejects.toThrow('abort');
  });
});
