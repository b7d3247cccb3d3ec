import { parseFeed } from 'feedsmith';
import { readDate } from '../../papers/dates.ts';
import { readArxivId, readDoi } from '../../papers/identity.ts';
import { foldSpaces } from '../../text/fold-spaces.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';
import { readPrism } from './prism.ts';

/** What a feed holds that may be papers. */
export type FeedPage = {
  /** The feed's own name. */
  readonly title?: string;
  readonly records: readonly FetchedRecord[];
  /** How many items are no papers, by the feed's own marks. */
  readonly news: number;
};

type Item = {
  readonly key: string | undefined;
  readonly title: string | undefined;
  readonly texts: readonly (string | undefined)[];
  readonly authors: readonly string[];
  readonly date: string | undefined;
  readonly link: string | undefined;
  readonly venue: string | undefined;
  readonly tags: readonly string[];
  /** What the item says that it is: identifiers of Dublin Core. */
  readonly identifiers: readonly string[];
  /** What is known besides of its identity: of PRISM, its id, its address. */
  readonly hints: readonly (string | undefined)[];
};

/**
 * Reads RSS 2.0, RSS 1.0, Atom and JSON Feed. All items are papers unless the feed marks them: where some carry a DOI, those
 * without one are news. Throws an UnreadableAnswer.
 */
export function readFeed(text: string): FeedPage {
  const { title, items } = parse(text);
  const marks = [namedDoi, anyDoi].find((mark) => items.some((item) => mark(item) !== undefined));
  const papers = items.filter((item) => {
    return marks === undefined || marks(item) !== undefined || arxivIdOf(item) !== undefined;
  });
  return {
    ...(title === undefined ? {} : { title }),
    records: papers.flatMap((item) => describe(item, title) ?? []),
    news: items.length - papers.length,
  };
}

