import { LRUCache } from 'lru-cache';
import { createBreather } from '../../async/time-slices.ts';
import { within } from '../../async/within.ts';
import { introducePaper } from '../../cards/single-paper.ts';
import type { Card } from '../../chat/card.ts';
import { readPaperId } from '../../papers/identity.ts';
import { lookUp } from '../../papers/lookup.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Store } from '../../store/store.ts';
import type { Adding } from '../adding/paper-adder.ts';
import type { Services } from '../command.ts';

/** So many addresses of one message are read, and so many unknown papers of it are looked up. */
const most = { read: 20, lookedUp: 3 };
/** So many papers are looked up in so long (ms) at most, whoever posts how many links, over all processes. What was told holds as long. */
const budget = { papers: 100, within: 60 * 60_000 };
/** So long (ms) an answer is waited for. */
const patience = 15_000;

export type LinkedPapersOptions = Pick<Adding, 'lookUp' | 'whoMayAdd'> &
  Pick<Services, 'corpus' | 'now'> & { readonly store: Pick<Store, 'quotas'> };

/**
 * Yields the card of each paper that addresses name, under the first address that does. A paper that is not known here is
 * looked up where everybody may add one, for whoever sees the card may save it, which does; one that no service tells of in
 * time has no card.
 */
export function createLinkedPapers(
  { corpus, lookUp: service, whoMayAdd, now, store }: LinkedPapersOptions,
  waits = patience,
): (addresses: readonly string[]) => Promise<ReadonlyMap<string, Card>> {
  const asked = new LRUCache<string, Promise<Paper | undefined>>({
    max: budget.papers,
    ttl: budget.within,
    ttlResolution: 0,
    perf: { now: () => now().getTime() },
  });

  /** Rejects where the service is away, the database is, or there is no budget left. */
  async function askWithinBudget(id: string, signal: AbortSignal): ReturnType<typeof service.find> {
    const quota = { of: ['papers behind links'], most: budget.papers, within: budget.within };
    const until = await store.quotas.use([quota], now());
    if (until !== undefined) throw new Error('too many papers were looked up');
    return service.find(id, signal);
  }

  /** Never rejects: a service that is away tells of none, and is asked again the next time. */
  function findUnknown(id: string): Promise<Paper | undefined> {
    const known = asked.get(id);
    if (known !== undefined) return within(waits, known, undefined);
    if (whoMayAdd !== 'everybody') return Promise.resolve(undefined);
    const late = AbortSignal.timeout(waits);
    const answer = askWithinBudget(id, late).then(
      (found) => found?.paper,
      () => {
        asked.delete(id);
        return undefined;
      },
    );
    asked.set(id, answer);
    return within(waits, answer, undefined);
  }

  return async (addresses) => {
    const read = [...new Set(addresses)].slice(0, most.read);
    const breathe = createBreather();
    const known = new Map<string, Paper | undefined>();
    for (const address of read) {
      known.set(address, lookUp(corpus, address));
      await breathe();
    }
    const ids = read.flatMap((address) => (known.get(address) ? [] : (readPaperId(address) ?? [])));
    const looked = [...new Set(ids)].slice(0, most.lookedUp);
    const found = new Map(await Promise.all(looked.map(async (id) => [id, await findUnknown(id)] as const)));
    const cards = new Map<string, Card>();
    const shown = new Set<string>();
    for (const address of read) {
      const paper = known.get(address) ?? found.get(readPaperId(address) ?? '');
      if (paper === undefined || shown.has(paper.id)) continue;
      shown.add(paper.id);
      cards.set(address, introducePaper(paper));
    }
    return cards;
  };
}
