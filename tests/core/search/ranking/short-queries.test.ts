import { beforeAll, describe, expect, it } from 'vitest';
import type { LunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import { dailyPapers, indexOf } from '../sample-papers.ts';

/**
 * What somebody types, and judged by hand among the 88 papers that ship with the bot: which paper should come before which, by words of
 * their titles.
 */
const JUDGED = `
reasoning: Case-Based Reasoning < VulDeePecker
continual: Continual Learning at the Edge < State-Space Layers
generation: Dance Step Generation < Generalization Bounds
generation: NeuRI < Generalization in diffusion
distributed training: OneFlow < Decentralized Diffusion < singular distribution
distributed training: Maestro < Out-of-distribution Generalization
medical imaging: COVID-19 < handwriting recognition
medical imaging: Ischemic Stroke < from AlexNet
few-shot: novel class classification < One-Shot
energy based model: Manifold Entropy < Chemical Designs
energy based model: Boltzmann < Slimmable
state space model: State-Space Layers < BossNAS
human activity recognition: Decoding Human Activities < handwriting recognition
human activity recognition: Skeleton-based < handwriting recognition
cheap ensembles: Early-Exit < DeepCache
active learning: Semi-supervised Active Learning < Human Activities
deep ensembles: When Deep Ensembles < Ischemic Stroke
quantization: ZeroQ < Maestro
pruning: Dataset Pruning < DeepCache
adversarial robustness: Multi-scale aggregation < Boosting Adversarial Transferability
adversarial attack: Transfer-based Adversarial Attacks < Data Poisoning Attacks
architecture search: BossNAS < SortedNet
diffusion models: Decentralized Diffusion < Ischemic Stroke
brain tumor: Brain Tumor Detection < Structurally Prune
climate model: climate emulators < Genotype by Environment
face recognition: Face Anti-Spoofing < handwriting recognition
audio: Patchout Audio < Dance Step Generation
self-supervised learning: Coreset Sampling < Selectivity Drives
knowledge distillation: MEAL V2 < DDSP
vulnerability detection: VulDeePecker < Diffusion Deepfake
weather forecasting: Fuxi-DA < Graph-Evolution
graph neural network: Graph-Evolution < Stitchable
interpretability: COVID-19 < DDSP
data augmentation: Source Code Data Augmentation < Fuxi-DA
tabular data: HyperTab < Source Code
model compression: distillation and quantization < Dataset Quantization
image classification: novel class classification < ImageNet
outlier detection: Mixture Outlier Exposure < VulDeePecker
source code: Source Code Data Augmentation < EnsLoss
edge devices: Slimmable < distillation and quantization
calibration: EnsLoss < Structurally Prune
survey: Source Code Data Augmentation < Neural Architecture Search Is Not the End
speech: State-Space Layers < from AlexNet
PDE: DGNO < State-Space Layers
dataset: Dataset Quantization < Dance Step Generation
`;

/** Each query with the runs of titles that should come in that order. */
function readJudged(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const judged = new Map<string, (readonly string[])[]>();
  for (const line of JUDGED.trim().split('\n')) {
    const [query = '', order = ''] = line.split(': ');
    judged.set(query, [...(judged.get(query) ?? []), order.split(' < ')]);
  }
  return judged;
}

describe('short queries among the papers that ship with the bot', () => {
  let engine: LunrEngine;
  beforeAll(async () => {
    engine = await indexOf(dailyPapers());
  });

  it('find first what a person would, nine times in ten', async () => {
    const judged = readJudged();
    const wrong: string[] = [];
    for (const [query, orders] of judged) {
      const titles = (await engine.rank(query, { limit: 88 })).map(({ paper }) => paper.title);
      const placeOf = (words: string): number => {
        const place = titles.findIndex((title) => title.includes(words));
        return place < 0 ? titles.length : place;
      };
      const isRight = orders.every((order) =>
        order.every((title, at) => at === 0 || placeOf(order[at - 1] ?? '') < placeOf(title)),
      );
      if (!isRight) wrong.push(query);
    }
    expect(judged.size).toBe(40);
    expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(3);
  });

  it('for a word find no other word of its stem among the first five', async () => {
    const titles = (await engine.rank('generation', { limit: 5 })).map(({ paper }) => paper.title);
    expect(titles.filter((title) => /generaliz/i.test(title))).toEqual([]);
  });
});
