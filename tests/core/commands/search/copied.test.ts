import { expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import { samplePaper } from '../../search/sample-papers.ts';
import { itemsOf, startTalk } from '../../talk.ts';

/** What stands on a card, by the title of its paper. */
const copied: readonly (readonly [title: string, shown: string])[] = [
  // Signs that Slack would read as its own have a joiner after them.
  ['Learning *fast* with snake_case networks', 'Learning *\u2060fast*\u2060 with snake_\u2060case networks'],
  ['Planning with A*: a study of heuristics', 'Planning with A*\u2060: a study of heuristics'],
  [':rocket: science at ~ten~ kelvin', ':\u2060rocket: science at ~\u2060ten~\u2060 kelvin'],
  // In links of Discord others stand for them that look alike.
  ['The *star* in `raw` text of __init__ files', 'The ∗star∗ in ‵raw‵ text of ＿＿init＿＿ files'],
  ['Bounds on ||x|| for [v2](draft) of ~~old~~ norms', 'Bounds on ∣∣x∣∣ for (v2)(draft) of ∼∼old∼∼ norms'],
  ['Mail to <@all of> everyone @here today', 'Mail to ‹@all of> everyone ＠here today'],
  // A digest is numbered by emoji, a list by numbers.
  ['Decentralised Diffusion Models for Everybody', '1️⃣  Decentralised Diffusion Models for Everybody'],
  ['Sparse Attention over Very Long Documents', '🔟 Sparse Attention over Very Long Documents'],
  ['Calibrated Ensembles of Small Experts', '2.  Calibrated Ensembles of Small Experts'],
  // What is too long ends in an ellipsis.
  [
    'Window-Based Early-Exit Cascades for Uncertainty Estimation: When Deep Ensembles are More Efficient',
    'Window-Based Early-Exit Cascades for Uncertainty Estimation…',
  ],
];

const papers: readonly Paper[] = copied.map(([title], at) =>
  samplePaper({ id: `arxiv:2303.0801${at}`, title, abstract: `This is abstract ${at}.` }),
);
const published = samplePaper({
  id: 'doi:10.1000/xyz',
  doi: '10.1000/xyz',
  title: 'A Paper in a Journal of Moss',
});

const byId: readonly (readonly [shown: string, id: string])[] = [
  ['arXiv 2303.08010', 'arxiv:2303.08010'],
  ['doi 10.1000/xyz', 'doi:10.1000/xyz'],
];

it('understands in a search, in find and in save what people copy from a card', async () => {
  const talk = await startTalk({}, [...papers, published]);
  const first = async (typed: string) => itemsOf(await talk.type(typed))[0]?.paper;
  const saved = async (typed: string) => {
    const [card] = await talk.type(`/papers save ${typed}`);
    return card?.pressed?.command.text ?? card?.title;
  };
  const all = [...copied.map(([, shown], at) => [shown, `arxiv:2303.0801${at}`] as const), ...byId];
  const read: unknown[] = [];
  for (const [shown] of all)
    read.push([
      shown,
      await first(`/paper ${shown}`),
      await first(`/papers find ${shown}`),
      await saved(shown),
    ]);
  expect(read).toEqual(all.map(([shown, id]) => [shown, id, id, id]));
});