function describe(item: Item, feed: string | undefined): FetchedRecord | undefined {
  const arxivId = arxivIdOf(item);
  const doi = anyDoi(item);
  const key = item.key ?? arxivId ?? doi ?? item.link ?? item.title;
  if (key === undefined || (item.title === undefined && item.texts.every((one) => one === undefined)))
    return undefined;
  const texts = item.texts.map((one) => dropByline(one ?? ''));
  return {
    key: key.slice(0, 500),
    fields: {
      title: item.title?.trim(),
      abstract: texts.reduce((longest, one) => (one.length > longest.length ? one : longest), ''),
      authors: item.authors,
      published: item.date,
      ...(item.link !== undefined && /^https?:\/\//iu.test(item.link) ? { url: item.link.trim() } : {}),
      ...(arxivId === undefined ? {} : { arxivId }),
      ...(doi === undefined ? {} : { doi }),
      venue: item.venue,
      categories: item.tags,
      source: feed,
    },
  };
}

/** What publishers put before the abstract: the journal, the date and the DOI in a paragraph of its own; "by" and the names. */
function dropByline(html: string): string {
  return html.replace(
    /^\s{0,99}<p>(?:[^<]{0,99}Published online:[^<]{0,299}(?:<a\b[^>]{0,299}>[^<]{0,299}<\/a>)?[^<]{0,99}|by [^<]*)<\/p>\s*/iu,
    '',
  );
}

function arxivIdOf({ identifiers, hints, link }: Item): string | undefined {
  return first([...identifiers, ...hints, link], readArxivId);
}

function namedDoi({ identifiers }: Item): string | undefined {
  return first(identifiers, readDoi);
}

function anyDoi({ identifiers, hints, link }: Item): string | undefined {
  return first([...identifiers, ...hints, link], (text) => readDoi(text) ?? doiInAddress(text));
}

function doiInAddress(text: string): string | undefined {
  const [, found] =
    /^https?:\/\/[^\s?#]+\/(?:doi\/(?:abs\/|full\/)?|article\?id=)?(10\.\d{4,9}\/[^\s?#&]+)/iu.exec(text) ??
    [];
  return found === undefined ? undefined : readDoi(found);
}

function first(
  texts: readonly (string | undefined)[],
  read: (text: string) => string | undefined,
): string | undefined {
  for (const text of texts) {
    const found = text === undefined ? undefined : read(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parse(text: string): { readonly title: string | undefined; readonly items: readonly Item[] } {
  // Names what came where it is none of XML and JSON.
  if (!text.trimStart().startsWith('<') || /^\s*(?:<!doctype html|<html)/iu.test(text)) parseJson(text);
  let parsed: ReturnType<typeof parseFeed>;
  try {
    parsed = parseFeed(text);
  } catch (error) {
    throw new UnreadableAnswer('the feed is cut off, malformed or of an unknown kind', {
      cause: error,
    });
  }
  const { format, feed } = parsed;
  switch (format) {
    case 'atom':
      return {
        title: feed.title?.value,
        items: (feed.entries ?? []).map((entry): Item => {
          const link = entry.links?.find(({ rel = 'alternate', type = 'text/html' }) => {
            return rel === 'alternate' && type.includes('html');
          });
          return {
            key: entry.id,
            title: entry.title?.value,
            texts: [entry.summary?.value, entry.content?.value],
            authors: (entry.authors ?? []).flatMap(({ name }) => name ?? []),
            date: dayOf(entry.published ?? entry.updated),
            link: link?.href ?? entry.links?.[0]?.href,
            venue: undefined,
            tags: (entry.categories ?? []).flatMap(({ term }) => term ?? []),
            identifiers: entry.dc?.identifiers ?? [],
            hints: [entry.id],
          };
        }),
      };
    case 'json':
      return {
        title: feed.title,
        items: (feed.items ?? []).map((item): Item => {
          return {
            key: item.id,
            title: item.title,
            texts: [item.summary, item.content_text, item.content_html],
            authors: (item.authors ?? []).flatMap(({ name }) => name ?? []),
            date: dayOf(item.date_published),
            link: item.url ?? item.external_url,
            venue: undefined,
            tags: item.tags ?? [],
            identifiers: [],
            hints: [item.id, item.external_url],
          };
        }),
      };
    case 'rdf': {
      const prism = readPrism(text);
      return {
        title: feed.title,
        items: (feed.items ?? []).map((item, index): Item => {
          const { doi, publication, date } = prism[index] ?? {};
          return {
            key: item.rdf?.about ?? item.link,
            title: item.title,
            texts: [item.description, item.content?.encoded],
            authors: creators(item.dc?.creators),
            date: dayOf(item.dc?.dates?.[0]) ?? date,
            link: item.link,
            venue: publication,
            tags: item.dc?.subjects ?? [],
            identifiers: item.dc?.identifiers ?? [],
            hints: [doi],
          };
        }),
      };
    }
    case 'rss':
      return {
        title: feed.title,
        items: (feed.items ?? []).map((item): Item => {
          return {
            key: item.guid?.value ?? item.link,
            title: item.title,
            texts: [item.description, item.content?.encoded],
            authors: creators(item.dc?.creators ?? item.authors?.map(String)),
            date: dayOf(item.dc?.dates?.[0] ?? item.pubDate),
            link: item.link,
            venue: item.prism?.publicationName,
            tags: (item.categories ?? []).flatMap(({ name }) => name ?? []),
            identifiers: item.dc?.identifiers ?? [],
            hints: [item.prism?.doi, item.guid?.value],
          };
        }),
      };
  }
}

/** One creator each, or all in one string with commas: `Example, A., Example, B. C.`. */
function creators(given: readonly string[] = []): readonly string[] {
  const only = given[0] === undefined ? undefined : foldSpaces(given[0]);
  if (given.length !== 1 || only === undefined) return given;
  const inverted = /^(?:[^,\s][^,]*,\s*(?:\p{Lu}\.[\s-]?)+(?:,\s*|$))+$/u;
  if (!inverted.test(only)) return only.split(/\s{0,9}[,;]\s*(?=\S{1,99}\s)/u);
  return [...only.matchAll(/([^,]+),\s*((?:\p{Lu}\.[\s-]?)+)(?:,\s*|$)/gu)].map(
    ([, family = '', given = '']) => `${given.trim()} ${family.trim()}`,
  );
}

/** The day of a date in any form that feeds have: ISO 8601, or RFC 822 in its own zone. */
function dayOf(date: unknown): string | undefined {
  if (typeof date !== 'string') return undefined;
  const iso = /^\s*(\d{4}-\d{2}(?:-\d{2})?)/u.exec(date)?.[1];
  if (iso !== undefined) return readDate(iso);
  const [, words] = /(\d{1,2} [A-Za-z]{3,9} \d{4})/u.exec(date) ?? [];
  return words === undefined ? undefined : readDate(words);
}
