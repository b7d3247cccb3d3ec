import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from './arxiv.ts';
import { element, escapeXml } from './xml.ts';

/** A paper of the daily papers of Hugging Face. */
export type DailyPaper = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The day it is on the page, and when it came to it. */
  readonly day: string;
  readonly at: Date;
  upvotes: number;
  readonly githubRepo?: string;
};

export type HuggingFace = {
  readonly papers: DailyPaper[];
  /** Papers of a page at most, whatever is asked for. */
  limits: { page: number };
  answer(path: string, now: Date): Reply;
};

const json = (status: number, value: unknown): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export function createHuggingFace(): HuggingFace {
  const service: HuggingFace = {
    papers: [],
    limits: { page: 100 },
    answer(path, now) {
      const { searchParams: query } = new URL(path, 'http://double');
      const day = query.get('date') ?? '';
      if (!/^\d{4}-\d{2}-\d{2}$/u.test(day) || Date.parse(day) > now.getTime())
        return json(400, { error: 'Invalid date' });
      const limit = Math.min(Number(query.get('limit') ?? 50), service.limits.page);
      const start = Number(query.get('p') ?? 0) * limit;
      const found = service.papers.filter((paper) => paper.day === day && paper.at <= now);
      return json(
        200,
        found.slice(start, start + limit).map(({ id, title, summary, upvotes, at, githubRepo }) => ({
          paper: {
            id,
            title,
            summary,
            upvotes,
            ...(githubRepo === undefined ? {} : { githubRepo }),
            authors: [{ name: 'Ada Example', hidden: false }],
            publishedAt: at.toISOString(),
            ai_summary: `In short: ${title}`,
            ai_keywords: ['made-up'],
          },
          title,
        })),
      );
    },
  };
  return service;
}

/** A feed in RSS 2.0 that answers 304 to whoever has it. */
export type Feed = {
  readonly items: {
    readonly title: string;
    readonly link: string;
    readonly text?: string;
    readonly doi?: string;
  }[];
  answer(headers: IncomingHttpHeaders): Reply & { readonly headers: Record<string, string> };
};

export function createFeed(): Feed {
  const feed: Feed = {
    items: [],
    answer(asked) {
      const items = feed.items.map(
        ({ title, link, text, doi }) =>
          `<item>${element('title', title)}<link>${escapeXml(link)}</link><guid>${escapeXml(link)}</guid>${element('description', text)}${element('dc:identifier', doi === undefined ? undefined : `doi:${doi}`)}</item>`,
      );
      const body = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>A journal</title><link>https://journal.example</link><description>Papers</description>${items.join('')}</channel></rss>`;
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
      const type = 'application/rss+xml';
      if (asked['if-none-match'] === etag) return { status: 304, type, body: '', headers: { etag } };
      return { status: 200, type, body, headers: { etag, 'last-modified': 'Fri, 28 Aug 2026 00:00:00 GMT' } };
    },
  };
  return feed;
}

/** A repository that speaks OAI-PMH and tells what it deletes. */
export type Repository = {
  readonly records: { readonly id: string; title: string; stamp: string; isDeleted?: boolean }[];
  limits: { page: number };
  /** Tokens given so far are void. */
  forgetTokens(): void;
  answer(path: string): Reply;
};

export function createRepository(): Repository {
  const tokens = new Map<string, { readonly from: string; readonly skip: number }>();
  let count = 0;
  const repository: Repository = {
    records: [],
    limits: { page: 100 },
    forgetTokens: () => tokens.clear(),
    answer(path) {
      const { searchParams: query } = new URL(path, 'http://double');
      const reply = (inner: string): Reply => ({
        status: 200,
        type: 'text/xml',
        body: `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">${inner}</OAI-PMH>`,
      });
      if (query.get('verb') !== 'ListRecords') return reply('<error code="badVerb">No.</error>');
      const token = query.get('resumptionToken');
      const state = token === null ? { from: query.get('from') ?? '', skip: 0 } : tokens.get(token);
      if (state === undefined) return reply('<error code="badResumptionToken">It has expired.</error>');
      if (token === null && query.get('metadataPrefix') !== 'oai_dc')
        return reply('<error code="cannotDisseminateFormat">No.</error>');
      const found = repository.records.filter(({ stamp }) => stamp >= state.from);
      const page = found.slice(state.skip, state.skip + repository.limits.page);
      if (page.length === 0) return reply('<error code="noRecordsMatch">Nothing.</error>');
      const skip = state.skip + page.length;
      count += 1;
      const next = `token/${count} +&`;
      if (skip < found.length) tokens.set(next, { from: state.from, skip });
      const records = page.map(({ id, title, stamp, isDeleted }) =>
        isDeleted
          ? `<record><header status="deleted"><identifier>${id}</identifier><datestamp>${stamp}</datestamp></header></record>`
          : `<record><header><identifier>${id}</identifier><datestamp>${stamp}</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">${element('dc:title', title)}<dc:creator>Example, Ada</dc:creator><dc:description>An abstract.</dc:description><dc:date>${stamp}</dc:date><dc:identifier>https://repository.example/${id}</dc:identifier></oai_dc:dc></metadata></record>`,
      );
      const end = skip < found.length ? `<resumptionToken>${escapeXml(next)}</resumptionToken>` : '';
      return reply(`<ListRecords>${records.join('')}${end}</ListRecords>`);
    },
  };
  return repository;
}

