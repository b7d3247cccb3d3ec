import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may hold the event loop before others get their turn, in milliseconds. */
const SLICE = 4;

/** Yields to the event loop when the current slice is used up; resolves at once otherwise. */
export type Breathe = () => Promise<void> | undefined;

/** A breather for one long piece of work: `await breathe()` between its small steps keeps the event loop free. */
export function createBreather(slice = SLICE): Breathe {
  let since = performance.now();
  return () => {
    if (performance.now() - since < slice) return undefined;
    return nextTurn().then(() => {
      since = performance.now();
    });
  };
}
