import { datesOf, eastern, newYorkDate, weekdayOf } from './new-york.ts';
import { element, escapeXml } from './xml.ts';

/** A paper of arXiv, with made-up content. */
export type ArxivPaper = {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly (readonly [forenames: string, keyname: string])[];
  /** The primary one first. */
  readonly categories: readonly string[];
  /** Days of New York: of its submission, of its announcement, and of each new version. */
  readonly created: string;
  readonly announced: string;
  readonly replaced?: readonly string[];
  /** Days of which the harvest alone tells: what is said of the paper changed, and no version of it. */
  readonly mended?: readonly string[];
  readonly comments?: string;
  readonly doi?: string;
  readonly journal?: string;
};

export type Reply = { readonly status: number; readonly type: string; readonly body: string };

/** arXiv's three hosts over papers that tests put there. */
export type Arxiv = {
  readonly papers: ArxivPaper[];
  /** Days without an announcement. */
  readonly holidays: Set<string>;
  /** `cs.LG 2026-08-28`: that day the category serves the batch of the day before. */
  readonly stale: Set<string>;
  /** Entries of a feed, and records of a page of a harvest. */
  limits: { entries: number; page: number };
  answer(path: string, now: Date): Reply;
};

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
const order = ['replace-cross', 'replace', 'cross', 'new'] as const;
type AnnounceType = (typeof order)[number];

export function createArxiv(): Arxiv {
  /** Errors that the edge keeps, by address, with the UTC day they are of. */
  const edge = new Map<string, { readonly day: string; readonly reply: Reply }>();
  const arxiv: Arxiv = {
    papers: [],
    holidays: new Set(),
    stale: new Set(),
    limits: { entries: 2_000, page: 3_500 },
    answer(path, now) {
      const url = new URL(path, 'http://double');
      const category = /^\/rss\/([^/]+)$/u.exec(url.pathname)?.[1];
      if (category !== undefined) return feed(decodeURIComponent(category), now);
      if (url.pathname === '/oai') {
        const day = now.toISOString().slice(0, 10);
        const kept = edge.get(path);
        if (kept?.day === day) return kept.reply;
        const reply = harvest(url.searchParams, now);
        if (reply.body.includes('<error ')) edge.set(path, { day, reply });
        return reply;
      }
      if (url.pathname === '/api/query') return lookUp(url.searchParams);
      return { status: 404, type: 'text/plain', body: 'not found' };
    },
  };

  function isAnnouncing(day: string): boolean {
    return ![0, 6].includes(weekdayOf(day)) && !arxiv.holidays.has(day);
  }

  function batch(category: string, day: string) {
    if (!isAnnouncing(day)) return [];
    return arxiv.papers
      .filter(({ categories }) =>
        categories.some((one) => one === category || one.startsWith(`${category}.`)),
      )
      .flatMap((paper): { paper: ArxivPaper; type: AnnounceType; version: number }[] => {
        const isPrimary = paper.categories[0] === category;
        if (paper.announced === day) return [{ paper, type: isPrimary ? 'new' : 'cross', version: 1 }];
        const at = paper.replaced?.indexOf(day) ?? -1;
        return at < 0 ? [] : [{ paper, type: isPrimary ? 'replace' : 'replace-cross', version: at + 2 }];
      })
      .sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type))
      .slice(0, arxiv.limits.entries);
  }

  function feed(category: string, now: Date): Reply {
    const day = newYorkDate(now);
    const stamp = eastern(day);
    const head = (title: string, description: string) =>
      `${xmlHead}<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>${element('title', title)}<link>http://rss.arxiv.org/rss/${category}</link>${element('description', description)}<lastBuildDate>${now.toUTCString()}</lastBuildDate><pubDate>${stamp}</pubDate><skipDays><day>Sunday</day><day>Saturday</day></skipDays>`;
    if (/\.XX$/u.test(category)) {
      const why = `Bad subject class 'XX'. Valid subject classes for the archive 'cs' are: cs.AI, cs.AR.`;
      return {
        status: 400,
        type: 'application/rss+xml',
        body: `${head(`Feed error for query: http://rss.arxiv.org/rss/${category}`, why)}</channel></rss>`,
      };
    }
    const isStale = arxiv.stale.has(`${category} ${day}`);
    const served = isStale ? datesOf(day, -14, -1).filter(isAnnouncing).at(-1) : day;
    const items = batch(category, served ?? day).map(
      ({ paper, type, version }) =>
        `<item>${element('title', paper.title)}<link>https://arxiv.org/abs/${paper.id}</link><description>arXiv:${paper.id}v${version} Announce Type: ${type} \nAbstract: ${escapeXml(paper.abstract)}</description><guid isPermaLink="false">oai:arXiv.org:${paper.id}v${version}</guid>${paper.categories.map((one) => element('category', one)).join('')}<pubDate>${stamp}</pubDate><arxiv:announce_type>${type}</arxiv:announce_type>${element('dc:creator', paper.authors.map(([given, family]) => `${given} ${family} (Institute, Town)`).join(', '))}</item>`,
    );
    const title = `${category} updates on arXiv.org`;
    return {
      status: 200,
      type: 'application/rss+xml; charset=utf-8',
      body: `${head(title, title)}${items.join('')}</channel></rss>`,
    };
  }

  function harvest(query: URLSearchParams, now: Date): Reply {
    const xml = (inner: string): Reply => ({
      status: 200,
      type: 'text/xml; charset=utf-8',
      body: `${xmlHead}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>${now.toISOString()}</responseDate><request>http://oaipmh.arxiv.org/oai</request>${inner}</OAI-PMH>`,
    });
    const error = (code: string, text: string) => xml(`<error code='${code}'>${text}</error>`);
    const token = query.get('resumptionToken');
    if (query.getAll('verb').length !== 1 || query.get('verb') !== 'ListRecords')
      return error('badArgument', 'illegal arguments');
    if (token !== null && ([...query.keys()].length !== 2 || !/^verb%3DListRecords%26/u.test(token)))
      return error('badResumptionToken', 'Token decoding failed or format is invalid.');
    const asked = token === null ? query : new URLSearchParams(decodeURIComponent(token));
    const from = asked.get('from') ?? '';
    if (asked.get('metadataPrefix') !== 'arXiv' || !/^\d{4}-\d{2}-\d{2}$/u.test(from) || asked.has('until'))
      return error('badArgument', 'illegal arguments');
    const skip = Number(asked.get('skip') ?? 0);
    const category = (asked.get('set') ?? '').split(':').slice(-2).join('.');
    const found = arxiv.papers
      .filter(({ categories }) => categories.includes(category))
      .map((paper) => {
        const days = [paper.announced, ...(paper.replaced ?? []), ...(paper.mended ?? [])].filter((day) =>
          isTold(day, now),
        );
        return { paper, stamp: days.sort().at(-1) ?? '' };
      })
      .filter(({ stamp }) => stamp !== '' && stamp >= from)
      .sort(
        (one, other) => one.stamp.localeCompare(other.stamp) || one.paper.id.localeCompare(other.paper.id),
      );
    const page = found.slice(skip, skip + arxiv.limits.page);
    if (page.length === 0) return error('noRecordsMatch', 'The combination results in an empty list.');
    const isLast = skip + page.length >= found.length;
    const next = new URLSearchParams(asked);
    next.set('verb', 'ListRecords');
    next.set('skip', String(skip + page.length));
    const text = encodeURIComponent(
      ['verb', 'metadataPrefix', 'set', 'from', 'skip'].map((name) => `${name}=${next.get(name)}`).join('&'),
    );
    const end = isLast
      ? skip === 0
        ? ''
        : '<resumptionToken/>'
      : `<resumptionToken>${text}</resumptionToken>`;
    return xml(
      `<ListRecords>${page.map(({ paper, stamp }) => record(paper, stamp)).join('')}${end}</ListRecords>`,
    );
  }

  /** The harvest has a day from half past ten in the evening before, in New York. */
  function isTold(day: string, now: Date): boolean {
    return now.getTime() >= Date.parse(`${day}T03:30:00Z`);
  }

  function lookUp(query: URLSearchParams): Reply {
    const ids = (query.get('id_list') ?? '').split(',');
    const isBad = ids.some((id) => !/^(?:\d{4}\.\d{4,5}|[a-z-]+\/\d{7})(?:v\d+)?$/u.test(id));
    const entries = isBad
      ? '<entry><id>https://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title><summary>incorrect id format</summary></entry>'
      : arxiv.papers
          .filter(({ id }) => ids.includes(id))
          .map(entry)
          .join('');
    return {
      status: isBad ? 400 : 200,
      type: 'application/atom+xml; charset=utf-8',
      body: `${xmlHead}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">${entries}</feed>`,
    };
  }
  return arxiv;
}

