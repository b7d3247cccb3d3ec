import { arxivIdOf } from '../publication.ts';
import { cslItem } from './csl-item.ts';
import { type ListWriter, typedLine, typedLines } from './exported-paper.ts';

/** CSL-JSON: tags as `keyword`, the note as `annote`. */
export const cslList: ListWriter = {
  head: '[\n',
  separator: ',\n',
  tail: '\n]\n',
  write({ paper, tags = [], note }, key) {
    const arxivId = arxivIdOf(paper);
    const annotation = typedLines(note).join('\n');
    return JSON.stringify(
      {
        ...cslItem(paper, key),
        ...(arxivId === undefined ? {} : { archive: 'arXiv', archive_location: arxivId }),
        ...(paper.abstract === '' ? {} : { abstract: paper.abstract }),
        ...(tags.length === 0 ? {} : { keyword: tags.map(typedLine).join(', ') }),
        ...(annotation === '' ? {} : { annote: annotation }),
      },
      undefined,
      2,
    );
  },
};
