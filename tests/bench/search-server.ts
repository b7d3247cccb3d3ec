import { join } from 'node:path';
import { createSphinxEngine, type SphinxEngine } from '../../src/core/search/sphinx/sphinx-engine.ts';
import { readSearchAddress } from '../../src/core/search/sphinx/wire/address.ts';
import { type SearchServers, startSearchServers } from '../doubles/search-server.ts';
import { type Engine, paperboy, paperboyByWords } from './engine.ts';
import { megabytes, memory, percentiles, sampleQueries, timed } from './measure-engine.ts';
import { readPapers } from './read-papers.ts';
import { mean, namesOfCollections, ndcg, readJudged } from './relevance.ts';

/** Prints nDCG@10 of every judged collection in the folder, of the own index and of a search server with two shards. */
export async function measureServerRelevance(folder: string, say: (text: string) => void): Promise<void> {
  const names = namesOfCollections(folder);
  const servers = await startSearchServers(names.length);
  try {
    say('\n## Relevance by a search server, nDCG@10\n');
    say(`| collection | ${paperboy.name} | ${paperboyByWords.name} | search server |\n|---|---|---|---|`);
    for (const [table, name] of names.entries()) {
      const papers = await readPapers(join(folder, name, 'corpus.jsonl'));
      const judged = readJudged(join(folder, name));
      const server = openServer(servers, table);
      await server.update({ put: papers, removed: [] });
      const engines = [
        await paperboy.build(papers),
        await paperboyByWords.build(papers),
        serverEngine(server),
      ];
      const cells: string[] = [];
      for (const engine of engines) {
        const gains: number[] = [];
        for (const query of judged) gains.push(await ndcg(engine, query));
        cells.push(mean(gains).toFixed(3).replace(/^0/u, ''));
      }
      say(`| ${[name, ...cells].join(' | ')} |`);
      await server.close();
    }
  } finally {
    await servers.close();
  }
}

const LARGEST = 100_000;
const LIMIT = 10;
const QUERIES = 100;

/** Prints how long a search server with two shards takes to be filled and to answer, for the first 100,000 papers of the file. */
export async function measureServerSpeed(file: string, say: (text: string) => void): Promise<void> {
  const papers = await readPapers(file, LARGEST);
  const servers = await startSearchServers(1);
  try {
    const before = await memory();
    const engine = openServer(servers, 0);
    const filled = await timed(() => engine.update({ put: papers, removed: [] }));
    const held = (await memory()) - before;
    const sample = sampleQueries(papers);
    const [words, prefixes, mistyped] = [sample.words, sample.prefixes, sample.mistyped].map((all) =>
      all.slice(0, QUERIES),
    );
    const ask = (prefix: boolean) => (text: string) => engine.search(text, { limit: LIMIT, prefix });
    const times = [
      await percentiles(words, ask(false)),
      await percentiles(prefixes, ask(true)),
      await percentiles(mistyped, ask(false)),
      await percentiles(prefixes, (text) => engine.suggest(text, LIMIT)),
    ];
    const here = process.cpuUsage();
    const there = await servers.processor();
    for (const text of words) await engine.search(text, { limit: LIMIT });
    const { user, system } = process.cpuUsage(here);
    const spent = [(user + system) / 1000, (await servers.processor()) - there];
    const each = spent.map((milliseconds) => (milliseconds / words.length).toFixed(1));
    say(`\n## A search server with two shards at ${papers.length.toLocaleString('en')} papers\n`);
    say(
      `${QUERIES} queries of 1-6 words; milliseconds as median / 95th percentile of the best of three runs of each.\n`,
    );
    say(
      '| fill s | memory MB here | memory MB of the servers | search | prefix | typo | suggest | processor ms a search here | there |\n|---|---|---|---|---|---|---|---|---|',
    );
    const sizes = [(filled.ms / 1000).toFixed(0), megabytes(held), megabytes(await servers.memory())];
    say(`| ${[...sizes, ...times, ...each].join(' | ')} |`);
    await engine.close();
  } finally {
    await servers.close();
  }
}

function openServer(servers: SearchServers, table: number): SphinxEngine {
  const address = readSearchAddress(servers.addressOf(table));
  if (address === undefined) throw new Error('The search servers have no address.');
  return createSphinxEngine(address, [], { patience: 60_000 });
}

function serverEngine(engine: SphinxEngine): Pick<Engine, 'search'> {
  return {
    search: async (text, limit) => (await engine.rank(text, { limit })).map(({ paper }) => paper),
  };
}
