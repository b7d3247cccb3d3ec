import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export async function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    if (signal?.aborted !== true) throw error;
  });
}
