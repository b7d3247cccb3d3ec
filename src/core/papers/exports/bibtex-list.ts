import { readPublication } from '../publication.ts';
import { toLatex } from '../text/to-latex.ts';
import { bibtexFields, writeBibtexEntry } from './bibtex-entry.ts';
import { type ListWriter, typedLine, typedLines } from './exported-paper.ts';

/** BibTeX that BibTeX, biber and reference managers read: tags as `keywords`, the note as `annote`. */
export const bibtexList: ListWriter = {
  head: '',
  separator: '\n\n',
  tail: '\n',
  write({ paper, tags = [], note }, key) {
    const day = readPublication(paper).date?.split('-')[2];
    return writeBibtexEntry(paper, key, [
      ...bibtexFields(paper),
      ['day', day === undefined ? undefined : String(Number(day))],
      ['abstract', toLatex(paper.abstract)],
      ['keywords', tags.map((tag) => toLatex(typedLine(tag).replace(/[,;]/g, ' '))).join(', ')],
      ['annote', typedLines(note).map(toLatex).join('\\\\{} ')],
    ]);
  },
};
