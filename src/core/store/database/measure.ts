import type { Meter } from '../../async/meter.ts';
import { StoreFailure } from '../store.ts';
import type { Database } from './database.ts';

/** The same database, which tells how long each of its answers took, and which was none. */
export function measure(database: Database, meter: Meter): Database {
  const timed =
    (access: 'read' | 'write', run: Database['read']): Database['read'] =>
    async (work) => {
      const begun = performance.now();
      const tell = (failed: boolean) =>
        meter({ kind: 'query', access, took: performance.now() - begun, failed });
      try {
        const result = await run(work);
        tell(false);
        return result;
      } catch (error) {
        tell(error instanceof StoreFailure);
        throw error;
      }
    };
  return {
    ...database,
    read: timed('read', database.read),
    write: timed('write', database.write),
    writeOne: timed('write', database.writeOne),
  };
}
