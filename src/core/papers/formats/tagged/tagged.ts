import { readDate, readFirstDate, readWrittenDate } from '../../dates.ts';
import { givenFirst, invertInitials, isGroupName, splitNames } from '../../names.ts';
import { OWN_CATALOGUE } from '../../own-export.ts';
import type { Report } from '../../problem.ts';
import { plainLine, plainText } from '../../text/plain-text.ts';
import { peek } from '../content/peek.ts';
import type { Format } from '../format.ts';
import type { RawRecord } from '../record.ts';
import { type Dialect, dialects } from './dialects.ts';
import { cutRecords, type TaggedRecord } from './records.ts';

export const tagged: Format = {
  endings: ['ris', 'nbib', 'enw', 'ciw', 'isi'],
  read: readTagged,
  isLike: (head) => dialectOf(head) !== undefined,
  isAdvised: true,
};

/** Tagged text in any of its spellings: RIS, PubMed, Web of Science, RefWorks, EndNote. */
async function* readTagged(input: AsyncIterable<string>, report: Report): AsyncGenerator<RawRecord> {
  const { head, whole } = await peek(input);
  const dialect = dialectOf(head);
  if (dialect === undefined) {
    if (head.trim() !== '')
      report({
        line: 1,
        what: 'no record of RIS begins in it',
        remedy: 'begin each record with "TY  - " and end it with "ER  - "',
      });
    return;
  }
  for await (const record of cutRecords(whole, dialect, report)) yield describe(record, dialect);
}

function dialectOf(head: string): Dialect | undefined {
  return dialects.find(({ sign }) => sign.test(head));
}

/** What BibTeX calls a type, by words that stand in the names of the spellings. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(?:THES|.*thesis|.*dissertation)/i, 'phdthesis'],
  [/^(?:E?CHAP|.*section|.*chapter)/i, 'incollection'],
  [/^(?:CONF|CPAPER|.*proceeding|.*conference|C$)/i, 'inproceedings'],
  [/^(?:E?BOOK|EDBOOK|B$)/i, 'book'],
  [/^(?:RPRT|.*report)/i, 'techreport'],
  [/^(?:UNPB|MANSCPT|.*unpublished|.*manuscript)/i, 'unpublished'],
  [/^(?:JOUR|EJOUR|JFULL|INPR|MGZN|NEWS|ABST|.*article|.*journal|.*magazine|review|letter|J$)/i, 'article'],
];
const OF_VOLUMES = new Set(['inproceedings', 'incollection']);
/** What the publisher of a kind is called. */
const PUBLISHED_BY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  phdthesis: { publisher: 'school' },
  techreport: { publisher: 'institution' },
};
const KEPT = ['volume', 'number', 'publisher', 'address', 'issn', 'edition', 'series', 'note'];

