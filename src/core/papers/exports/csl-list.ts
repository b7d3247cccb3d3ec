import { OWN_CATALOGUE } from '../own-export.ts';
import { arxivIdOf } from '../publication.ts';
import { cslItem } from './csl-item.ts';
import { keywordsAndTags, type ListWriter, typedLines } from './exported-paper.ts';

/** CSL-JSON: tags among the `keyword`, the note as `annote`; the code in `custom`, which is for what CSL has no variable for. */
export const cslList: ListWriter = {
  head: '[\n',
  separator: ',\n',
  tail: '\n]\n',
  write({ paper, tags = [], note }, key) {
    const arxivId = arxivIdOf(paper);
    const words = keywordsAndTags(paper, tags);
    const annotation = typedLines(note).join('\n');
    return JSON.stringify(
      {
        ...cslItem(paper, key),
        ...(arxivId === undefined ? {} : { archive: 'arXiv', archive_location: arxivId }),
        ...(paper.abstract === '' ? {} : { abstract: paper.abstract }),
        ...(words.length === 0 ? {} : { keyword: words.join(', ') }),
        ...(paper.code === undefined ? {} : { custom: { code: paper.code } }),
        ...(annotation === '' ? {} : { annote: annotation }),
        source: OWN_CATALOGUE,
      },
      undefined,
      2,
    );
  },
};
