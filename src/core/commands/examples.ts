import type { Paper } from '../papers/paper.ts';
import { SearchFailure } from '../search/engine.ts';
import type { Services } from './command.ts';

/** Words in so many titles that they tell little; also what is common in every list of machine learning papers. */
const plainWords = new Set(
  `about above across after against among analysis approach approaches based before better between beyond data deep
   efficient framework from improved improving into large learning machine method methods model models network networks
   neural novel over study survey systems their these through toward towards training under using versus what when
   where which with within without your`.split(/\s+/u),
);

const sampledPapers = 2_000;

type Counts = ReadonlyMap<string, number>;

/**
 * Up to three queries that find something among the loaded papers: words, an author, a field. None where the search cannot
 * be reached: what they are an example for is told all the same.
 */
export async function pickQueries(services: Pick<Services, 'corpus' | 'search'>): Promise<readonly string[]> {
  try {
    return await findQueries(services);
  } catch (error) {
    if (error instanceof SearchFailure) return [];
    throw error;
  }
}

async function findQueries({
  corpus,
  search,
}: Pick<Services, 'corpus' | 'search'>): Promise<readonly string[]> {
  const papers = corpus.papers.slice(0, sampledPapers);
  const words = rankTellingWords(papers);
  const finds = async (query: string) => (await search.rank(query, { limit: 1 })).length > 0;
  const kinds = [words.slice(0, 5), nameAuthors(papers), composeFieldQueries(papers, words), words.slice(1)];
  const picked: string[] = [];
  for (const candidates of kinds) {
    if (picked.length === 3) break;
    const query = await findFirst(
      candidates.filter((candidate) => !picked.includes(candidate)),
      finds,
    );
    if (query !== undefined) picked.push(query);
  }
  return picked;
}

async function findFirst<Item>(
  items: readonly Item[],
  fits: (item: Item) => Promise<boolean>,
): Promise<Item | undefined> {
  for (const item of items) if (await fits(item)) return item;
  return undefined;
}

/** Title words that single out the most papers: by how many titles have them, weighted by how few have. */
function rankTellingWords(papers: readonly Paper[]): readonly string[] {
  const counts = count(papers.map((paper) => new Set(paper.title.toLowerCase().match(/\p{L}{5,}/gu) ?? [])));
  const weigh = (titles: number) => titles * Math.log((papers.length + 1) / titles);
  return rank(counts, weigh).filter((word) => !plainWords.has(word));
}

function nameAuthors(papers: readonly Paper[]): readonly string[] {
  const authors = rank(count(papers.map((paper) => paper.authors)), (titles) => titles);
  return authors
    .map((name) => name.split(' ').at(-1) ?? '')
    .filter((family) => /^\p{L}{3,}$/u.test(family))
    .slice(0, 5)
    .map((family) => `author:${family}`);
}

function composeFieldQueries(papers: readonly Paper[], words: readonly string[]): readonly string[] {
  const dates = papers.map((paper) => (paper.published === undefined ? [] : [paper.published.slice(0, 4)]));
  const years = rank(count(dates), (titles) => titles).slice(0, 1);
  return words
    .slice(1, 8)
    .flatMap((word) => [...years.map((year) => `${word} year:${year}`), `title:${word}`]);
}

function count(lists: readonly Iterable<string>[]): Counts {
  const counts = new Map<string, number>();
  for (const list of lists) for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function rank(counts: Counts, weigh: (count: number) => number): readonly string[] {
  return [...counts]
    .sort(([a, m], [b, n]) => weigh(n) - weigh(m) || (a < b ? -1 : 1))
    .map(([word]) => word)
    .slice(0, 50);
}
