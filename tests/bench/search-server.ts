import { join } from 'node:path';
import { createSphinxEngine, type SphinxEngine } from '../../src/core/search/sphinx/sphinx-engine.ts';
import { readSearchAddress } from '../../src/core/search/sphinx/wire/address.ts';
import { type SearchServers, startSearchServers } from '../doubles/search-server.ts';
import { type Engine, paperboy, paperboyByWords } from './engine.ts';
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