function describe({ line, values }: TaggedRecord, { roles }: Dialect): RawRecord {
  const byRole = new Map<string, string[]>();
  const others: Record<string, string> = {};
  for (const { tag, text } of values) {
    const role = roles.get(tag);
    if (text === '' || role === 'skipped') continue;
    if (role === undefined) others[tag.toLowerCase()] ??= text;
    else byRole.set(role, [...(byRole.get(role) ?? []), text]);
  }
  const all = (role: string): readonly string[] => byRole.get(role) ?? [];
  const code = all('note').find((text) => CODE.test(text));
  if (code !== undefined)
    byRole.set(
      'note',
      all('note').filter((text) => text !== code),
    );
  const first = (role: string): string | undefined => all(role)[0];
  // The tags of a role are in the order of their worth.
  const best = (role: string): string | undefined => {
    for (const [tag, known] of roles) {
      const found =
        known === role ? values.find((value) => value.tag === tag && value.text !== '') : undefined;
      if (found !== undefined) return found.text;
    }
    return undefined;
  };
  const isOwn = first('catalogue') === OWN_CATALOGUE;
  const clean = isOwn ? plainLine : plainText;
  const type = TYPES.find(([words]) => words.test(first('type') ?? first('kind') ?? ''))?.[1] ?? 'misc';
  const isVolume = OF_VOLUMES.has(type);
  const journal = best('journal') ?? (isVolume ? first('series') : undefined);
  const authors = people(all('fullauthor').length > 0 ? all('fullauthor') : all('author'));
  const editors = people(all('editor'));
  const groups = [...authors, ...editors].filter((name) => isGroupName(name) || / and /.test(name));
  const corporate = [...groups, ...all('corporate')];
  const key = first('key') ?? first('label');
  const pages =
    [first('first'), first('last')].filter((page) => page !== undefined).join('–') || (first('pages') ?? '');
  const fields = {
    ...Object.fromEntries(
      KEPT.flatMap((name) =>
        first(name) === undefined ? [] : [[PUBLISHED_BY[type]?.[name] ?? name, clean(first(name) ?? '')]],
      ),
    ),
    ...(journal === undefined
      ? {}
      : {
          [isVolume ? 'booktitle' : type === 'phdthesis' ? 'school' : 'journal']: clean(journal),
        }),
    ...(pages === '' ? {} : { pages: pages.replace(/^([^\s–-]+)\s*[–-]+\s*([^\s–-]+)$/, '$1–$2') }),
    ...dated(all('date')),
  };
  const urls = [...all('url'), ...all('link')].flatMap((text) => text.match(/https?:\/\/[^\s;]+/gi) ?? []);
  return {
    line,
    fields: {
      ...others,
      ...Object.fromEntries(['accession', 'link', 'label', 'note'].map((name) => [`${name}s`, all(name)])),
      id: first('key') ?? first('accession'),
      title: best('title'),
      abstract: all('abstract').reduce(
        (longest, text) => (text.length > longest.length ? text : longest),
        '',
      ),
      authors: [...(isOwn ? authors.map(givenFirst) : authors), ...all('corporate')],
      published: readPublished(all('date'), first('month')),
      doi: doiIn(all('doi')),
      code: CODE.exec(code ?? '')?.[1],
      url: urls[0] ?? first('url'),
      venue: journal,
      keywords: all('keywords').flatMap((text) => text.split(';')),
    },
    entry: {
      type,
      ...(key === undefined ? {} : { key }),
      fields,
      editors: editors.map((name) => clean(givenFirst(name))),
      corporate,
    },
    ...(isOwn ? { isPlain: true } : {}),
  };
}

/** A note that our own export makes of the address of the code, for which RIS has no tag. */
const CODE = /^Code: (https?:\/\/\S+)$/i;

/** A line a person, but for tools that write several into one. */
function people(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const text = line.replace(/[,;\s]+$/, '');
    if (text === '' || /^et al\.?$/i.test(text)) return [];
    return isList(text) ? splitNames(text) : [invertInitials(text)];
  });
}

/** Whether `and` or semicolons part people, all of them written alike, and are no part of one group's name. */
function isList(text: string): boolean {
  if (text.includes(';')) return true;
  const names = text.split(' and ');
  const inverted = names.filter((name) => name.includes(','));
  const isLike =
    inverted.length === names.length || (inverted.length === 0 && names.every((name) => name.includes(' ')));
  return names.length > 1 && isLike && !isGroupName(text);
}

/** Of several DOIs or ids the first that is marked as one, or is one. */
function doiIn(texts: readonly string[]): string | undefined {
  const marked =
    texts.find((text) => /\[doi\]/i.test(text)) ?? texts.find((text) => /^\D{0,40}10\.\d{4,9}\//.test(text));
  return /10\.\d{4,9}\/\S+/.exec(marked ?? '')?.[0];
}

/** The most exact of the dates that are of the year given first; days on which it was received or accepted are none. */
function readPublished(texts: readonly string[], month: string | undefined): string | undefined {
  const given = texts.filter((text) => !/received|accepted|revised/i.test(text));
  const first = readFirstDate(given);
  if (first === undefined) return given[0];
  const year = first.slice(0, 4);
  const apart = given.filter((text) => readDate(text) === undefined);
  const all = [
    ...given.map((text) => readDate(text) ?? ''),
    ...[...apart, ...(month === undefined ? [] : [month])].map(
      (text) => readDate(text) ?? readWrittenDate(year, text, '') ?? '',
    ),
  ];
  const exact = all.filter((date) => date.startsWith(year));
  return exact.reduce((best, date) => (date.length > best.length ? date : best), first);
}

function dated(texts: readonly string[]): { readonly year?: string } {
  const date = readFirstDate(texts);
  return date === undefined ? {} : { year: date.slice(0, 4) };
}
