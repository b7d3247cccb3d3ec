import type { Paper } from './paper.ts';

/** What a paper is cited as. Says nothing that is not known. */
export type Publication = {
  readonly kind: 'preprint' | 'proceedings' | 'journal' | 'book' | 'other';
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: when it was published there. */
  readonly date?: string;
  /** Where it is known to have appeared too, in words. */
  readonly remark?: string;
};

const PROCEEDINGS =
  /\b(?:[Pp]roceedings|[Cc]onference|[Ss]ymposium|[Ww]orkshop|[Cc]hallenge|[Mm]eeting|[Cc]ongress)\b|^[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:[/@ -][A-Z][A-Za-z]*)*,?\s*(?:'?\d\d|(?:19|20)\d\d)$|^(?:ICLR|ICML|NeurIPS|NIPS|CVPR|ICCV|ECCV|WACV|AAAI|IJCAI|ACL|EMNLP|NAACL|KDD|SIGIR|UAI|AISTATS|COLT|INTERSPEECH|ICASSP)$/;
const PUBLISHER = /\b(?:press|springer|elsevier|wiley|publishers?|verlag)$/i;

/**
 * What is known for sure: the date of an arXiv paper is that of its first version, so it is cited as published elsewhere only
 * where the venue names its year ("ICCV 2023"); other venues are a remark.
 */
export function readPublication(paper: Paper): Publication {
  const venue = paper.venue ?? '';
  const dated = paper.published === undefined ? {} : { date: paper.published };
  const preprint = arxivIdOf(paper) !== undefined;
  const stated = /(?:^|\D)((?:19|20)\d\d)\D{0,3}$/.exec(venue)?.[1];
  if (venue === '' || /^arxiv\b/i.test(venue)) return { kind: preprint ? 'preprint' : 'other', ...dated };
  if (PROCEEDINGS.test(venue) && (stated !== undefined || !preprint)) {
    const known = !preprint && (stated === undefined || paper.published?.startsWith(stated) === true);
    return { kind: 'proceedings', ...(known || stated === undefined ? dated : { date: stated }) };
  }
  const isPublisher = PUBLISHER.test(venue);
  if (!preprint) return { kind: isPublisher ? 'book' : 'journal', ...dated };
  return { kind: 'preprint', ...dated, remark: `${isPublisher ? 'Published by' : 'Appeared in'} ${venue}` };
}

/** The arXiv id without version, of a paper that has one. */
export function arxivIdOf({ id }: Pick<Paper, 'id'>): string | undefined {
  return id.startsWith('arxiv:') ? id.slice(6) : undefined;
}
