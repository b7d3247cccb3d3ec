import { readDate, readMonth } from './dates.ts';
import type { Paper } from './paper.ts';
import type { ReferenceEntry } from './reference-entry.ts';

/** What a paper is cited as. Says nothing that is not known. */
export type Publication = {
  readonly kind: 'preprint' | 'proceedings' | 'journal' | 'book' | 'chapter' | 'thesis' | 'report' | 'other';
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: when it was published there. */
  readonly date?: string;
  /** The journal, proceedings or book that it is a part of. */
  readonly container?: string;
  /** Who published it; of a thesis or report, the school or institution. */
  readonly publisher?: string;
  /** Where it is known to have appeared too, in words. */
  readonly remark?: string;
};

const PROCEEDINGS =
  /\b(?:[Pp]roceedings|[Cc]onference|[Ss]ymposium|[Ww]orkshop|[Cc]hallenge|[Mm]eeting|[Cc]ongress)\b|^[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[/@ -][A-Z][A-Za-z]*)*,?\s*(?:'?\d\d|(?:19|20)\d\d)$|^(?:ICLR|ICML|NeurIPS|NIPS|CVPR|ICCV|ECCV|WACV|AAAI|IJCAI|ACL|EMNLP|NAACL|KDD|SIGIR|UAI|AISTATS|COLT|INTERSPEECH|ICASSP)$/;
const PUBLISHER = /\b(?:press|springer|elsevier|wiley|publishers?|verlag)$/i;

const KINDS: ReadonlyMap<string, Publication['kind']> = new Map([
  ['article', 'journal'],
  ['inproceedings', 'proceedings'],
  ['conference', 'proceedings'],
  ['incollection', 'chapter'],
  ['inbook', 'chapter'],
  ['inreference', 'chapter'],
  ['book', 'book'],
  ['mvbook', 'book'],
  ['collection', 'book'],
  ['proceedings', 'book'],
  ['booklet', 'book'],
  ['manual', 'book'],
  ['phdthesis', 'thesis'],
  ['mastersthesis', 'thesis'],
  ['thesis', 'thesis'],
  ['techreport', 'report'],
  ['report', 'report'],
]);
const REPOSITORY = /^(?:arxiv|corr)\b|\bpreprint\b/i;

/** As the entry of a reference file has it, else what is known for sure. */
export function readPublication(paper: Paper): Publication {
  return paper.entry === undefined ? readVenue(paper) : readEntry(paper, paper.entry);
}

function readEntry(paper: Paper, { type, fields }: ReferenceEntry): Publication {
  const stated = fields.journaltitle ?? fields.journal ?? fields.booktitle ?? fields.maintitle;
  const isPreprint = arxivIdOf(paper) !== undefined && (stated === undefined || REPOSITORY.test(stated));
  const known = KINDS.get(type) ?? 'other';
  const kind = isPreprint && (known === 'journal' || known === 'other') ? 'preprint' : known;
  const isPart = kind === 'journal' || kind === 'proceedings' || kind === 'chapter';
  const container = isPart ? (stated ?? paper.venue) : undefined;
  const publisher =
    kind === 'preprint'
      ? 'arXiv'
      : (fields.publisher ?? fields.school ?? fields.institution ?? fields.organization);
  const date = dateOf(fields) ?? paper.published;
  return {
    kind,
    ...(date === undefined ? {} : { date }),
    ...(container === undefined ? {} : { container }),
    ...(publisher === undefined ? {} : { publisher }),
  };
}

/** The date that an entry states, as exact as it is. */
function dateOf({ date, year, month = '', day = '' }: ReferenceEntry['fields']): string | undefined {
  const whole = date === undefined ? undefined : readDate(date.split('/')[0] ?? '');
  if (whole !== undefined || year === undefined) return whole;
  const number = readMonth(month);
  const parts = [year, ...(number === undefined ? [] : [number, ...(/^\d{1,2}$/.test(day) ? [day] : [])])];
  return readDate(parts.join('-')) ?? readDate(year);
}

/**
 * What is known for sure: the date of an arXiv paper is that of its first version, so it is cited as published elsewhere only
 * where the venue names its year ("ICCV 2023"); other venues are a remark.
 */
function readVenue(paper: Paper): Publication {
  const venue = paper.venue ?? '';
  const dated = paper.published === undefined ? {} : { date: paper.published };
  const preprint = arxivIdOf(paper) !== undefined;
  const stated = /(?:^|\D)((?:19|20)\d\d)\D{0,3}$/.exec(venue)?.[1];
  if (venue === '' || /^arxiv\b/i.test(venue))
    return preprint ? { kind: 'preprint', publisher: 'arXiv', ...dated } : { kind: 'other', ...dated };
  if (PROCEEDINGS.test(venue) && (stated !== undefined || !preprint)) {
    const known = !preprint && (stated === undefined || paper.published?.startsWith(stated) === true);
    return {
      kind: 'proceedings',
      container: venue,
      ...(known || stated === undefined ? dated : { date: stated }),
    };
  }
  const isPublisher = PUBLISHER.test(venue);
  if (!preprint)
    return isPublisher
      ? { kind: 'book', publisher: venue, ...dated }
      : { kind: 'journal', container: venue, ...dated };
  return {
    kind: 'preprint',
    publisher: 'arXiv',
    ...dated,
    remark: `${isPublisher ? 'Published by' : 'Appeared in'} ${venue}`,
  };
}

/** The arXiv id without version, of a paper that has one. */
export function arxivIdOf({ id }: Pick<Paper, 'id'>): string | undefined {
  return id.startsWith('arxiv:') ? id.slice(6) : undefined;
}
