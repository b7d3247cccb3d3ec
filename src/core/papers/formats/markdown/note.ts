import { foldSpaces } from '../../../text/fold-spaces.ts';
import { readDate } from '../../dates.ts';
import { splitNames } from '../../names.ts';
import type { ReferenceEntry } from '../../reference-entry.ts';
import { type Fields, isObject, jsonText } from '../fields.ts';
import { findNamedIds } from '../identifiers.ts';
import { readNameList } from '../json-record.ts';
import type { RawRecord } from '../record.ts';
import { entryOf, joinPages, withKey } from '../shapes/shape.ts';
import { abstractIn, titleIn } from './body.ts';
import { dropMarkdown, dropWikilinks } from './plain-markdown.ts';

/** How fields of front matter are called; the first that is there counts. */
const NAMES = {
  authors: ['authors', 'author', 'creators', 'creator'],
  key: ['citekey', 'citation_key', 'cite_key', 'bibtexkey', 'bibkey', 'bibtex_key'],
  arxivId: ['arxivid', 'arxiv_id', 'arxiv', 'eprint'],
  page: [
    'url',
    'link',
    'html',
    'paper',
    'paper_url',
    'url_paper',
    'source_url',
    'paperurl',
    'website',
    'uri',
  ],
  pdf: ['pdf', 'url_pdf', 'pdf_url'],
  code: ['code', 'url_code', 'code_url', 'codeurl', 'github', 'repo', 'repository', 'software'],
  venue: [
    'venue',
    'publication',
    'journal',
    'journaltitle',
    'journal_title',
    'container_title',
    'booktitle',
    'conference',
    'proceedings',
    'publication_short',
  ],
  type: ['entrytype', 'entry_type', 'itemtype', 'item_type', 'genre', 'layout', 'publication_types', 'type'],
} as const;
/** The kinds of entries by their names in BibTeX, CSL, Zotero and the first versions of Hugo's themes. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ...['article', 'inproceedings', 'book', 'incollection', 'phdthesis', 'mastersthesis', 'techreport'].map(
    (type) => [type, type] as const,
  ),
  ['journalarticle', 'article'],
  ['article-journal', 'article'],
  ['2', 'article'],
  ['conferencepaper', 'inproceedings'],
  ['paper-conference', 'inproceedings'],
  ['1', 'inproceedings'],
  ['booksection', 'incollection'],
  ['chapter', 'incollection'],
  ['6', 'incollection'],
  ['5', 'book'],
  ['thesis', 'phdthesis'],
  ['7', 'phdthesis'],
  ['report', 'techreport'],
  ['4', 'techreport'],
]);
const MEETING = /\b(?:proceedings|conference|workshop|symposium|meeting)\b/i;
const OWN = ['upvotes', 'position', 'source', 'gist', 'withdrawn', 'urlIsSearch'];

/** A note about a paper, or its page: the fields of its front matter, and what the text below tells. */
export type Note = RawRecord & {
  /** Whether more than a title says that it is about a paper. */
  readonly isPaper: boolean;
};

