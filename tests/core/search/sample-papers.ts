import { readFileSync } from 'node:fs';
import type { Paper } from '../../../src/core/papers/paper.ts';
import type { SearchEngine } from '../../../src/core/search/engine.ts';
import type { IndexOptions } from '../../../src/core/search/index/paper-index.ts';
import { createLunrEngine, type LunrEngine } from '../../../src/core/search/lunr-engine.ts';

/** A paper with these fields; all others are empty. */
export function samplePaper(fields: Partial<Paper> & { readonly id: string }): Paper {
  return {
    recordIds: [fields.id],
    title: '',
    abstract: '',
    authors: [],
    url: `https://example.org/${fields.id}`,
    categories: [],
    ...fields,
  };
}

/** The papers that ship with the bot. */
export function dailyPapers(): Paper[] {
  const file = new URL('../../../corpus/daily-papers.jsonl', import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => samplePaper(JSON.parse(line)));
}

/** An index of these papers. */
export async function indexOf(papers: readonly Paper[], options?: IndexOptions): Promise<LunrEngine> {
  const index = createLunrEngine([], options);
  await index.update({ put: papers, removed: [] });
  return index;
}

/** The ids a query finds, best first. */
export async function idsOf(index: SearchEngine, query: string): Promise<string[]> {
  return (await index.search(query, { limit: 100 })).hits.map(({ paper }) => paper.id);
}

/** Nine papers of a made-up field, each with something to be found by. */
export const LIBRARY: readonly Paper[] = [
  samplePaper({
    id: 'arxiv:2303.00001',
    title: 'Early-Exit Cascades for Uncertainty Estimation',
    abstract:
      'Deep ensembles improve uncertainty estimates. We cascade ensemble members and stop early. Code is released.',
    authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
    published: '2023-03-14',
    venue: 'ICCV 2023',
    categories: ['cs.LG', 'stat.ML'],
    code: 'https://example.org/code',
  }),
  samplePaper({
    id: 'arxiv:2107.03342',
    title: 'A Survey of Uncertainty in Deep Neural Networks',
    abstract:
      'We survey uncertainty estimation in neural networks, from Bayesian networks to deep ensembles.',
    authors: ['Jakob Gawlikowski', 'J. K. Tassi', 'Xiao Xiang Zhu'],
    published: '2021-07-07',
    venue: 'Artificial Intelligence Review',
    categories: ['cs.LG'],
  }),
  samplePaper({
    id: 'arxiv:1610.02136',
    title: 'Detecting Misclassified and Out-of-Distribution Examples',
    abstract:
      'Out-of-distribution (OOD) detection asks whether an example comes from the training distribution.',
    authors: ['Dan Hendrycks', 'Kevin Gimpel'],
    published: '2016-10-07',
    categories: ['cs.NE'],
  }),
  samplePaper({
    id: 'arxiv:2110.11334',
    title: 'Generalised OOD Detection',
    abstract: 'OOD samples make models fail. We unify anomaly detection, novelty detection and open sets.',
    authors: ['Jingkang Yang', 'Kaiyang Zhou'],
    published: '2021-10-21',
    categories: ['cs.CV'],
    code: 'https://example.org/ood',
  }),
  samplePaper({
    id: 'doi:10.1000/gaps',
    title: 'The State of the Art in Gap Filling',
    abstract: 'Gap filling restores missing measurements of carbon flux. The état is described in prose.',
    authors: ['Élodie Hénaff', 'Łukasz Nowak'],
    published: '2019',
    doi: '10.1000/gaps',
  }),
  samplePaper({
    id: 'retrieval-with-lexical-indexes',
    title: 'Retrieval with Lexical Indexes',
    abstract: 'Lexical retrieval with inverted indexes is hard to beat. Dense retrieval needs training data.',
    authors: ['Smith Johnson', 'John Smith'],
    published: '2020-05',
    venue: 'SIGIR',
    categories: ['cs.IR'],
  }),
  samplePaper({
    id: 'speech-without-date',
    title: 'Speech Recognition by Small Models',
    abstract: 'Small models recognise speech on small devices.',
    authors: ['John Brown', 'Smith Alder'],
    categories: ['eess.AS'],
  }),
  samplePaper({
    id: 'arxiv:2401.00001',
    title: '深度学习 and Нейронные сети',
    abstract: 'A title in three scripts.',
    authors: ['Иван Петров'],
    published: '2024-01-01',
  }),
  samplePaper({
    id: 'untitled',
    abstract:
      'This record has lost its title and tells of lichens on cold stones and of nothing else at all.',
    published: '2022-02-02',
  }),
];
