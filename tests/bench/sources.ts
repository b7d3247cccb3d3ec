import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBell } from '../../src/core/async/bell.ts';
import type { Paper } from '../../src/core/papers/paper.ts';
import { createLunrEngine } from '../../src/core/search/lunr-engine.ts';
import { readHarvestPage } from '../../src/core/sources/arxiv/oai.ts';
import { readAnnouncement } from '../../src/core/sources/arxiv/rss.ts';
import { openCorpus } from '../../src/core/sources/corpus.ts';
import type { Change } from '../../src/core/sources/gathering.ts';
import { createKeptSource } from '../../src/core/sources/kept-source.ts';
import { readFetchedPapers } from '../../src/core/sources/rounds/read-papers.ts';
import { openStore } from '../../src/core/store/open-store.ts';
import type { Store } from '../../src/core/store/store.ts';
import { withFolder } from './engine.ts';
import { createRandom } from './random.ts';
import { readPapers } from './read-papers.ts';

/** Papers of one round, and of a store at its start. */
const ROUND = 3_500;
const KEPT = 100_000;
/** Entries of one answer: an announcement at its limit, a page of a harvest. */
const ENTRIES = 2_000;

const complain = (text: string) => void process.stderr.write(`${text}\n`);
const log = { debug: () => {}, info: () => {}, warn: complain, error: complain };
const name = 'arxiv:cs.LG';

/** Prints how long fetched papers hold up everything else, and what memory they take, in one run. */
export async function measureSources(say: (text: string) => void): Promise<void> {
  const random = createRandom(7);
  const shipped = await readPapers('corpus/daily-papers.jsonl');
  const words = shipped.flatMap(({ abstract }) => abstract.replace(/[<>&]/gu, '').split(' '));
  const text = (length: number) =>
    Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ');
  const paperOf = (number: number): Paper => {
    const id = `${2000 + Math.floor(number / 90_000)}.${10_000 + (number % 90_000)}`;
    return {
      ...{ id: `arxiv:${id}`, recordIds: [id], title: text(9), abstract: text(180), published: '2026-08-28' },
      authors: Array.from({ length: 5 }, () => text(2)),
      url: `https://arxiv.org/abs/${id}`,
      categories: ['cs.LG', 'stat.ML'],
    };
  };

  say('\n## Sources\n');
  say(
    `Made-up papers with abstracts of 180 words, as frequent as in the papers that ship with Paperboy; SQLite on this disk. The longest pause is what anything else, such as a search, waits at most meanwhile.\n`,
  );
  say('| | takes | longest pause | memory |\n|---|---|---|---|');

  const announcement = writeAnnouncement(Array.from({ length: ENTRIES }, (_, number) => paperOf(number)));
  await measure(say, `an announcement of ${ENTRIES}, ${megabytes(announcement.length)}`, async () => {
    const { papers } = await readAnnouncement(announcement);
    await readFetchedPapers(
      papers.map(({ record }) => ({ key: record.arxivId, fields: { ...record, id: record.arxivId } })),
    );
  });
  const page = writeHarvestPage(Array.from({ length: ENTRIES }, (_, number) => paperOf(number)));
  await measure(say, `a page of a harvest of ${ENTRIES}, ${megabytes(page.length)}`, async () => {
    await readHarvestPage(page);
  });

  await withFolder(async (folder) => {
    const url = `sqlite:${folder}/paperboy.db`;
    const store = await openStore({ url, log });
    const opened = await open(store);
    const round = Array.from({ length: ROUND }, (_, number) => paperOf(number));
    const come = round.map((paper) => ({ key: paper.id, paper }));
    await measure(say, `${ROUND} new papers kept`, () => store.keptPapers.take(name, come, [], new Date()));
    await measure(say, 'the same come into the corpus', opened.look);
    await measure(say, 'the same become found', opened.indexed);
    await measure(say, 'the same told again', async () => {
      await store.keptPapers.take(name, come, [], new Date());
      await opened.look();
    });
    const changed = come.map(({ key, paper }) => ({ key, paper: { ...paper, venue: 'ICML' } }));
    await measure(say, 'the same with a venue each', async () => {
      await store.keptPapers.take(name, changed, [], new Date());
      await opened.look();
      await opened.indexed();
    });
    await opened.close();

    for (let number = ROUND; number < KEPT; number += ROUND) {
      const more = Array.from({ length: Math.min(ROUND, KEPT - number) }, (_, index) =>
        paperOf(number + index),
      );
      const at = new Date(Date.UTC(2026, 0, 1 + number / ROUND));
      await store.keptPapers.take(
        name,
        more.map((paper) => ({ key: paper.id, paper })),
        [],
        at,
      );
    }
    await measure(say, `${KEPT} kept papers read at the start`, async () => {
      const corpus = await openKept(store);
      await corpus.corpus.close();
    });
    await store.close();
  });
}

