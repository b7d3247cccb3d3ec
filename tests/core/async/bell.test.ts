import { describe, expect, it } from 'vitest';
import { createBell } from '../../../src/core/async/bell.ts';

const never = new AbortController().signal;
const long = 60 * 60_000;

describe('a bell', () => {
  it('rings by itself', async () => {
    await createBell(1).next(never);
  });

  it('has a look begin when it is rung, which is over when the next is asked for', async () => {
    const bell = createBell(long);
    const looking = bell.next(never);
    let isOver = false;
    const rung = bell.ring().then(() => {
      isOver = true;
    });
    await looking;
    await Promise.resolve();
    expect(isOver).toBe(false);
    const stopping = new AbortController();
    const next = bell.next(stopping.signal);
    await rung;
    stopping.abort();
    await next;
  });

  it('is heard during a look: another one follows, and that one counts', async () => {
    const bell = createBell(1);
    await bell.next(never);
    let isOver = false;
    const rung = bell.ring().then(() => {
      isOver = true;
    });
    await bell.next(never);
    await Promise.resolve();
    expect(isOver).toBe(false);
    await bell.next(never);
    await rung;
  });

  it('keeps nobody waiting once all is stopped', async () => {
    const bell = createBell(long);
    const stopping = new AbortController();
    const looking = bell.next(stopping.signal);
    const rung = bell.ring();
    stopping.abort();
    await Promise.all([looking, rung]);
  });
});
