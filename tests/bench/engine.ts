import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import type { Paper } from '../../src/core/papers/paper.ts';
import { loadSegments, saveSegments } from '../../src/core/search/index/segment-file.ts';
import { createLunrEngine, type LunrEngine } from '../../src/core/search/lunr-engine.ts';

/** One search engine, as the benchmark drives it. */
export type Engine = {
  readonly name: string;
  /** Papers found, best first. */
  search(text: string, limit: number): Promise<readonly Paper[]>;
  /** The last word may be the beginning of one. */
  searchPrefix(text: string, limit: number): Promise<readonly Paper[]>;
  /** Words may be mistyped. */
  searchMistyped(text: string, limit: number): Promise<readonly Paper[]>;
  /** Papers like one, where it can tell. */
  similar?(paper: Paper, limit: number): Promise<readonly Paper[]>;
  add(paper: Paper): Promise<void>;
  /** What loading reads again: written once, outside the measurement. */
  save(folder: string): Promise<string>;
};

export type EngineKind = {
  readonly name: string;
  build(papers: readonly Paper[]): Promise<Engine>;
  load(file: string, papers: readonly Paper[]): Promise<Engine>;
};

export const paperboy: EngineKind = {
  name: 'Paperboy',
  async build(papers) {
    const index = createLunrEngine();
    await index.update({ put: papers, removed: [] });
    await index.trained();
    return paperboyEngine(index);
  },
  async load(file, papers) {
    const byId = new Map(papers.map((paper) => [paper.id, paper]));
    return paperboyEngine(createLunrEngine(await loadSegments(file, (id) => byId.get(id))));
  },
};

/** The same without latent vectors, as on the day before the first training. */
export const paperboyByWords: EngineKind = {
  ...paperboy,
  name: 'Paperboy by words alone',
  async build(papers) {
    const index = createLunrEngine([], {
      mostAtHome: 0,
      trainApart: () => Promise.reject(new Error('not here')),
    });
    await index.update({ put: papers, removed: [] });
    await index.trained();
    return paperboyEngine(index);
  },
};

function paperboyEngine(index: LunrEngine): Engine {
  const papersOf = (hits: readonly { paper: Paper }[]): readonly Paper[] => hits.map((hit) => hit.paper);
  return {
    name: paperboy.name,
    search: async (text, limit) => papersOf((await index.search(text, { limit })).hits),
    searchPrefix: async (text, limit) => papersOf((await index.search(text, { limit, prefix: true })).hits),
    searchMistyped: async (text, limit) => papersOf((await index.search(text, { limit })).hits),
    similar: async (paper, limit) => papersOf((await index.similar(paper.id, { limit })).hits),
    add: (paper) => index.update({ put: [paper], removed: [] }),
    async save(folder) {
      const file = join(folder, 'paperboy.index');
      await saveSegments(file, index.segments());
      return file;
    },
  };
}

/** MiniSearch as it ranks best: English stop words, Porter stems, the title counting double. */
const MINI_SEARCH_OPTIONS = {
  idField: 'id',
  fields: ['title', 'abstract', 'authors'],
  extractField: (paper: Paper, field: string): string => {
    if (field === 'authors') return paper.authors.join(' ; ');
    if (field === 'abstract') return [paper.abstract, ...(paper.keywords ?? [])].join('\n');
    return field === 'title' ? paper.title : paper.id;
  },
  processTerm: (word: string): string | null => {
    const token = lunr.stopWordFilter(new lunr.Token(word.toLowerCase(), {}));
    return token === undefined ? null : lunr.stemmer(token).toString();
  },
  searchOptions: { boost: { title: 2 } },
};

export const miniSearch: EngineKind = {
  name: 'MiniSearch',
  async build(papers) {
    const index = new MiniSearch<Paper>(MINI_SEARCH_OPTIONS);
    index.addAll(papers);
    return miniSearchEngine(index, papers);
  },
  async load(file, papers) {
    return miniSearchEngine(
      MiniSearch.loadJSON<Paper>(await readFile(file, 'utf8'), MINI_SEARCH_OPTIONS),
      papers,
    );
  },
};

function miniSearchEngine(index: MiniSearch<Paper>, papers: readonly Paper[]): Engine {
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const find = (
    text: string,
    limit: number,
    options: { prefix?: boolean; fuzzy?: number },
  ): readonly Paper[] =>
    index
      .search(text, options)
      .slice(0, limit)
      .flatMap((result) => byId.get(String(result.id)) ?? []);
  return {
    name: miniSearch.name,
    search: async (text, limit) => find(text, limit, {}),
    searchPrefix: async (text, limit) => find(text, limit, { prefix: true }),
    searchMistyped: async (text, limit) => find(text, limit, { fuzzy: 0.2 }),
    async add(paper) {
      index.add(paper);
      byId.set(paper.id, paper);
    },
    async save(folder) {
      const file = join(folder, 'minisearch.json');
      await writeFile(file, JSON.stringify(index));
      return file;
    },
  };
}

/** Runs with a folder that is gone afterwards. */
export async function withFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