async function openKept(store: Store) {
  const bell = createBell(60_000);
  const source = createKeptSource({
    ...{ name, papers: store.keptPapers, statuses: store.sourceStatuses },
    nextLook: bell.next,
  });
  return { corpus: await openCorpus([source]), look: bell.ring };
}

async function open(store: Store) {
  const { corpus, look } = await openKept(store);
  const engine = createLunrEngine();
  const changes: Change[] = [];
  corpus.onChange((change) => void changes.push(change));
  return {
    look,
    /** Takes into the index what changed. */
    async indexed() {
      for (const change of changes.splice(0)) await engine.update(change);
    },
    close: () => corpus.close(),
  };
}

async function measure(
  say: (text: string) => void,
  what: string,
  work: () => Promise<unknown>,
): Promise<void> {
  globalThis.gc?.();
  await sleep(50);
  const before = process.memoryUsage().rss;
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sleep(5);
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  await sleep(5);
  delay.disable();
  clearInterval(watching);
  most = Math.max(most, process.memoryUsage().rss);
  say(
    `| ${what} | ${Math.round(took).toLocaleString('en')} ms | ${Math.round(delay.max / 1e6)} ms | ${megabytes(most - before)} |`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function writeAnnouncement(papers: readonly Paper[]): string {
  const items = papers.map(
    ({ title, abstract, authors, recordIds: [id] }) =>
      `<item><title>${title}</title><link>https://arxiv.org/abs/${id}</link><description>arXiv:${id}v1 Announce Type: new \nAbstract: ${abstract}</description><guid isPermaLink="false">oai:arXiv.org:${id}v1</guid><category>cs.LG</category><category>stat.ML</category><pubDate>Fri, 28 Aug 2026 00:00:00 -0400</pubDate><arxiv:announce_type>new</arxiv:announce_type><dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><dc:creator>${authors.join(', ')}</dc:creator></item>`,
  );
  return `<?xml version='1.0' encoding='UTF-8'?>\n<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>cs.LG updates on arXiv.org</title><pubDate>Fri, 28 Aug 2026 00:00:00 -0400</pubDate>${items.join('\n')}</channel></rss>`;
}

function writeHarvestPage(papers: readonly Paper[]): string {
  const records = papers.map(({ title, abstract, authors, recordIds: [id] }) => {
    const names = authors.map((author) => {
      const [forenames, keyname] = author.split(' ');
      return `<author><keyname>${keyname}</keyname><forenames>${forenames}</forenames></author>`;
    });
    return `<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>2026-08-28</datestamp><setSpec>cs:cs:LG</setSpec></header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>${id}</id><created>2026-08-27</created><authors>${names.join('')}</authors><title>${title}</title><categories>cs.LG stat.ML</categories><abstract>${abstract}</abstract></arXiv></metadata></record>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>${records.join('\n')}</ListRecords></OAI-PMH>`;
}