/** Reads a note; `file` is the name of its file without ending, its title where there is no other. */
export function readNote(matter: Fields, body: string, file: string): Note {
  const given = new Map(
    Object.entries(matter).map(([name, value]) => [name.toLowerCase().replace(/[\s-]+/g, '_'), value]),
  );
  const text = (...names: readonly string[]) =>
    names.map((name) => readText(given.get(name))).find((value) => value !== undefined);
  const address = (...names: readonly string[]) =>
    names
      .map((name) => jsonText(given.get(name)))
      .find((value) => value !== undefined && /^https?:\/\//i.test(value));
  const named = findNamedIds(matter);
  const arxivId = text(...NAMES.arxivId);
  const doi = text('doi');
  const isKnown = [arxivId, doi, named.arxivId, named.doi].some((id) => id !== undefined);
  const authors = readAuthors(
    NAMES.authors.map((name) => given.get(name)).find((value) => value !== undefined),
    text('bibtex_author'),
  );
  const abstract = text('abstract') ?? abstractIn(body);
  const entry = readEntry(given, text);
  const isPaper = isKnown || authors.length > 0 || text('abstract') !== undefined || entry?.key !== undefined;
  const title =
    text('title') ?? titleIn(body) ?? readAlias(given.get('aliases')) ?? (isPaper ? file : undefined);
  return {
    line: 1,
    isPaper,
    fields: {
      ...Object.fromEntries(
        OWN.flatMap((name) => (name in matter ? [[name, readCount(name, matter[name])]] : [])),
      ),
      id: entry?.key ?? text('id'),
      title,
      abstract,
      authors,
      published: readPublished(given, text),
      year: text('year'),
      arxivId: arxivId ?? named.arxivId,
      doi: doi ?? named.doi,
      url: address(...NAMES.page) ?? (isKnown ? undefined : address(...NAMES.pdf)),
      code: address(...NAMES.code) ?? codeIn(given.get('links')),
      venue: readVenue(text(...NAMES.venue)),
      categories: listOf(given.get('categories') ?? given.get('primarycategory')).filter((one) =>
        /^[a-z-]+\.[A-Za-z-]+$/.test(one),
      ),
      keywords: [...listOf(given.get('keywords')), ...listOf(given.get('tags'))].map((word) =>
        dropWikilinks(word).replace(/^#/, ''),
      ),
    },
    entry,
  };
}

/** A value that may be a link of Obsidian, in a list of its own where it has no quotation marks. */
function readText(value: unknown): string | undefined {
  const text = jsonText(Array.isArray(value) ? value.flat(2) : value);
  return text === undefined ? undefined : dropWikilinks(text);
}

type ReadText = (...names: readonly string[]) => string | undefined;

/** Names as a list or in one string, as links of Obsidian too, which YAML without quotes takes for lists in lists. */
function readAuthors(value: unknown, bibtex: string | undefined): readonly string[] {
  const linked = (one: unknown) =>
    Array.isArray(one) ? one.flat(2).map((name) => `[[${String(name)}]]`) : one;
  const flat = Array.isArray(value) ? value.flatMap(linked) : value;
  const names = Array.isArray(flat) ? readNameList(flat) : flat;
  const whole = jsonText(flat);
  const list =
    Array.isArray(names) && Array.isArray(flat)
      ? names.flatMap((name) => (typeof name === 'string' ? dropWikilinks(name) : []))
      : whole !== undefined && !isObject(flat)
        ? splitNames(dropWikilinks(whole))
        : [];
  // The owner of a site, in its template.
  const known = list.filter((name) => name.trim() !== '' && name !== 'admin');
  return known.length === 0 && bibtex !== undefined ? foldSpaces(bibtex).split(' and ') : known;
}

/** When it was published: not when a note was written, which `date` often is beside the year. */
function readPublished(given: ReadonlyMap<string, unknown>, text: ReadText): string | undefined {
  const issued = given.get('issued');
  const parts = isObject(issued) && Array.isArray(issued['date-parts']) ? issued['date-parts'].flat() : [];
  const year = text('year');
  const dates = [
    text('published', 'publication_date', 'date_published', 'publicationdate'),
    text('date'),
    parts.length > 0 ? parts.join('-') : jsonText(issued),
    text('publishdate'),
  ];
  const fits = dates.find((date) => {
    const read = date === undefined ? undefined : readDate(date);
    return read !== undefined && (year === undefined || read.startsWith(year));
  });
  return fits ?? (year === undefined ? dates.find((date) => date !== undefined) : undefined);
}

/** `*Journal of Lamps*, and `In *Proceedings*`, without what makes them look so. */
function readVenue(venue: string | undefined): string | undefined {
  return venue === undefined ? undefined : dropMarkdown(venue).replace(/^In:?\s+/, '');
}

function readEntry(given: ReadonlyMap<string, unknown>, text: ReadText): ReferenceEntry | undefined {
  const stated = NAMES.type
    .map((name) => TYPES.get(jsonText(given.get(name))?.toLowerCase() ?? ''))
    .find((one) => one !== undefined);
  const venue = readVenue(text(...NAMES.venue));
  const type = stated ?? (venue === undefined ? 'misc' : MEETING.test(venue) ? 'inproceedings' : 'article');
  const entry = entryOf(type, {
    fields: {
      [type === 'article' ? 'journal' : 'booktitle']: type === 'misc' ? undefined : venue,
      volume: text('volume'),
      number: text('number', 'issue'),
      pages: text('pages', 'page') ?? joinPages(text('firstpage'), text('lastpage')),
      publisher: text('publisher'),
      series: text('series'),
      edition: text('edition'),
      school: text('school', 'university'),
      issn: text('issn'),
      isbn: text('isbn'),
    },
  });
  // Sites of proceedings call the key of BibTeX the id.
  const key = text(...NAMES.key) ?? (text('bibtex_author') === undefined ? undefined : text('id'));
  return withKey(entry, key?.replace(/^@/, ''));
}

function readAlias(aliases: unknown): string | undefined {
  return listOf(aliases).find((alias) => !alias.startsWith('@'));
}

function codeIn(links: unknown): string | undefined {
  for (const link of Array.isArray(links) ? links : []) {
    const url = jsonText(link, 'url');
    if (
      url !== undefined &&
      /\bcode\b|github|gitlab/i.test(`${jsonText(link, 'name') ?? ''} ${jsonText(link, 'type') ?? ''} ${url}`)
    )
      return url;
  }
  return undefined;
}

function readCount(name: string, value: unknown): unknown {
  const isCount = (name === 'upvotes' || name === 'position') && /^\d+$/.test(String(value));
  return isCount ? Number(value) : name === 'urlIsSearch' ? String(value) === 'true' : value;
}

function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/[,;]/).map((one) => one.trim());
  return Array.isArray(value) ? value.flat(2).filter((one) => typeof one === 'string') : [];
}
