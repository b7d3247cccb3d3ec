import type { Telling } from '../../papers/news/paper-news.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { arxivIdOf } from '../../papers/publication.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { Fetcher, Round } from '../rounds/fetcher.ts';
import type { Checks } from './checks.ts';

/** Under this name it is kept which saved papers were found to be withdrawn or retracted. */
export const checkedSaved = 'saved';

/** What must be known of saved papers to look them up. Methods reject with a StoreFailure. */
export type SavedToCheck = {
  /** Saved papers that were not looked up since then, those that wait longest first. */
  unchecked(before: Date, limit: number): Promise<readonly PaperId[]>;
  /** As they are known here; undefined for one that is not any more. */
  find(id: PaperId): Promise<Paper | undefined>;
  take(tellings: readonly Telling[], at: Date): Promise<void>;
  checked(papers: readonly PaperId[], at: Date): Promise<void>;
};

const hour = 60 * 60_000;
/** A paper is looked up so often: a retraction is known within a week, for a hundredth of a request to arXiv and one to OpenAlex. */
const every = 7 * 24 * hour;
/** Papers of one round: as many as one request to arXiv takes, and few enough of the others to be no burden. */
const mostOfArxiv = 100;
const mostOfDois = 20;

/** Looks up saved papers by their ids, each once a week, a few every hour: what is withdrawn or retracted is kept for all to see. */
export function createSavedFetcher(saved: SavedToCheck, checks: Checks): Fetcher {
  return {
    name: checkedSaved,
    every: hour,
    async fetch(round) {
      const ids = await saved.unchecked(new Date(round.now.getTime() - every), mostOfArxiv);
      const papers = (await Promise.all(ids.map((id) => saved.find(id)))).filter((one) => one !== undefined);
      const known = new Set(papers.map(({ id }) => id));
      const nameless = ids.filter((id) => !known.has(id));
      const withDoi = papers.filter(hasDoi);
      const asked = withDoi.slice(0, mostOfDois);
      const waiting = new Set(withDoi.slice(mostOfDois).map(({ id }) => id));
      const preprints = papers.filter(({ id }) => id.startsWith('arxiv:') && !waiting.has(id));
      const found = await checks.arxiv(preprints.map((paper) => arxivIdOf(paper) ?? ''));
      await keep(round, preprints, found);
      await saved.checked(nameless, round.now);
      await finish(
        papers.filter((paper) => !hasDoi(paper)),
        round.now,
      );
      for (const paper of asked) await checkRetraction(paper, round);
      return { state: 'quiet' };
    },
  };

  /** A paper that is answered wrongly has had its turn, lest those after it wait for ever. */
  async function checkRetraction(paper: WithDoi, round: Round): Promise<void> {
    try {
      if (await checks.isRetracted(paper.doi))
        await keep(round, [paper], new Map([[paper.id, { ...paper, withdrawn: 'retracted' }]]));
    } catch (error) {
      if (error instanceof UnreadableAnswer) await finish([paper], round.now);
      throw error;
    }
    await finish([paper], round.now);
  }

  /** Notes that these were looked up; what is known of them is what is compared later. */
  async function finish(papers: readonly Paper[], at: Date): Promise<void> {
    await saved.take(
      papers.map((paper) => ({ paper })),
      at,
    );
    await saved.checked(
      papers.map(({ id }) => id),
      at,
    );
  }

  async function keep(
    { now, keep: keepPapers }: Round,
    papers: readonly Paper[],
    found: ReadonlyMap<PaperId, Paper>,
  ): Promise<void> {
    const told = papers.flatMap(({ id }) => found.get(id) ?? []);
    await saved.take(
      told.map((paper) => ({ paper })),
      now,
    );
    const gone = papers.flatMap((paper) => {
      const withdrawn = found.get(paper.id)?.withdrawn;
      return withdrawn === undefined ? [] : [{ ...paper, withdrawn }];
    });
    // It came when it was published, so that it is not new to anybody.
    await keepPapers(gone.map((paper) => ({ key: paper.id, paper, came: new Date(paper.published ?? 0) })));
  }
}

type WithDoi = Paper & Required<Pick<Paper, 'doi'>>;

function hasDoi(paper: Paper): paper is WithDoi {
  return paper.doi !== undefined && !/^10\.48550\//u.test(paper.doi);
}
