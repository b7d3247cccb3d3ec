import { within } from '../../async/within.ts';
import type { Member, Workspace } from '../../chat/channel.ts';
import type { Corpus } from '../../papers/corpus.ts';
import { lookUp as findKnown } from '../../papers/lookup.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { addedByHand } from '../../sources/added-by-hand.ts';
import { RequestFailure } from '../../sources/http/request-failure.ts';
import { UnreadableAnswer } from '../../sources/http/unreadable-answer.ts';
import type { LookUp } from '../../sources/look-up/look-up.ts';
import { CoolingDown } from '../../sources/rounds/ask-host.ts';
import type { Store } from '../../store/store.ts';

/** Who may have papers looked up that are not here yet. */
export type WhoMayAdd = 'everybody' | 'managers' | 'nobody';

/** What became of a paper that somebody wants here. */
export type Addition =
  | { readonly state: 'added'; readonly paper: Paper }
  | { readonly state: 'unknown' }
  /** No service tells just now, and why, in words; `until` where one asked to be left alone for so long. */
  | { readonly state: 'away'; readonly reason: string; readonly until?: Date }
  /** This person has had too many looked up; one more may be then. */
  | { readonly state: 'too many'; readonly until: Date };

/** Brings papers here that people ask for, and takes them away again. Methods reject with a StoreFailure. */
export type PaperAdder = {
  readonly whoMayAdd: WhoMayAdd;
  /** Looks up the paper of an id (`arxiv:2303.08010`) and adds it for all, by this member. Asked by several at once it asks once. */
  add(id: PaperId, by: Member): Promise<Addition>;
  /** Takes back that a paper was added in a workspace; whether it was. Searches no longer find it, where nothing else brings it. */
  takeDown(workspace: Workspace, paper: PaperId): Promise<boolean>;
};

/** What is needed besides the store. */
export type Adding = {
  readonly lookUp: LookUp;
  readonly whoMayAdd: WhoMayAdd;
  /** Has the corpus take in what was added or taken down; resolves when it has. */
  refresh(): Promise<void>;
};

/** No service is asked, for nobody may add papers. */
export const noAdding: Adding = {
  lookUp: { find: async () => undefined },
  whoMayAdd: 'nobody',
  refresh: async () => {},
};

export type PaperAdderOptions = Adding & {
  readonly corpus: Corpus;
  readonly store: Pick<Store, 'keptPapers' | 'addedPapers' | 'quotas'>;
  now(): Date;
};

/** Look-ups that one person may begin within an hour. */
export const lookUpsAnHour = 20;
const hour = 60 * 60_000;
/** A look-up waits for its turn and an answer so long, in milliseconds. */
const longestLookUp = 30_000;
/** The corpus is waited for so long, in milliseconds; it takes the paper later otherwise. */
const longestRefresh = 3_000;

type Found = { readonly state: 'found'; readonly key: string; readonly paper: Paper };
type NotFound = Exclude<Addition, { readonly state: 'added' | 'too many' }>;

export function createPaperAdder(options: PaperAdderOptions): PaperAdder {
  const { lookUp, whoMayAdd, corpus, store, now } = options;
  const underWay = new Map<PaperId, Promise<Found | NotFound>>();
  const refresh = () => within(longestRefresh, options.refresh(), undefined);

  async function find(id: PaperId): Promise<Found | NotFound> {
    const signal = AbortSignal.timeout(longestLookUp);
    try {
      const fetched = await lookUp.find(id, signal);
      if (fetched === undefined) return { state: 'unknown' };
      await store.keptPapers.take(addedByHand, [fetched], [], now());
      await refresh();
      const paper = findKnown(corpus, id) ?? corpus.get(fetched.paper.id) ?? fetched.paper;
      return { state: 'found', key: fetched.key, paper };
    } catch (error) {
      if (error instanceof CoolingDown) return { state: 'away', reason: error.message, until: error.until };
      if (!(error instanceof RequestFailure || error instanceof UnreadableAnswer)) throw error;
      const reason = signal.aborted ? `no answer came in ${longestLookUp / 1000} seconds` : error.message;
      return { state: 'away', reason };
    }
  }

  return {
    whoMayAdd,

    async add(id, by) {
      if (!underWay.has(id)) {
        const { platform, workspace, id: person } = by;
        const quota = { of: ['look-ups of a person', platform, workspace, person], most: lookUpsAnHour };
        const until = await store.quotas.use([{ ...quota, within: hour }], now());
        if (until !== undefined) return { state: 'too many', until };
      }
      // Somebody else may have begun it meanwhile.
      const finding = underWay.get(id) ?? find(id).finally(() => underWay.delete(id));
      underWay.set(id, finding);
      const found = await finding;
      if (found.state !== 'found') return found;
      const { key, paper } = found;
      await store.addedPapers.record(key, paper.id, by, now());
      return { state: 'added', paper };
    },

    async takeDown(workspace, paper) {
      const isDown = await store.addedPapers.takeDown(workspace, paper);
      if (isDown) await refresh();
      return isDown;
    },
  };
}
