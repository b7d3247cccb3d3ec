import { joinDate, readDate } from '../dates.ts';
import type { Fields } from './fields.ts';

/** Whether an object is an item of CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html). */
export function isCsl(value: Fields): boolean {
  if ('container-title' in value || 'citation-key' in value || 'citation-label' in value) return true;
  if (typeof value.issued === 'object' && value.issued !== null) return true;
  const author: unknown = Array.isArray(value.author) ? value.author[0] : undefined;
  return typeof author === 'object' && author !== null && ('family' in author || 'literal' in author);
}

/** The fields of a CSL-JSON item under our names. */
export function readCsl(item: Fields): Fields {
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
    venue: text(item['container-title']) ?? text(item['event-title']) ?? text(item.event),
  };
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
