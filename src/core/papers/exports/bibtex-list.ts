import { readPublication } from '../publication.ts';
import { toLatex } from '../text/to-latex.ts';
import { bibtexFields, encodeBraces, writeBibtexEntry } from './bibtex-entry.ts';
import { keywordsAndTags, type ListWriter, typedLines } from './exported-paper.ts';

/** BibTeX that BibTeX, biber and reference managers read: tags among the `keywords`, the note as `annote`. */
export const bibtexList: ListWriter = {
  head: '',
  separator: '\n\n',
  tail: '\n',
  write({ paper, tags = [], note }, key) {
    const day = readPublication(paper).date?.split('-')[2];
    return writeBibtexEntry(paper, key, [
      ...bibtexFields(paper),
      ['day', day === undefined ? undefined : String(Number(day))],
      ['code', paper.code === undefined ? undefined : encodeBraces(paper.code)],
      ['abstract', toLatex(paper.abstract)],
      [
        'keywords',
        keywordsAndTags(paper, tags)
          .map((word) => toLatex(word.replace(/[,;]/g, ' ')))
          .join(', '),
      ],
      ['annote', breakLines(typedLines(note).map(toLatex))],
    ]);
  },
};

/** Lines as LaTeX breaks them; what would be taken for an argument of the break is kept apart from it. */
function breakLines(lines: readonly string[]): string {
  return lines.map((line, at) => (at > 0 && /^[[*]/.test(line) ? `{}${line}` : line)).join(' \\\\ ');
}