function record(paper: ArxivPaper, stamp: string): string {
  const sets = paper.categories.map((one) => element('setSpec', one.replace('.', ':')));
  const authors = paper.authors.map(
    ([given, family]) => `<author>${element('keyname', family)}${element('forenames', given)}</author>`,
  );
  return `<record><header><identifier>oai:arXiv.org:${paper.id}</identifier><datestamp>${stamp}</datestamp>${sets.join('')}</header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>${paper.id}</id><created>${paper.created}</created><authors>${authors.join('')}</authors>${element('title', paper.title)}${element('categories', paper.categories.join(' '))}${element('comments', paper.comments)}${element('journal-ref', paper.journal)}${element('doi', paper.doi)}${element('abstract', `  ${paper.abstract}\n`)}</arXiv></metadata></record>`;
}

function entry(paper: ArxivPaper): string {
  const authors = paper.authors.map(
    ([given, family]) => `<author>${element('name', `${given} ${family}`)}</author>`,
  );
  return `<entry><id>http://arxiv.org/abs/${paper.id}v${1 + (paper.replaced?.length ?? 0)}</id>${element('published', `${paper.created}T12:00:00Z`)}${element('title', paper.title)}${element('summary', paper.abstract)}${authors.join('')}${paper.categories.map((one) => `<category term="${one}"/>`).join('')}${element('arxiv:comment', paper.comments)}${element('arxiv:doi', paper.doi)}</entry>`;
}
