import { cutText } from '../../text/clip-text.ts';
import { isUndated, readDate } from '../dates.ts';
import { paperId, readArxivId, readDoi } from '../identity.ts';
import { givenFirst, splitNames } from '../names.ts';
import type { Paper } from '../paper.ts';
import { quoteValue, type Report } from '../problem.ts';
import { boundEntry, type ReferenceEntry } from '../reference-entry.ts';
import { plainLine, plainText } from '../text/plain-text.ts';
import { addressOf, isWebAddress } from './address.ts';
import { findNamedIds } from './identifiers.ts';
import { EXPECTED, isField, type PaperRecord, paperRecord } from './record-fields.ts';
import { createUnknownFieldReport } from './unknown-fields.ts';

/**
 * One record as it stands in a file, under our field names, not yet checked. `entry` is what a citation needs beyond them; its
 * texts are plain already, and its corporate names stand among the authors as they are in it.
 */
export type RawRecord = {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly entry?: ReferenceEntry | undefined;
  /** Its texts are plain already, what looks like mark-up in them is text; and its authors have the given name first. */
  readonly isPlain?: true;
};

/** Told of a record that is no paper, as it has neither title nor abstract. */
export type EmptyRecord = { readonly line: number };

/** The longest texts that are kept, in characters. */
const LIMITS = { title: 1000, abstract: 20_000, name: 200, authors: 6000, keywords: 100, text: 500 } as const;
const NONE: readonly string[] = [];
const ARXIV_CATEGORY = /^[a-z-]+(?:\.[A-Za-z-]+)?$/;

/**
 * Reads the records of one file: yields the paper, with every field that is wrong reported and left out, or nothing where
 * title and abstract are both missing (told to `onEmpty`).
 */
export function createRecordReader(
  report: Report,
  onEmpty: (empty: EmptyRecord) => void,
): (raw: RawRecord) => Paper | undefined {
  const reportUnknown = createUnknownFieldReport(report);
  const pool = new Map<string, string>();

  /** One string object for texts that many records share (venues, categories, sources). */
  function share(text: string): string {
    const known = pool.get(text);
    if (known !== undefined) return known;
    if (pool.size < 20_000) pool.set(text, text);
    return text;
  }

  function check(raw: RawRecord): PaperRecord {
    const parsed = paperRecord.safeParse(raw.fields);
    if (parsed.success) return parsed.data;
    const sound: Record<string, unknown> = { ...raw.fields };
    for (const name of new Set(parsed.error.issues.map((issue) => String(issue.path[0])))) {
      if (!isField(name)) continue;
      const what = `${quoteValue(sound[name])} is not ${EXPECTED[name]}`;
      report({ line: raw.line, field: name, what, remedy: `write ${EXPECTED[name]}, or leave it out` });
      delete sound[name];
    }
    const mended = paperRecord.safeParse(sound);
    return mended.success ? mended.data : {};
  }

  return (raw) => {
    reportUnknown(raw);
    const record = check(raw);
    const clean = raw.isPlain === true ? plainLine : plainText;
    const read = createFieldReader(record, raw.line, report, clean);
    const title = read.text('title', LIMITS.title);
    const abstract = read.text('abstract', LIMITS.abstract);
    if (title === '' && abstract === '') {
      onEmpty({ line: raw.line });
      return undefined;
    }
    const recordId = record.id === null || record.id === undefined ? '' : plainId(record.id);
    const given = read.address('url');
    const named = findNamedIds({ ...raw.entry?.fields, ...raw.fields });
    const arxivId =
      read.arxivId() ??
      readArxivId(recordId) ??
      readArxivId(record.doi ?? '') ??
      readArxivId(given ?? '') ??
      named.arxivId;
    const doi = read.doi() ?? notArxiv(readDoi(recordId)) ?? notArxiv(readDoi(given ?? '')) ?? named.doi;
    const published = read.date();
    const venue = read.venue();
    const source = read.text('source', LIMITS.text);
    const gist = read.text('gist', LIMITS.text);
    const withdrawn = read.text('withdrawn', LIMITS.text);
    const code = read.address('code');
    const categories = listOf(record.categories, /[\s,;]+/)
      .map(clean)
      .filter((name) => name !== '' && name.length <= 64);
    const keywords = listOf(record.keywords, /[,;]/)
      .map((word) => clean(cutText(word, LIMITS.name)))
      .filter((word) => word !== '')
      .slice(0, LIMITS.keywords);
    const names = { arxivId, doi, title, abstract };
    return {
      id: paperId(names),
      recordIds: recordId === '' ? NONE : [recordId],
      title,
      abstract,
      authors: readAuthors(record.authors, raw, clean),
      ...(published === undefined ? {} : { published }),
      ...addressOf(given, record.urlIsSearch === true, names),
      ...(doi === undefined ? {} : { doi }),
      ...(code === undefined ? {} : { code }),
      ...(venue === '' ? {} : { venue: share(venue) }),
      categories: categories.length === 0 ? NONE : [...new Set(categories)].map(share),
      ...(keywords.length === 0 ? {} : { keywords }),
      ...(typeof record.upvotes === 'number' ? { upvotes: record.upvotes } : {}),
      ...(source === '' ? {} : { source: share(source) }),
      ...(typeof record.position === 'number' ? { position: record.position } : {}),
      ...(gist === '' ? {} : { gist }),
      ...(withdrawn === '' ? {} : { withdrawn }),
      ...(raw.entry === undefined ? {} : { entry: boundEntry(raw.entry) }),
    };
  };
}

