import { wait } from '../../async/wait.ts';
import { StoreFailure } from '../store.ts';

/** How often it is tried at once to overwrite what was deleted, and the milliseconds between: somebody may be reading. */
const tries = 5;
const pause = 200;

/** Purges as soon as it can be done (`purge` yields whether it was); resolves too where it is left to the next time. */
export async function purgeSoon(purge: () => Promise<boolean>): Promise<void> {
  try {
    for (let left = tries; left > 0; left -= 1) {
      if (await purge()) return;
      await wait(pause);
    }
  } catch (error) {
    // What was deleted is deleted all the same.
    if (!(error instanceof StoreFailure)) throw error;
  }
}
