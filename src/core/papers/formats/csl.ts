import { joinDate, readDate } from '../dates.ts';
import { OWN_CATALOGUE } from '../own-export.ts';
import type { ReferenceEntry } from '../reference-entry.ts';
import { type Fields, jsonText, listAt } from './fields.ts';
import { entryOf, type Shape, withKey } from './shapes/shape.ts';

/** An item of CSL-JSON. */
export const csl: Shape = {
  recognises: isCsl,
  read: (item) => ({
    fields: readCsl(item),
    entry: entryIn(item),
    ...(item.source === OWN_CATALOGUE ? { isPlain: true } : {}),
  }),
};

/** Whether an object is an item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html). */
function isCsl(value: Fields): boolean {
  if ('container-title' in value || 'citation-key' in value || 'citation-label' in value) return true;
  if (typeof value.issued === 'object' && value.issued !== null) return true;
  if (!('authors' in value) && 'id' in value && (text(value.type) ?? '') in TYPES) return true;
  const author: unknown = Array.isArray(value.author) ? value.author[0] : undefined;
  return typeof author === 'object' && author !== null && ('family' in author || 'literal' in author);
}

/** The fields of a CSL-JSON item under our names. */
function readCsl(item: Fields): Fields {
  const archive = text(item.archive) ?? text(item.publisher) ?? '';
  const number = text(item.number) ?? text(item.archive_location) ?? '';
  return {
    id: item.id ?? item['citation-key'],
    title: text(item.title) ?? item.title,
    abstract: item.abstract,
    authors: Array.isArray(item.author) ? item.author.map(readPerson) : item.author,
    published: readIssued(item.issued),
    arxivId: /arxiv/i.test(archive) && /\d{4}\.\d{4,5}|\/\d{7}/.test(number) ? number : undefined,
    doi: text(item.DOI) ?? text(item.doi),
    url: text(item.URL) ?? text(item.url),
    code: jsonText(item.custom, 'code'),
    venue: text(item['container-title']) ?? text(item['event-title']) ?? text(item.event),
    keywords: typeof item.keyword === 'string' ? item.keyword : undefined,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  'paper-conference': 'inproceedings',
  chapter: 'incollection',
  'entry-encyclopedia': 'incollection',
  book: 'book',
  thesis: 'phdthesis',
  report: 'techreport',
  article: 'misc',
  document: 'misc',
  webpage: 'misc',
  dataset: 'misc',
  software: 'misc',
};
const FIELDS: readonly (readonly [variable: string, name: string])[] = [
  ['volume', 'volume'],
  ['issue', 'number'],
  ['page', 'pages'],
  ['edition', 'edition'],
  ['collection-title', 'series'],
  ['publisher-place', 'location'],
  ['ISBN', 'isbn'],
  ['ISSN', 'issn'],
  ['chapter-number', 'chapter'],
  ['number-of-pages', 'pagetotal'],
  ['genre', 'type'],
  ['note', 'note'],
];

/** What an item says besides the facts of the paper. An id that is an address, a number or a paper's own is no key. */
function entryIn(item: Fields): ReferenceEntry | undefined {
  const type = TYPES[text(item.type) ?? ''] ?? 'misc';
  const isGroup = (person: unknown) => jsonText(person, 'literal') !== undefined;
  const people = [...listAt(item, 'author'), ...listAt(item, 'editor')];
  const names = (some: readonly unknown[]) => some.map(readPerson).filter((name) => typeof name === 'string');
  const id = jsonText(item['citation-key']) ?? jsonText(item['citation-label']) ?? jsonText(item.id) ?? '';
  const given = FIELDS.map(([variable, name]) => [name, jsonText(item[variable])] as const);
  const container = text(item['container-title']);
  const published = readIssued(item.issued);
  const entry = entryOf(type, {
    fields: {
      ...Object.fromEntries(given),
      [type === 'article' ? 'journal' : 'booktitle']: type === 'misc' ? undefined : container,
      [type === 'phdthesis' ? 'school' : type === 'techreport' ? 'institution' : 'publisher']: text(
        item.publisher,
      ),
      number: jsonText(item.issue) ?? (type === 'techreport' ? jsonText(item.number) : undefined),
      date: typeof published === 'string' ? published : undefined,
    },
    editors: names(listAt(item, 'editor')),
    corporate: names(people.filter(isGroup)),
  });
  return withKey(entry, /^(?:\d*|https?:.*|arxiv:.*|doi:.*)$/i.test(id) ? undefined : id);
}

function readPerson(person: unknown): unknown {
  if (typeof person !== 'object' || person === null) return person;
  const name = person as Fields;
  const whole = text(name.literal) ?? text(name.name);
  if (whole !== undefined) return whole;
  const parts = ['given', 'dropping-particle', 'non-dropping-particle', 'family', 'suffix'].map((part) =>
    text(name[part]),
  );
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? person : known.join(' ');
}

/** `date-parts`, `raw` or `literal`; a date given in another way stays, for the check to refuse. */
function readIssued(issued: unknown): unknown {
  if (typeof issued !== 'object' || issued === null) return issued;
  const { 'date-parts': parts, raw, literal } = issued as Fields;
  const [first]: readonly unknown[] = Array.isArray(parts) ? parts : [];
  if (Array.isArray(first)) {
    const [year, month, day] = first.map((part: unknown) =>
      part === null || part === '' ? undefined : Number(part),
    );
    if (year === undefined) return undefined;
    return joinDate(year, month, day) ?? first.join('-');
  }
  const written = text(raw) ?? text(literal);
  return written === undefined ? undefined : (readDate(written) ?? written);
}

/** A string, or the first of a list of strings; empty ones are absent. */
function text(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}
