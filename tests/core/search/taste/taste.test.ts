import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../../src/core/papers/paper.ts';
import type { LunrEngine } from '../../../../src/core/search/lunr-engine.ts';
import type { TasteReader } from '../../../../src/core/search/taste/taste.ts';
import { isEmptyWord } from '../../../../src/core/search/text/empty-words.ts';
import { indexOf, samplePaper } from '../sample-papers.ts';

const topics = {
  lichens: 'lichen thallus symbiosis granite cortex spores substrate',
  kites: 'kite tether wind altitude bridle sail turbulence',
  cheese: 'cheese rennet whey curd ripening lactose brine',
};
type Topic = keyof typeof topics;

/** Papers that each say some words of their topic, and words that all say. */
function papersOf(topic: Topic, count: number): Paper[] {
  const words = topics[topic].split(' ');
  return Array.from({ length: count }, (_, number) => {
    const own = words.filter((_, at) => (at + number) % 3 !== 0);
    return samplePaper({
      id: `${topic}-${String(number).padStart(2, '0')}`,
      title: `On ${own[number % own.length]} and ${own[(number + 1) % own.length]}`,
      abstract: `We study ${own.join(', ')} in many ways and report what was measured. Number ${number}.`,
    });
  });
}

const lichens = papersOf('lichens', 12);
const kites = papersOf('kites', 12);
const cheese = papersOf('cheese', 12);
const all = [...lichens, ...kites, ...cheese];
const ids = (papers: readonly Paper[]) => papers.map(({ id }) => id);

function tasteOf(engine: LunrEngine): TasteReader {
  if (engine.taste === undefined) throw new Error('The engine learns nothing.');
  return engine.taste;
}

