import { plugins } from '@citation-js/core';
import '@citation-js/plugin-csl';
import type { Paper } from '../paper.ts';
import { bibtexFields, writeBibtexEntry } from './bibtex-entry.ts';
import { citationKey } from './citation-key.ts';
import { cslItem } from './csl-item.ts';

/** The paper's BibTeX entry, safe in LaTeX, under a key such as `xia2023window`. Says nothing that is not known. */
export function citeBibtex(paper: Paper): string {
  return writeBibtexEntry(paper, citationKey(paper), bibtexFields(paper));
}

/** The paper cited in one line in APA style; "n.d." where no date is known. */
export function citePlain(paper: Paper): string {
  const { issued, note, ...item } = cslItem(paper, 'paper');
  const parts = issued?.['date-parts'][0] ?? [];
  const dated = { 'date-parts': [item.type === 'document' ? parts : parts.slice(0, 1)] };
  const cited = plugins.output.format(
    'bibliography',
    [{ ...item, ...(issued === undefined ? {} : { issued: dated }) }],
    { format: 'text', template: 'apa', lang: 'en-US' },
  );
  const remark = typeof note === 'string' ? ` ${note}.` : '';
  return `${String(cited).replace(/\s+/g, ' ').trim()}${remark}`;
}
