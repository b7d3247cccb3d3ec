import { describe, it } from 'vitest';
import { createSphinxEngine, type SphinxEngine } from '../../../src/core/search/sphinx/sphinx-engine.ts';
import { readSearchAddress } from '../../../src/core/search/sphinx/wire/address.ts';
import { describeEngine } from '../../contracts/engine.ts';
import { hasSearchServer, type SearchServers, startSearchServers } from '../../doubles/search-server.ts';

/** As many as the suite opens engines. */
const TABLES = 24;

if (hasSearchServer()) {
  let starting: Promise<SearchServers> | undefined;
  const engines: SphinxEngine[] = [];
  describeEngine({
    name: 'a search server with two shards',
    async open(papers) {
      starting ??= startSearchServers(TABLES);
      const address = readSearchAddress((await starting).addressOf(engines.length));
      if (address === undefined) throw new Error('no address');
      const engine = createSphinxEngine(address, []);
      engines.push(engine);
      await engine.update({ put: papers, removed: [] });
      return engine;
    },
    async close() {
      for (const engine of engines) await engine.close();
      await (await starting)?.close();
    },
  });
} else {
  describe('the search of a search server', () => {
    it.skip('is not tried here');
  });
}
