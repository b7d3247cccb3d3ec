import { onTestFinished } from 'vitest';
import { createBell } from '../../../../src/core/async/bell.ts';
import type { Adding } from '../../../../src/core/commands/adding/paper-adder.ts';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { addedByHand } from '../../../../src/core/sources/added-by-hand.ts';
import { openCorpus } from '../../../../src/core/sources/corpus.ts';
import { createKeptSource } from '../../../../src/core/sources/kept-source.ts';
import type { Source } from '../../../../src/core/sources/source.ts';
import { papersToTry } from '../../papers-to-try.ts';
import { openTestStore } from '../../store/open.ts';
import { paperNamed } from '../../store/things.ts';
import { startTalk } from '../../talk.ts';

/** Papers that nobody here has, by the ids under which services know them. */
export const attention = paperNamed('arxiv:1706.03762', {
  title: 'Attention Is All You Need',
  abstract: 'The dominant sequence transduction models use an encoder and a decoder.',
  authors: ['Ashish Vaswani'],
  published: '2017-06-12',
  url: 'https://arxiv.org/abs/1706.03762',
});
export const folding = paperNamed('doi:10.1038/s41586-021-03819-2', {
  title: 'Highly accurate protein structure prediction with AlphaFold',
  doi: '10.1038/s41586-021-03819-2',
  published: '2021-07-15',
});

type Answer = Paper | Error | undefined | Promise<Paper | undefined>;

/** The bot with a corpus that takes in what is added, services that know some papers, and what they were asked. */
export async function openDesk({
  whoMayAdd = 'everybody',
  now = () => new Date('2023-03-20T12:00:00Z'),
}: Partial<Pick<Adding, 'whoMayAdd'>> & { readonly now?: () => Date } = {}) {
  const answers = new Map<string, Answer>([attention, folding].map((paper) => [paper.id, paper]));
  const asked: string[] = [];
  const store = await openTestStore();
  const bell = createBell(60 * 60_000);
  const kept = createKeptSource({
    ...{ name: addedByHand, papers: store.keptPapers, statuses: store.sourceStatuses, nextLook: bell.next },
  });
  const file: Source = {
    name: 'file',
    async *follow() {
      const records = papersToTry.map((paper, index) => ({ line: index + 1, paper }));
      const read = { parts: 1, records: records.length };
      yield { parts: [{ part: 'papers', records }], health: { state: 'fresh', problems: [], read } };
    },
  };
  const corpus = await openCorpus([file, kept]);
  onTestFinished(() => corpus.close());
  const search = createLunrEngine();
  await search.update({ put: corpus.papers, removed: [] });
  corpus.onChange((change) => void search.update(change));
  const adding: Adding = {
    whoMayAdd,
    refresh: bell.ring,
    lookUp: {
      async find(id) {
        asked.push(id);
        const answer = await answers.get(id);
        if (answer instanceof Error) throw answer;
        return answer === undefined ? undefined : { key: id, paper: answer };
      },
    },
  };
  const talk = await startTalk({ store, corpus, search, adding, now });
  return { talk, store, corpus, answers, asked };
}
