import { joinDate } from '../../dates.ts';
import { type Fields, isObject, jsonText, listAt, valueAt } from '../fields.ts';
import { dashPages, entryOf, type Shape } from './shape.ts';

const TYPES: Readonly<Record<string, string>> = {
  'journal-article': 'article',
  'proceedings-article': 'inproceedings',
  'book-chapter': 'incollection',
  'book-section': 'incollection',
  'book-part': 'incollection',
  'reference-entry': 'incollection',
  book: 'book',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  proceedings: 'proceedings',
  dissertation: 'phdthesis',
  report: 'techreport',
};
const DATES = ['issued', 'published', 'published-online', 'published-print', 'posted', 'created'];

/** A work of Crossref (https://api.crossref.org/swagger-ui/index.html), alone (`message`) or in a list. */
export const crossrefWork: Shape = {
  recognises: (value) =>
    (isObject(value.message) && 'DOI' in value.message) ||
    ('DOI' in value && Array.isArray(value.title) && !('itemType' in value)),
  read(value) {
    const work = isObject(value.message) ? value.message : value;
    const [title, subtitle] = [jsonText(work.title), jsonText(work.subtitle)];
    const type = TYPES[jsonText(work.type) ?? ''] ?? 'misc';
    const container = jsonText(work['container-title']);
    const isArticle = type === 'article';
    const people = (role: string) =>
      listAt(work, role).map((one) => ({ name: nameOf(one), isGroup: isGroup(one) }));
    const [authors, editors] = [people('author'), people('editor')];
    return {
      fields: {
        title: subtitle === undefined || title?.includes(subtitle) === true ? title : `${title}: ${subtitle}`,
        abstract: dropHeading(jsonText(work.abstract)),
        authors: authors.flatMap(({ name }) => name ?? []),
        published: dateOf(work),
        doi: work.DOI,
        venue: container,
        keywords: Array.isArray(work.subject)
          ? work.subject.filter((one) => typeof one === 'string')
          : undefined,
      },
      entry: entryOf(type, {
        fields: {
          [isArticle ? 'journal' : 'booktitle']: container,
          volume: jsonText(work.volume),
          number: jsonText(work.issue),
          pages: dashPages(jsonText(work.page)),
          eid: jsonText(work['article-number']),
          edition: jsonText(work['edition-number']),
          [type === 'phdthesis' ? 'school' : 'publisher']:
            jsonText(work.institution, 'name') ?? jsonText(work.publisher),
          issn: jsonText(work.ISSN),
          isbn: jsonText(work.ISBN),
          date: dateOf(work),
        },
        editors: editors.flatMap(({ name }) => name ?? []),
        corporate: [...authors, ...editors].flatMap(({ name, isGroup }) =>
          isGroup && name !== undefined ? [name] : [],
        ),
      }),
    };
  },
};

function nameOf(person: unknown): string | undefined {
  const whole = jsonText(person, 'name') ?? jsonText(person, 'literal');
  const parts = ['given', 'family', 'suffix'].map((part) => jsonText(person, part));
  return whole ?? (parts.filter((part) => part !== undefined).join(' ') || undefined);
}

function isGroup(person: unknown): boolean {
  return jsonText(person, 'family') === undefined && jsonText(person, 'given') === undefined;
}

/** When it was issued, else published in any way; a date without a year (`[[null]]`) is none. */
function dateOf(work: Fields): string | undefined {
  for (const name of DATES) {
    const parts = isObject(work[name]) ? valueAt(work[name]['date-parts']) : undefined;
    if (!Array.isArray(parts)) continue;
    const [year = Number.NaN, month, day] = parts.filter((part) => part !== null).map(Number);
    const date = joinDate(year, month, day) ?? joinDate(year, month) ?? joinDate(year);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** The word above an abstract in JATS is none of its words. */
function dropHeading(abstract: string | undefined): string | undefined {
  return abstract?.replace(
    /^\s*(?:<(?:jats:)?(?:abstract|sec)[^<>]*>\s*)?<((?:jats:)?title)>\s*(?:abstract|summary)\s*(?::\s*)?<\/\1>/i,
    '',
  );
}