async function order(
  engine: LunrEngine,
  saved: readonly Paper[],
  unwanted: readonly Paper[] = [],
  among = all,
): Promise<string[]> {
  const [nearness = new Float64Array()] = await tasteOf(engine).measure([{ saved, unwanted }], ids(among));
  return ids(among)
    .map((id, at) => ({ id, near: nearness[at] ?? 0 }))
    .sort((a, b) => b.near - a.near || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

const topicsOf = (found: readonly string[]) => [...new Set(found.map((id) => id.split('-')[0]))];

describe('taste', () => {
  it('puts first what is like the saved papers', async () => {
    const engine = await indexOf(all);
    const found = await order(engine, kites.slice(0, 3));
    expect(topicsOf(found.slice(0, 12))).toEqual(['kites']);
  });

  it('orders alike whatever the order of saving, of indexing and of segments', async () => {
    const saved = [lichens[0], kites[1], lichens[2], cheese[3]].flatMap((paper) => paper ?? []);
    const engine = await indexOf(all);
    const expected = await order(engine, saved);
    const others = await indexOf([], { segmentSize: 5, mergeFactor: 100 });
    for (let at = all.length; at > 0; at -= 5)
      await others.update({ put: all.slice(Math.max(0, at - 5), at), removed: [] });
    expect(others.segments().length).toBeGreaterThan(3);
    for (const mixed of [saved.toReversed(), [...saved.slice(2), ...saved.slice(0, 2)]]) {
      expect(await order(engine, mixed)).toEqual(expected);
      expect(await order(others, mixed)).toEqual(expected);
    }
  });

  it('sees a new interest in the last five saves, however many came before', async () => {
    const engine = await indexOf(all);
    const old = lichens.slice(0, 10);
    const recent = cheese.slice(0, 5);
    const among = [...lichens.slice(10), ...cheese.slice(5), ...kites];
    const found = await order(engine, [...old, ...recent], [], among);
    expect(topicsOf(found.slice(0, 4))).toContain('cheese');
    const turned = await order(engine, [...recent, ...old], [], among);
    expect(topicsOf(turned.slice(0, 2))).toEqual(['lichens']);
  });

  it('takes off for what is like unwanted papers, and never more than a quarter however many there are', async () => {
    const engine = await indexOf(all);
    const saved = [...lichens.slice(0, 2), ...kites.slice(0, 2)];
    const near = async (unwanted: readonly Paper[]) => {
      const liking = { saved, unwanted };
      const [nearness] = await tasteOf(engine).measure([liking], ['lichens-11', 'kites-11', 'cheese-11']);
      return [...(nearness ?? [])];
    };
    const [lichen = 0, kite = 0, other = 0] = await near([]);
    const [lichenAfter = 1, kiteAfter = 0] = await near(lichens.slice(2, 4));
    expect(lichenAfter).toBeLessThan(lichen);
    expect(kiteAfter).toBeGreaterThan(kite);
    const [lichenStill = 0] = await near(lichens.slice(2, 11));
    expect(lichenStill).toBeGreaterThan(other);
  });

  it('counts saved papers that are no longer here', async () => {
    const engine = await indexOf(all);
    const before = await order(engine, kites.slice(0, 3), [], [...lichens, ...cheese, ...kites.slice(3)]);
    await engine.update({ put: [], removed: ids(kites.slice(0, 3)) });
    const after = await order(engine, kites.slice(0, 3), [], [...lichens, ...cheese, ...kites.slice(3)]);
    expect(topicsOf(before.slice(0, 9))).toEqual(['kites']);
    expect(topicsOf(after.slice(0, 9))).toEqual(['kites']);
  });

  it('is 0 for papers that are not here, and none for nobody', async () => {
    const engine = await indexOf(all);
    const taste = tasteOf(engine);
    expect(await taste.measure([{ saved: kites, unwanted: [] }], ['gone'])).toEqual([Float64Array.of(0)]);
    expect(await taste.measure([], ids(all))).toEqual([]);
    expect(await taste.words({ saved: [], unwanted: [] })).toEqual([]);
    const nothing = await taste.measure([{ saved: [], unwanted: [] }], ids(kites.slice(0, 1)));
    expect(nothing).toEqual([Float64Array.of(0)]);
  });

  it('tells words that the paper has and two of the saved papers, none of them empty in whatever language', async () => {
    const papers = [
      ...all,
      ...[1, 2, 3, 4].map((number) =>
        samplePaper({
          id: `french-${number}`,
          title: `Les cerfs-volants et les vents de la mer ${number}`,
          abstract: 'Nous montrons que les cerfs-volants dans les vents sont une bonne chose pour la mer.',
        }),
      ),
    ];
    const engine = await indexOf(papers);
    const saved = papers.filter(({ id }) => /^(?:french-[12]|kites-0[0-4])$/u.test(id));
    const evidence = await tasteOf(engine).explain({ saved, unwanted: [] }, papers);
    const spoken = evidence.flatMap(({ words, savedWithWords }, at) => {
      const text = (one: Paper) => `${one.title} ${one.abstract}`.toLowerCase();
      const paper = papers[at];
      if (words.length === 0 || paper === undefined) return [];
      expect(words.length).toBeGreaterThan(1);
      expect(savedWithWords).toBeGreaterThan(1);
      for (const word of words) {
        expect(text(paper)).toContain(word.toLowerCase());
        expect(isEmptyWord(word.toLowerCase())).toBe(false);
      }
      const others = saved.filter(({ id }) => id !== paper.id);
      const holding = others.filter((one) => words.filter((word) => text(one).includes(word)).length > 1);
      expect(holding.length).toBeGreaterThanOrEqual(savedWithWords);
      return [paper.id];
    });
    expect(spoken).toContain('kites-07');
    expect(spoken).toContain('french-3');
    expect(spoken).not.toContain('cheese-00');
    for (const empty of ['les', 'de', 'nous', 'dans', 'une', 'pour', 'nicht', 'degli', 'nella', 'muy', 'the'])
      expect(isEmptyWord(empty)).toBe(true);
  });

  it('names the nearest saved papers, never the paper itself', async () => {
    const engine = await indexOf(all);
    const saved = [kites[0], kites[1], cheese[0]].flatMap((paper) => paper ?? []);
    const [evidence] = await tasteOf(engine).explain({ saved, unwanted: [] }, kites.slice(0, 1));
    expect(evidence?.nearest.map(({ paper }) => paper.id)).toEqual(['kites-01', 'cheese-00']);
    expect(evidence?.nearest[0]?.like).toBeGreaterThan(evidence?.nearest[1]?.like ?? 1);
  });

  it('says in words what it learned', async () => {
    const engine = await indexOf(all);
    const words = await tasteOf(engine).words({ saved: kites.slice(0, 5), unwanted: [] });
    expect(words.length).toBeGreaterThan(2);
    for (const word of words) expect(topics.kites).toContain(word);
  });

  it('is the same while papers come and go, and lets others have their turn', async () => {
    const engine = await indexOf(all, { segmentSize: 4 });
    const expected = await order(engine, kites.slice(0, 3), [], lichens);
    const asked = order(engine, kites.slice(0, 3), [], lichens);
    await engine.update({ put: [], removed: ids(cheese) });
    expect(await asked).toEqual(expected);
  });
});
