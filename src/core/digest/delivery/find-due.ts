import type { Due, Waiting } from '../../store/digests/delivery.ts';
import type { DigestContext } from './context.ts';

/**
 * So many of a workspace are under way at the same time, so that memory is bounded however many are due at once; more than are posted
 * there between two looks, unless it is looked again before.
 */
const ofEachWorkspace = 32;
/** Digests read in one go. */
const readAtOnce = 200;

/** Finds what is due and not under way yet. */
export type DueFinder = {
  /** What there is now, of each workspace as much as may be under way. Rejects with a StoreFailure. */
  find(isUnderWay: (waiting: WaitingName) => boolean): AsyncGenerator<Due>;
  /** Whether some of a workspace had to be left out the last time. */
  isMore(): boolean;
};

/** What tells one thing to be done from all others. */
export type WaitingName = Pick<Waiting, 'digest' | 'due' | 'delivery'>;

export function createDueFinder({
  store,
  clock,
  platforms,
}: Pick<DigestContext, 'store' | 'clock' | 'platforms'>): DueFinder {
  let more = false;
  return {
    isMore: () => more,
    async *find(isUnderWay) {
      // What is posted elsewhere waits for its platform, or for another process that has it.
      const names = platforms().map(({ name }) => name);
      const waiting = await store.deliveryQueue.waiting(clock.now(), ofEachWorkspace, names);
      more = waiting.some(({ turn }) => turn === ofEachWorkspace);
      const fresh = waiting.filter((one) => !isUnderWay(one));
      for (let start = 0; start < fresh.length; start += readAtOnce)
        yield* await store.deliveryQueue.open(fresh.slice(start, start + readAtOnce));
    },
  };
}
