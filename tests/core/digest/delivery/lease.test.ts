import { describe, expect, it, onTestFinished } from 'vitest';
import { holdLease, leaseOf } from '../../../../src/core/digest/delivery/lease.ts';
import { createFakeClock } from '../fake-clock.ts';

const start = new Date('2026-03-02T09:00:00Z');
const second = 1_000;

/** A lease taken now, and how often the store was asked; what it says next can be set. */
function take() {
  const clock = createFakeClock(start);
  const store = { asked: 0, says: async () => true };
  const renew = async () => {
    store.asked += 1;
    return store.says();
  };
  const lease = holdLease(1, leaseOf('me', start), { renew }, clock);
  onTestFinished(() => lease.letGo());
  return { clock, store, lease };
}

describe('a lease', () => {
  it('is its holder’s without asking while it is fresh, and is renewed while the work goes on', async () => {
    const { clock, store, lease } = take();
    expect(await lease.isMine()).toBe(true);
    expect(store.asked).toBe(0);
    await clock.run(600 * second, { ticks: false });
    expect(store.asked).toBe(20);
    expect(await lease.isMine()).toBe(true);
    expect(store.asked).toBe(20);
  });

  it('that could not be renewed is asked about long before it runs out: a post takes its time', async () => {
    const { clock, store, lease } = take();
    store.says = () => Promise.reject(new Error('not now'));
    await clock.run(50 * second, { ticks: false });
    store.says = async () => false;
    expect(await lease.isMine()).toBe(false);
  });

  it('is asked about when the clock was put back: for others it may have run out', async () => {
    const { clock, store, lease } = take();
    clock.jump(new Date(start.getTime() - 3_600 * second));
    store.says = async () => false;
    expect(await lease.isMine()).toBe(false);
  });

  it('is renewed no more once it is let go', async () => {
    const { clock, store, lease } = take();
    lease.letGo();
    await clock.run(600 * second, { ticks: false });
    expect(store.asked).toBe(0);
  });
});