/** Works by DOI, as Crossref or OpenAlex tells them. */
export type Works = {
  readonly works: Map<
    string,
    {
      readonly title: string;
      readonly abstract: string;
      readonly authors?: readonly string[];
      /** What only OpenAlex tells: the DOIs it cites, its date, and the ORCIDs of who wrote it. */
      readonly cites?: readonly string[];
      readonly published?: string;
      readonly orcids?: readonly string[];
      readonly isRetracted?: boolean;
    }
  >;
  crossref(path: string): Reply;
  openAlex(path: string): Reply;
};

export function createWorks(): Works {
  const works: Works['works'] = new Map();
  const doiOf = (path: string, before: RegExp) => decodeURIComponent(path.replace(before, ''));
  return {
    works,
    crossref(path) {
      const doi = doiOf(path, /^\/works\//u);
      const work = works.get(doi);
      if (work === undefined) return { status: 404, type: 'text/plain', body: 'Resource not found.' };
      const { title, abstract, authors = [] } = work;
      const author = authors.map((family) => ({ family, given: 'Ada' }));
      return json(200, {
        status: 'ok',
        message: { DOI: doi, title: [title], abstract: `<jats:p>${abstract}</jats:p>`, author },
      });
    },
    openAlex(path) {
      if (path.startsWith('/works?')) return listOpenAlex(works, new URL(path, 'http://openalex'));
      const doi = doiOf(path, /^\/works\/doi:/u);
      return works.has(doi) ? json(200, writeOpenAlex(works, doi)) : json(404, { error: 'Not Found' });
    },
  };
}

const workId = (works: Works['works'], doi: string) => `W${[...works.keys()].indexOf(doi) + 1}`;

/** A work as https://developers.openalex.org/api-reference/works has it. */
function writeOpenAlex(works: Works['works'], doi: string) {
  const work = works.get(doi);
  const { title = '', abstract = '', authors = [], published, orcids = [] } = work ?? {};
  const index: Record<string, number[]> = {};
  for (const [place, word] of abstract.split(' ').entries()) index[word] = [...(index[word] ?? []), place];
  return {
    id: `https://openalex.org/${workId(works, doi)}`,
    doi: `https://doi.org/${doi}`,
    title,
    display_name: title,
    ...(published === undefined
      ? {}
      : { publication_date: published, publication_year: Number(published.slice(0, 4)) }),
    authorships: authors.map((name, at) => ({
      author: {
        display_name: name,
        orcid: orcids[at] === undefined ? null : `https://orcid.org/${orcids[at]}`,
      },
      raw_author_name: name,
    })),
    abstract_inverted_index: index,
    is_retracted: work?.isRetracted === true,
  };
}

/** Refuses what OpenAlex does not know: https://developers.openalex.org/api-reference/errors */
function listOpenAlex(works: Works['works'], { searchParams }: URL): Reply {
  const wrong = (message: string) => json(400, { error: 'Invalid query parameters error.', message });
  const strange = [...searchParams.keys()].find(
    (name) => !['filter', 'per_page', 'sort', 'api_key'].includes(name),
  );
  if (strange !== undefined) return wrong(`${strange} is not a valid parameter.`);
  const most = Number(searchParams.get('per_page') ?? 25);
  if (!(most >= 1 && most <= 100)) return wrong('per-page parameter must be between 1 and 100');
  if ((searchParams.get('sort') ?? 'publication_date:desc') !== 'publication_date:desc') return wrong('sort');
  let found = [...works.keys()];
  for (const part of (searchParams.get('filter') ?? '').split(',')) {
    const [, name, value = ''] = /^([\w.]+):(.+)$/u.exec(part) ?? [];
    if (name === 'cites')
      found = found.filter((doi) => works.get(doi)?.cites?.some((cited) => workId(works, cited) === value));
    else if (name === 'author.orcid') found = found.filter((doi) => works.get(doi)?.orcids?.includes(value));
    else if (name === 'from_publication_date' && /^\d{4}-\d\d-\d\d$/u.test(value))
      found = found.filter((doi) => (works.get(doi)?.published ?? '') >= value);
    else return wrong(`Unknown filter: ${part}`);
  }
  const dated = found.toSorted((a, b) =>
    (works.get(a)?.published ?? '') < (works.get(b)?.published ?? '') ? 1 : -1,
  );
  const results = dated.slice(0, most).map((doi) => writeOpenAlex(works, doi));
  return json(200, { meta: { count: found.length, page: 1, per_page: most }, results, group_by: [] });
}
