import { readFileSync } from 'node:fs';
import type { Paper } from '../../src/core/papers/paper.ts';

const facts: readonly (readonly [id: string, title: string, abstract: string, more: Partial<Paper>])[] = [
  [
    'arxiv:2303.08010',
    'Window-Based Early-Exit Cascades for Uncertainty Estimation',
    'Deep ensembles improve the uncertainty estimates of deep learning. We only pass samples within a window to later cascade stages.',
    {
      authors: ['Guoxuan Xia', 'Christos-Savvas Bouganis'],
      published: '2023-03-14',
      venue: 'ICCV 2023',
      code: 'https://github.com/Guoxoug/window-early-exit',
    },
  ],
  [
    'arxiv:2212.07959',
    'Bayesian Uncertainty Quantification for Network Potentials',
    'Uncertainty of molecular dynamics by ensembles.',
    { authors: ['Stephan Thaler', 'Gregor Doehner', 'Julija Zavadlav'], published: '2022-12' },
  ],
  [
    'uncertainty-aware-camera-localization',
    'Uncertainty-Aware Camera Localization',
    'Reliable estimates of the regression uncertainty of cameras.',
    {
      authors: ['Matteo Vaghi', 'A. Ballardini', 'S. Fontana', 'D. Sorrenti'],
      url: 'https://arxiv.org/search/?query=Uncertainty',
      urlIsSearch: true,
    },
  ],
  [
    'arxiv:2207.10495',
    'Generating True Ambiguity for Supervision Testing',
    'Uncertainty under conditions different from training.',
    { published: '2022-07-21', authors: ['Michael Weiss'] },
  ],
  [
    'arxiv:2006.00001',
    'Graph Attention for Molecules',
    'Message passing on graphs with attention and some uncertainty.',
    { published: '2020', authors: ['Ada Lovelace'] },
  ],
  [
    'doi:10.1000/xyz',
    'Attention on Long Sequences',
    'Sparse attention for long sequences; uncertainty is not studied.',
    { published: '2023-03-14', doi: '10.1000/xyz', position: 1, url: 'https://doi.org/10.1000/xyz' },
  ],
  [
    'arxiv:1801.00001',
    'Graph Networks as Learnable Engines',
    'Physics by graph networks, with uncertainty in the dynamics.',
    { published: '2018-01-02', authors: ['Ada Lovelace'] },
  ],
];

/** Seven papers that all speak of uncertainty, with every kind of fact present and absent. */
export const papersToTry: readonly Paper[] = facts.map(([id, title, abstract, more], index) => ({
  id,
  recordIds: [],
  title,
  abstract,
  authors: [],
  url: `https://arxiv.org/abs/${id.replace('arxiv:', '')}`,
  categories: [],
  position: index + 2,
  ...more,
}));

/** The papers that ship with the bot, as records. */
export const shippedPapers: readonly Paper[] = readFileSync('corpus/daily-papers.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
