import { readArxivId } from '../../papers/identity.ts';

/** A paper as arXiv describes it; text still holds LaTeX and mark-up. */
export type ArxivRecord = {
  /** Without its version. */
  readonly arxivId: string;
  readonly version?: number | undefined;
  readonly title: string;
  readonly abstract: string;
  /** Given name first. */
  readonly authors: readonly string[];
  /** When its first version came, as far as is known: `YYYY-MM-DD` or `YYYY-MM`. */
  readonly published?: string | undefined;
  readonly categories: readonly string[];
  readonly doi?: string;
  readonly venue?: string;
  /** Withdrawn by its authors, in their words. */
  readonly withdrawn?: string;
};

/** The id and its version, `2203.01250v3`; undefined for what is no arXiv id. */
export function splitVersion(text: string): { readonly id: string; readonly version?: number } | undefined {
  const id = readArxivId(text);
  if (id === undefined) return undefined;
  const version = /v(\d{1,3})$/u.exec(text.trim())?.[1];
  return version === undefined ? { id } : { id, version: Number(version) };
}

/**
 * The month in which an id was given: `2311.09613` is of `2023-11`
 * (https://info.arxiv.org/help/arxiv_identifier.html).
 */
export function datedById(id: string): string | undefined {
  const [, year, month] = /(?:^|\/)(\d\d)(\d\d)/u.exec(id) ?? [];
  if (year === undefined) return undefined;
  return `${Number(year) >= 91 ? '19' : '20'}${year}-${month}`;
}

/** Whether a comment says that the paper was withdrawn, and not from a conference alone; arXiv marks it in no other way. */
export function isWithdrawal(comment: string): boolean {
  return /\b(?:this (?:paper|article|submission|manuscript|work|preprint)|paper|article|submission|manuscript)\s+(?:has been|have been|was|is|is being)?\s*(?:temporarily\s+)?withdrawn\b(?!\s+from\s+(?=\S)(?!(?:the\s+)?arxiv|publication))|^\s*withdrawn\b(?!\s+from\s+(?=\S)(?!(?:the\s+)?arxiv|publication))/iu.test(
    comment,
  );
}
