import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may hold the event loop before others get their turn, in milliseconds. */
const SLICE = 4;

/** Yields to the event loop when the current slice is used up; resolves at once otherwise. */
export type Breathe = () => Promise<void> | undefined;

/**
 * A breather for one long piece of work, or for many that go on at once: `await breathe()` between their small steps keeps the event
 * loop free. However many wait for the next slice, they share it, one after another.
 */
export function createBreather(slice = SLICE): Breathe {
  let since = performance.now();
  let waiting = 0;
  let last = Promise.resolve();
  const isUsedUp = (): boolean => performance.now() - since >= slice;

  async function takeTurn(): Promise<void> {
    if (isUsedUp()) {
      await nextTurn();
      since = performance.now();
    }
    waiting -= 1;
  }

  return () => {
    if (waiting === 0 && !isUsedUp()) return undefined;
    waiting += 1;
    last = last.then(takeTurn);
    return last;
  };
}
