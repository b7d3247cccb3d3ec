import { beforeAll, describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/core/papers/paper.ts';
import type { LunrEngine } from '../../../src/core/search/lunr-engine.ts';
import { dailyPapers, indexOf, samplePaper } from './sample-papers.ts';

const PAPERS: readonly Paper[] = dailyPapers();

function titled(start: string): Paper {
  const found = PAPERS.find(({ title }) => title.startsWith(start));
  if (found === undefined) throw new Error(`no paper is called ${start}`);
  return found;
}

describe('papers similar to one', () => {
  let engine: LunrEngine;
  beforeAll(async () => {
    engine = await indexOf(PAPERS);
  });

  it('are on its topic, be it in other words', async () => {
    const titles = async (start: string) =>
      (await engine.similar(titled(start).id, { limit: 5 })).hits.map(({ paper }) => paper.title).join('\n');
    expect(await titles('Ensemble everything everywhere')).toMatch(
      /Attacks[\s\S]*Adversarial[\s\S]*Adversarial/u,
    );
    expect(await titles('Exploration of Interpretability Techniques')).toMatch(/^Brain Tumor[\s\S]*Stroke/u);
    expect(await titles('Maestro')).toMatch(/compression[\s\S]*Quantization/u);
  });

  it('are only those that are like it at all, in the order of how much', async () => {
    for (const { id } of PAPERS) {
      const { total, hits } = await engine.similar(id, { limit: 100 });
      expect(hits).toHaveLength(total);
      expect(total).toBeLessThan(PAPERS.length / 2);
      for (const { score } of hits) expect(score).toBeGreaterThanOrEqual(0.25);
    }
    const apart = samplePaper({
      id: 'apart',
      title: 'Lichens of cold stones',
      abstract: 'Moss, too, and ferns.',
    });
    const alone = await indexOf([...PAPERS, apart]);
    expect(await alone.similar('apart')).toMatchObject({ total: 0, hits: [] });
  });

  it('say what they share: whole words that few papers have, which one of the two is about', async () => {
    const named = new Set<string>();
    for (const { id } of PAPERS) {
      for (const { paper, why } of (await engine.similar(id, { limit: 100 })).hits) {
        if (why === 'related topic') continue;
        const words = /^shares (.+)$/u.exec(why)?.[1]?.split(', ') ?? [];
        expect(words.length).toBeGreaterThan(0);
        for (const word of words) {
          named.add(word.toLowerCase());
          expect(`${paper.title} ${paper.abstract}`.toLowerCase()).toMatch(
            new RegExp(`(?<!\\p{L})${word.toLowerCase()}(?!\\p{L})`, 'u'),
          );
        }
      }
    }
    expect([...named]).toEqual(expect.arrayContaining(['adversarial', 'uncertainty', 'compression']));
    for (const empty of [
      'local',
      'multi',
      'via',
      'within',
      'due',
      'carefully',
      'deep',
      'learning',
      'networks',
    ])
      expect(named).not.toContain(empty);
  });

  it('name a word in whatever number either of them writes it', async () => {
    const engine = await indexOf([
      samplePaper({ id: 'many', title: 'Boundaries of classes of lichens' }),
      samplePaper({ id: 'one', title: 'The boundary of a class of lichens' }),
      ...PAPERS.slice(0, 20),
    ]);
    const [{ paper, why }] = (await engine.similar('many')).hits;
    expect([paper.id, why.split(' ').slice(1).sort().join(' ')]).toEqual(['one', 'boundary, class lichens,']);
  });

  it('name no word that is empty in German, French or Spanish', async () => {
    const [one, other] = ['eins', 'zwei'].map((id) =>
      samplePaper({
        id,
        title: 'Über Flechten nach dem Regen',
        abstract: 'Nach dem Regen, pour les mousses, sobre todo.',
      }),
    );
    const engine = await indexOf([one, other, ...PAPERS.slice(0, 20)]);
    const { hits } = await engine.similar('eins');
    expect(hits.map(({ paper, why }) => [paper.id, why.split(' ').slice(1).sort().join(' ')])).toEqual([
      ['zwei', expect.stringMatching(/^(flechten,?|regen,?|mousses,?| )+$/u)],
    ]);
  });
});
