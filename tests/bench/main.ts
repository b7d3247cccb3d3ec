import { parseArgs } from 'node:util';
import { measureDay } from './day/measure-day.ts';
import { measureDigests } from './digests.ts';
import { miniSearch, paperboy } from './engine.ts';
import { measureKnownItems } from './finding/known-items.ts';
import { measureShortTopics } from './finding/short-topics.ts';
import { measureNames } from './names.ts';
import { readPapers } from './read-papers.ts';
import { measureRelevance } from './relevance.ts';
import { measureServerRelevance, measureServerSpeed } from './search-server.ts';
import { measureSources } from './sources.ts';
import { measureManyPapers, measureSpeed } from './speed.ts';
import { measureStore } from './store.ts';
import { measureLearning } from './taste.ts';
import { measureTopics } from './topics.ts';
import { measureVariety } from './variety.ts';
import { measureWords } from './words/measure-words.ts';

const USAGE = `npm run bench -- [--collections FOLDER] [--papers FILE [--size NUMBER]] [--store] [--digests] [--day FILE [--postgres] [--digests-a-day NUMBER] [--papers-a-day NUMBER]] [--sources] [--topics FILE] [--finding FILE] [--words FILE] [--variety FOLDER] [--names FILE] [--server FOLDER] [--server-speed FILE]

  --collections FOLDER  a folder of judged collections, each a folder with corpus.jsonl
                        {id, title, abstract}, queries.jsonl {id, text} and qrels.tsv
                        (query TAB document TAB grade): reports nDCG@10
  --papers FILE         papers, one JSON record a line (.jsonl or .jsonl.gz): reports speed
                        and memory for the first 10,000 beside two other engines, and for 100,000
  --size NUMBER         with --papers: reports the same of Paperboy alone for so many papers, made
                        up of sentences of the file's beyond what it has
  --store               reports the speed of the store after a busy workspace's year
  --digests             reports how long digests take from their time to the channel
  --day FILE            papers as above: reports what 100,000 digests of 1,000 workspaces take in a
                        simulated day with the first 10,000, on SQLite and with --postgres on
                        PostgreSQL too; --digests-a-day and --papers-a-day say how many instead
  --sources             reports how long fetched papers hold up everything else
  --topics FILE         papers as above: reports whether digests on topics of the first 10,000
                        post what they should
  --finding FILE        papers as above: reports how well short topics and certain papers are
                        found among the second 10,000
  --words FILE          papers as above: reports whether the first 10,000 are found alike
                        however a word is spelt and a topic is asked for
  --variety FOLDER      judged collections as above: reports how well likeness tells topics
                        apart, and how varied digests are
  --names FILE          papers as above: reports how often a paper that is told as surely by
                        somebody is theirs
  --taste FOLDER        judged collections as above, and papers of which phrases of titles are
                        asked for where papers-100k.jsonl.gz is beside them: reports what
                        learning from saves does for digests
  --server FOLDER       judged collections as above: reports nDCG@10 of a search server beside
                        the own index; the program searchd must be installed
  --server-speed FILE   papers as above: reports how long a search server takes for 100,000

Without arguments the search for certain papers, its speed, topics, the store, digests and sources
are measured, on the papers that ship with Paperboy.
`;

const { values } = parseArgs({
  options: {
    collections: { type: 'string' },
    papers: { type: 'string' },
    size: { type: 'string' },
    store: { type: 'boolean' },
    digests: { type: 'boolean' },
    day: { type: 'string' },
    postgres: { type: 'boolean' },
    'digests-a-day': { type: 'string', default: '100000' },
    'papers-a-day': { type: 'string', default: '10000' },
    sources: { type: 'boolean' },
    topics: { type: 'string' },
    finding: { type: 'string' },
    words: { type: 'string' },
    variety: { type: 'string' },
    names: { type: 'string' },
    taste: { type: 'string' },
    server: { type: 'string' },
    'server-speed': { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  const say = (text: string): void => {
    process.stdout.write(`${text}\n`);
  };
  if (values.collections) await measureRelevance(values.collections, say);
  if (values.papers && values.size) await measureManyPapers(values.papers, Number(values.size), say);
  else if (values.papers) await measureSpeed(values.papers, say);
  if (values.store) await measureStore(say);
  if (values.digests) await measureDigests(say);
  if (values.day)
    await measureDay(
      {
        file: values.day,
        papers: Number(values['papers-a-day']),
        workspaces: 1_000,
        digests: Number(values['digests-a-day']),
        postgres: values.postgres === true,
      },
      say,
    );
  if (values.sources) await measureSources(say);
  if (values.words) await measureWords(await readPapers(values.words, 10_000), say);
  if (values.variety) await measureVariety(values.variety, say);
  if (values.names) measureNames(await readPapers(values.names), say);
  if (values.server) await measureServerRelevance(values.server, say);
  if (values['server-speed']) await measureServerSpeed(values['server-speed'], say);
  if (values.taste) await measureLearning(values.taste, say);
  if (values.topics) await measureTopics(values.topics, say);
  if (values.finding) {
    const papers = await readPapers(values.finding, 10_000, 10_000);
    await measureShortTopics(papers, [paperboy, miniSearch], say);
    await measureKnownItems(papers, [paperboy, miniSearch], say);
  }
  if (Object.keys(values).length === 0) {
    await measureKnownItems(await readPapers('corpus/daily-papers.jsonl'), [paperboy, miniSearch], say);
    await measureSpeed('corpus/daily-papers.jsonl', say);
    await measureStore(say);
    await measureDigests(say);
    await measureSources(say);
    await measureTopics('corpus/daily-papers.jsonl', say);
  }
}
