import { wait } from '../../core/async/wait.ts';
import type { Log } from '../../core/chat/log.ts';
import { keepChanges } from '../../core/search/change-keeper.ts';
import { openLunrEngine, warmUp } from '../../core/search/lunr-engine.ts';
import type { LiveCorpus } from '../../core/sources/corpus.ts';
import { counted } from '../../core/text/counted.ts';
import { entry, nobodyTyped } from '../../core/text/log-entry.ts';
import { claimIndexFile } from '../indexes/index-claim.ts';
import type { OpenedSearch } from './opened-search.ts';
import { tellRefused, tellTaken } from './tell-changes.ts';

/** Above this many, making the index takes long enough to say so. */
const MANY_PAPERS = 5_000;

/** The index in this process, kept in a file. */
export async function openOwnIndex(
  corpus: LiveCorpus,
  file: string,
  { warm, stop }: { readonly warm: boolean; readonly stop: AbortSignal | undefined },
  log: Log,
): Promise<OpenedSearch> {
  const report = (problem: string): void => log.warn(nobodyTyped(problem));
  const { engine, ready, save } = await openLunrEngine(corpus, file, report, {
    claim: claimIndexFile(file),
    wait,
    stop,
    few: MANY_PAPERS,
    onWait: () =>
      log.warn(
        entry`Another process here is building the search index; this one starts once it can read that from ${nobodyTyped(file)}.`,
      ),
    onFrozen: () =>
      log.warn(
        entry`The process that was to build the search index does nothing. This one builds its own, and leaves ${nobodyTyped(file)} as it is.`,
      ),
  });
  let changed = false;
  const changes = keepChanges({
    update: engine.update,
    onTaken(change) {
      changed = true;
      tellTaken(log, change, engine.size);
    },
    onRefused: (error) => tellRefused(log, error),
  });
  const left = corpus.papers.length - engine.size;
  // A warning, for it must be seen where only warnings are: in the terminal.
  if (left > MANY_PAPERS)
    log.warn(entry`Building the search index for ${nobodyTyped(counted(left, 'paper'))}; this happens once.`);
  return {
    search: engine,
    take: changes.take,
    ready: ready.then(() => (warm ? warmUp(engine, corpus.papers) : undefined)).then(() => true),
    isQuick: left <= MANY_PAPERS,
    settled: engine.trained,
    async close() {
      changes.close();
      engine.close();
      if (changed) await save();
    },
  };
}
