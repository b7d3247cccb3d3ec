import type { ReferenceEntry } from './reference-entry.ts';

/** Our stable name for a paper: `arxiv:2303.08010` (no version), `doi:10.1000/xyz` (lower case), else a slug of its title. */
export type PaperId = string;

/** One paper, as shown and searched. All text is plain: no LaTeX, no mark-up, no line breaks, NFC. */
export type Paper = {
  readonly id: PaperId;
  /** The ids this paper carries in the sources it was read from, in their order; empty where none gave one. */
  readonly recordIds: readonly string[];
  /** Empty where the record has none; show `displayTitle(paper)`. */
  readonly title: string;
  readonly abstract: string;
  /** Given name first, as printed on the paper. */
  readonly authors: readonly string[];
  /** `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where no more is known. Absent where no date is known. */
  readonly published?: string;
  /** An http(s) address: the paper's page, or an arXiv title search where `urlIsSearch`. */
  readonly url: string;
  readonly urlIsSearch?: true;
  /** Lower case, without `https://doi.org/`. */
  readonly doi?: string;
  /** An http(s) address. */
  readonly code?: string;
  readonly venue?: string;
  /** arXiv categories (`cs.LG`), the primary one first. */
  readonly categories: readonly string[];
  /** Words given to the paper by its authors or its source; searched and exported, not shown. Absent for none. */
  readonly keywords?: readonly string[];
  /** Upvotes that came with the record. */
  readonly upvotes?: number;
  /** Where it comes from (a page, a feed), in words. */
  readonly source?: string;
  /** 1-based place on its page of daily papers. */
  readonly position?: number;
  /** What it is about in a sentence or two, where its source says; searched. */
  readonly gist?: string;
  /** Withdrawn or retracted, in the words of whoever said so: it stays findable and is in no digest. */
  readonly withdrawn?: string;
  /** The number of its newest version, as far as its service told one. */
  readonly version?: number;
  /** When a source first told of it, in ISO 8601 with time; absent for papers of files. */
  readonly came?: string;
  /** How a reference file has it, where it was read from one: for citing it as its owner does. */
  readonly entry?: ReferenceEntry;
};

/** The title, or the first words of the abstract of a paper that has none. */
export function displayTitle(paper: Paper): string {
  if (paper.title !== '') return paper.title;
  const words = paper.abstract.split(' ');
  return words.length > 12 ? `${words.slice(0, 12).join(' ')}…` : paper.abstract;
}
