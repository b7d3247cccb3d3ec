import { describe, expect, it, onTestFinished } from 'vitest';
import { holdLease, leaseOf } from '../../../../src/core/digest/delivery/lease.ts';
import { createFakeClock } from '../fake-clock.ts';

const start = new Date('2026-03-02T09:00:00Z');
const second = 1_000;

/** A lease of 20 seconds taken now, and how often the store was asked; what it says next can be set. */
function take() {
  const clock = createFakeClock(start);
  const store = { asked: 0, says: async () => true };
  const renew = async () => {
    store.asked += 1;
    return store.says();
  };
  const lease = holdLease(1, leaseOf('me', start, 20 * second), renew, clock);
  onTestFinished(() => lease.letGo());
  return { clock, store, lease };
}

describe('a lease', () => {
  it('is renewed four times while it would last, for as long as the work goes on', async () => {
    const { clock, store } = take();
    store.says = () => Promise.reject(new Error('not now'));
    await clock.run(100 * second, { ticks: false });
    expect(store.asked).toBe(20);
  });

  it('is its holder’s by the word of the store, which is asked each time', async () => {
    const { store, lease } = take();
    expect(await lease.isMine()).toBe(true);
    store.says = async () => false;
    expect(await lease.isMine()).toBe(false);
    expect(store.asked).toBe(2);
  });

  it('is asked about again where the answer took long: it may be over since', async () => {
    const { clock, store, lease } = take();
    store.says = async () => {
      await clock.run(30 * second, { ticks: false });
      store.says = async () => false;
      return true;
    };
    expect(await lease.isMine()).toBe(false);
  });

  it('is asked about again where the machine slept over the answer', async () => {
    const { clock, store, lease } = take();
    store.says = async () => {
      clock.jump(new Date(start.getTime() + 30 * second));
      store.says = async () => false;
      return true;
    };
    expect(await lease.isMine()).toBe(false);
  });

  it('lasts as long whatever is done to the clock on the wall', async () => {
    const { clock, lease } = take();
    clock.jump(new Date(start.getTime() - 3_600 * second));
    const { now, until } = lease.current();
    expect(until.getTime() - now.getTime()).toBe(20 * second);
  });

  it('is renewed no more once it is let go', async () => {
    const { clock, store, lease } = take();
    lease.letGo();
    await clock.run(600 * second, { ticks: false });
    expect(store.asked).toBe(0);
  });
});
