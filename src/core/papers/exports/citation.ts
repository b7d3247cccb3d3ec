import type { Paper } from '../paper.ts';
import { toLatex } from '../text/to-latex.ts';
import { bibtexFields, writeBibtexEntry } from './bibtex-entry.ts';
import { citationKey } from './citation-key.ts';

/**
 * The paper's BibTeX entry, safe in LaTeX: as its owner's file has it, else under a key such as `xia2023window`. Says nothing
 * that is not known.
 */
export function citeBibtex(paper: Paper): string {
  const words = paper.entry === undefined ? [] : (paper.keywords ?? []);
  return writeBibtexEntry(paper, citationKey(paper), [
    ...bibtexFields(paper),
    ['keywords', words.map(toLatex).join(', ')],
  ]);
}
