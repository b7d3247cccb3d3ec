import { pickPapers } from '../../src/core/digest/selection/pick-papers.ts';
import { defaultDigestSettings } from '../../src/core/digest/selection/settings.ts';
import { gatherCandidates } from '../../src/core/digest/selection/situation.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import { createRandom } from './random.ts';
import { readPapers } from './read-papers.ts';

const TOPICS = 200;
const PICKS = 5;
/** A phrase that stands in so many titles is a topic, if its words stand together more often than by chance. */
const TITLES = { least: 5, most: 40 };
const TOGETHER = 3;
const COMMON = new Set(
  `the and for with from into over under via using based towards toward new approach method methods analysis study model models
   system systems are its can how what when why not all any our one two more than that this their between within without`.split(
    /\s+/,
  ),
);

/** Prints whether digests on two-word topics post what they should, of the first `most` papers of a file. */
export async function measureTopics(file: string, say: (text: string) => void, most = 10_000): Promise<void> {
  const all = await readPapers(file, 2 * most);
  const papers = all.slice(0, most);
  const search = createLunrEngine();
  await search.update({ put: papers, removed: [] });
  await search.trained();
  const texts = papers.map(readSimply);
  const random = createRandom(7);
  const known = new Set(texts.flatMap((text) => [...text]));

  const post = async (topic: string): Promise<readonly Paper[]> => {
    const gathered = await gatherCandidates(topic, papers, search);
    const now = new Date();
    const situation = { ...gathered, shownAt: new Map(), saves: new Map(), now, zone: 'UTC' };
    const { weights } = defaultDigestSettings;
    const { picks } = await pickPapers(situation, { count: PICKS, weights, vectorsOf: search.vectors });
    return picks.map(({ paper }) => paper);
  };
  const lacking = (topic: string, paper: Paper): boolean => {
    const text = readSimply(paper);
    return topic.split(' ').some((word) => !text.has(cut(word)));
  };

  const asked = draw(findPhrases(papers), random);
  const held = { posted: 0, both: 0, none: 0 };
  const times: number[] = [];
  const strays: string[] = [];
  for (const topic of asked) {
    const start = performance.now();
    const posted = await post(topic);
    times.push(performance.now() - start);
    const stray = posted.filter((paper) => lacking(topic, paper));
    held.posted += posted.length;
    held.both += posted.length - stray.length;
    held.none += posted.length === 0 ? 1 : 0;
    strays.push(...stray.map(({ title }) => `${topic}: ${title}`));
  }

  const strange = draw(
    findPhrases(all.slice(most), 1).filter((topic) => topic.split(' ').some((word) => !known.has(cut(word)))),
    random,
  );
  const apart = draw(pairsApart(asked, texts), random);
  say('\n## Topics\n');
  say(
    `Digests of ${PICKS} papers on two-word topics, of the first ${papers.length.toLocaleString('en')} papers. Whether a paper holds a word is judged by a reading of its own: endings cut, -our and -is- as -or and -iz-.\n`,
  );
  say(
    '| topics | asked | papers posted | hold both words | topics with none posted |\n|---|---|---|---|---|',
  );
  const share = ((100 * held.both) / Math.max(1, held.posted)).toFixed(1);
  say(`| phrases of titles | ${asked.length} | ${held.posted} | ${held.both} (${share} %) | ${held.none} |`);
  for (const [name, topics] of [
    ['a word of them is in no paper', strange],
    ['both words are known, no paper has both', apart],
  ] as const) {
    const posted = [];
    for (const topic of topics) posted.push(await post(topic));
    const count = posted.reduce((sum, one) => sum + one.length, 0);
    say(`| ${name} | ${topics.length} | ${count} | | ${posted.filter((one) => one.length === 0).length} |`);
  }
  const again: number[] = [];
  for (const topic of asked.slice(-50)) {
    const start = performance.now();
    await post(topic);
    again.push(performance.now() - start);
  }
  say(
    `\nMilliseconds a topic, median / 95th percentile: ${spread(times)} the first time, ${spread(again)} after that.`,
  );
  if (strays.length > 0)
    say(`\nWithout both words by that reading:\n${strays.map((one) => `- ${one}`).join('\n')}`);
}

/** The words of a paper, cut, as simply as can be. */
function readSimply({ title, abstract, gist = '', keywords = [] }: Paper): ReadonlySet<string> {
  return new Set(plain([title, abstract, gist, ...keywords].join('\n')).map(cut));
}

function plain(text: string): readonly string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Without what an inflection ends in. */
function cut(word: string): string {
  const spelt = word.replace(/is(?=e|ing|ation)/, 'iz').replace(/our(?=s?$|al|ed)/, 'or');
  const short = spelt.replace(/ies$/, 'y').replace(/(?<=...)(?:ings?|ed|es|s)$/, '');
  return short.replace(/(?<=..)([^aeiou])\1$/, '$1').replace(/(?<=...)e$/, '');
}

/** Neighbouring words of titles that stand in as many titles as make a topic, and together by more than chance. */
function findPhrases(papers: readonly Paper[], least = TITLES.least): readonly string[] {
  const words = new Map<string, number>();
  const pairs = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { title } of papers) {
    const read = plain(title);
    for (const word of new Set(read)) add(words, word);
    const telling = read.map((word) => /^[a-z]{3,}$/.test(word) && !COMMON.has(word));
    const here = read.flatMap((word, at) =>
      telling[at] && telling[at + 1] ? [`${word} ${read[at + 1] ?? ''}`] : [],
    );
    for (const pair of new Set(here)) add(pairs, pair);
  }
  return [...pairs].flatMap(([pair, count]) => {
    const [first = '', second = ''] = pair.split(' ');
    const chance = ((words.get(first) ?? 1) * (words.get(second) ?? 1)) / papers.length;
    const isTopic = count >= least && count <= TITLES.most && Math.log(count / chance) > TOGETHER;
    return isTopic ? [pair] : [];
  });
}

/** Words of different topics that stand in no paper together. */
function pairsApart(topics: readonly string[], texts: readonly ReadonlySet<string>[]): readonly string[] {
  return topics.flatMap((topic, at) => {
    const [first = ''] = topic.split(' ');
    const second = topics[(at + 1) % topics.length]?.split(' ')[1] ?? '';
    const meet = texts.some((text) => text.has(cut(first)) && text.has(cut(second)));
    return meet ? [] : [`${first} ${second}`];
  });
}

function draw(topics: readonly string[], random: () => number): readonly string[] {
  return topics
    .map((topic) => ({ topic, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, TOPICS)
    .map(({ topic }) => topic);
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  return `${at(0.5)} / ${at(0.95)}`;
}
