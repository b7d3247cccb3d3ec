import { children, textAt, type XmlNode } from '../../papers/formats/xml/element.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { parseXml } from '../http/xml.ts';
import { type ArxivRecord, isWithdrawal, splitVersion } from './arxiv-record.ts';

/** Reads the answer of arXiv's API to a list of ids; what it does not know is missing. Throws an UnreadableAnswer. */
export function readLookUp(xml: string): readonly ArxivRecord[] {
  const feed = parseXml(xml, 'feed');
  const entries = children(feed, 'entry');
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && (textAt(first, 'id') ?? '').includes('/api/errors'))
    throw new UnreadableAnswer(`arXiv says: ${textAt(first, 'summary') ?? 'Error'}`);
  return entries.flatMap((entry) => readEntry(entry) ?? []);
}

function readEntry(entry: XmlNode): ArxivRecord | undefined {
  const named = splitVersion(textAt(entry, 'id') ?? '');
  if (named === undefined) return undefined;
  const primary = children(entry, 'arxiv:primary_category')[0]?.['@term'];
  const terms = children(entry, 'category').map((category) => category['@term']);
  const comment = textAt(entry, 'arxiv:comment') ?? '';
  const doi = textAt(entry, 'arxiv:doi')?.split(/\s+/u)[0];
  const venue = textAt(entry, 'arxiv:journal_ref');
  return {
    arxivId: named.id,
    ...(named.version === undefined ? {} : { version: named.version }),
    title: textAt(entry, 'title') ?? '',
    abstract: textAt(entry, 'summary') ?? '',
    authors: children(entry, 'author').flatMap((author) => textAt(author, 'name') ?? []),
    published: textAt(entry, 'published')?.slice(0, 10),
    categories: [...new Set([primary, ...terms])].filter((term) => typeof term === 'string'),
    ...(doi === undefined ? {} : { doi }),
    ...(venue === undefined ? {} : { venue }),
    ...(isWithdrawal(comment) ? { withdrawn: comment } : {}),
  };
}