const ARXIV_ALONE =
  /^(?:e-?print |preprint )?(?:(?:available )?at:? )?(?:https?:\/\/)?(?:arxiv|corr|computing research repository)(?:\.org)?(?:[\s,:;([./-]+(?:(?:e-?|pre-?|e )?prints?|cornell university|arxiv|abs|\[[a-z., -]+\]|\d+(?:\.\d+)?(?:v\d+)?|[a-z-]+\/\d{7}|vol(?:ume)?))*[\s\]).]*$/i;

/** Reads single fields, reporting what is wrong with each. */
function createFieldReader(
  record: PaperRecord,
  line: number,
  report: Report,
  clean: (text: string) => string,
) {
  function refuse(field: keyof PaperRecord, value: unknown): undefined {
    report({
      line,
      field,
      what: `${quoteValue(value)} is not ${EXPECTED[field]}`,
      remedy: `write ${EXPECTED[field]}, or leave it out`,
    });
    return undefined;
  }
  return {
    text(field: 'title' | 'abstract' | 'venue' | 'source' | 'gist' | 'withdrawn', limit: number): string {
      const raw = record[field] ?? '';
      if (raw.length > limit) {
        const what = `${raw.length} characters are more than the ${limit} that are kept`;
        report({ line, field, what, remedy: `shorten it; the first ${limit} are used` });
      }
      return cutText(clean(cutText(raw, limit)), limit);
    },
    /** Nothing where it is arXiv alone, which is where a preprint is, not where it was published. */
    venue(): string {
      const venue = this.text('venue', LIMITS.text);
      return ARXIV_ALONE.test(venue) ? '' : venue;
    },
    address(field: 'url' | 'code'): string | undefined {
      const value = record[field]?.trim() ?? '';
      if (value === '') return undefined;
      return isWebAddress(value) ? value : refuse(field, value);
    },
    arxivId(): string | undefined {
      const value = record.arxivId?.trim() ?? '';
      return value === '' ? undefined : (readArxivId(value) ?? refuse('arxivId', value));
    },
    doi(): string | undefined {
      const value = record.doi?.trim() ?? '';
      if (value === '') return undefined;
      const doi = readDoi(value);
      return doi === undefined ? refuse('doi', value) : notArxiv(doi);
    },
    date(): string | undefined {
      const given = (['published', 'year'] as const).filter((field) => (record[field] ?? '') !== '');
      for (const field of given) {
        const date = readDate(record[field] ?? '');
        if (date !== undefined) return date;
      }
      const [field] = given.filter((name) => !isUndated(String(record[name])));
      return field === undefined ? undefined : refuse(field, record[field]);
    },
  };
}

function notArxiv(doi: string | undefined): string | undefined {
  return doi === undefined || readArxivId(doi) !== undefined ? undefined : doi;
}

function readAuthors(
  authors: PaperRecord['authors'],
  { entry, isPlain }: RawRecord,
  clean: (text: string) => string,
): readonly string[] {
  const list = typeof authors === 'string' ? splitNames(authors) : (authors ?? NONE);
  const names = list
    .slice(0, LIMITS.authors)
    .map((name) => {
      const whole = clean(cutText(name, LIMITS.name));
      return isPlain === true || entry?.corporate?.includes(name) === true ? whole : givenFirst(whole);
    })
    .filter((name) => name !== '');
  return names.length === 0 ? NONE : names;
}

function listOf(value: string | readonly string[] | null | undefined, separator: RegExp): readonly string[] {
  if (typeof value === 'string') return ARXIV_CATEGORY.test(value) ? [value] : value.split(separator);
  return value ?? NONE;
}

function plainId(id: string | number): string {
  return cutText(
    String(id)
      .replace(/[\s\p{Cc}\p{Cf}\p{Surrogate}]+/gu, ' ')
      .trim(),
    LIMITS.name,
  );
}
