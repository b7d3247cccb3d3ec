import type { Paper } from '../../papers/paper.ts';
import type { LatentVectors } from '../latent/latent-model.ts';
import type { Acronym } from '../text/acronyms.ts';
import { FIELDS } from './analysis.ts';
import type { Dictionary } from './dictionary.ts';

/** An acronym and the document that introduces it; `key` is the same for all inflections of the long form. */
export type DocumentAcronym = Acronym & { readonly document: number; readonly key: string };

/**
 * Some papers, indexed: flat arrays copied from a Lunr builder, or merged from other segments. Documents are
 * numbered 0 up in the order of `papers`; terms by their place in `terms`. Nothing in it changes but `deleted` and the
 * numbers of live papers, when `prepareRemoval` takes documents out, and the latent vectors.
 */
export type Segment = {
  readonly papers: readonly Paper[];
  /** Index terms: stems of prose, words of names. */
  readonly terms: Dictionary;
  /** Live documents with the term in any field but the categories, by term. */
  readonly documentFrequency: Uint32Array;
  /** Where the posting list of (term, field) begins, at `term * FIELDS.length + field`; one more at the end. */
  readonly listStart: Uint32Array;
  /** Documents of all posting lists, ascending in each. */
  readonly listDocuments: Uint32Array;
  /** Beside it, how often the term stands in that field of that document; 255 means that or more. */
  readonly listFrequencies: Uint8Array;
  /** Beside it, the endings of its words there, a bit each as of `endingOf`, all in fields of names; and `CAPITALS`. */
  readonly listEndings: Uint16Array;
  /** Number of terms in (document, field), at `document * FIELDS.length + field`. */
  readonly lengths: Uint16Array;
  /** Where the text of (document, field) begins in `forward`; one more at the end. */
  readonly forwardStart: Uint32Array;
  /** The texts as terms in order: term + 1, or 0 for a stop word. */
  readonly forward: Uint32Array;
  /** Words of prose as they are written, for corrections and completions. */
  readonly words: Dictionary;
  /** The term of each. */
  readonly wordTerm: Uint32Array;
  /** Live documents that write the word so in their prose. */
  readonly wordFrequency: Uint32Array;
  /** Acronyms the papers introduce, in order of documents. */
  readonly acronyms: readonly DocumentAcronym[];
  /** One byte a document: 1 once the paper was removed or replaced. */
  readonly deleted: Uint8Array;
  /** Vectors of the papers, by the same model in all segments of a corpus; put in place of older ones in all of them at once. */
  latent?: LatentVectors | undefined;
};

export const FIELD_COUNT = FIELDS.length;
export const CATEGORIES_FIELD = FIELDS.indexOf('categories');
