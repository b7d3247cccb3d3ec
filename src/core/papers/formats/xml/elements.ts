import { readFirstDate } from '../../dates.ts';
import { findPaperIds } from '../../identity.ts';
import type { Fields } from '../fields.ts';
import { children, textAt, textsAt, type XmlNode } from './element.ts';

/** An entry of arXiv's search (https://info.arxiv.org/help/api/user-manual.html), or of any Atom feed of papers. */
export function readAtomEntry(entry: XmlNode): Fields {
  const links = children(entry, 'link');
  const page = links.find((link) => (link['@rel'] ?? 'alternate') === 'alternate') ?? links[0];
  return {
    id: textAt(entry, 'id'),
    title: textAt(entry, 'title'),
    abstract: textAt(entry, 'summary') ?? textAt(entry, 'content'),
    authors: children(entry, 'author').flatMap((author) => textAt(author, 'name') ?? []),
    published: textAt(entry, 'published') ?? textAt(entry, 'updated'),
    doi: textAt(entry, 'arxiv:doi') ?? links.find((link) => link['@title'] === 'doi')?.['@href'],
    url: page?.['@href'],
    venue: textAt(entry, 'arxiv:journal_ref'),
    categories: children(entry, 'category').flatMap((category) => {
      const term: unknown = category['@term'];
      return typeof term === 'string' ? [term] : [];
    }),
  };
}

/** An item of arXiv's feed of a category (https://info.arxiv.org/help/rss.html), or of any RSS of papers. */
export function readRssItem(item: XmlNode): Fields {
  const description = textAt(item, 'description') ?? textAt(item, 'content:encoded') ?? '';
  const creators = textsAt(item, 'dc:creator');
  const head = /^\s*arXiv:\S+\s+Announce Type: \S+\s*(?:Abstract:)?\s*/.exec(description)?.[0] ?? '';
  const isArxiv = head !== '' || /arxiv\.org/.test(textAt(item, 'link') ?? '');
  return {
    id: textAt(item, 'guid')?.replace(/^oai:arXiv\.org:/, ''),
    title: textAt(item, 'title')?.replace(/\s?\(arXiv:\S{1,40}(?: \[\S{1,40}\])?(?: \w{1,20})?\)$/, ''),
    abstract: description.slice(head.length),
    authors:
      creators.length > 1
        ? creators
        : (creators[0]?.replace(/<[^<>]*>|\s*\([^()]*\)/g, '').split(/\s*[,;]\s*/) ?? []),
    published: readFirstDate([
      textAt(item, 'dc:date'),
      textAt(item, 'prism:publicationDate'),
      textAt(item, 'pubDate'),
    ]),
    doi: textAt(item, 'arxiv:DOI') ?? textAt(item, 'prism:doi'),
    url: textAt(item, 'link'),
    venue: textAt(item, 'arxiv:journal_reference') ?? textAt(item, 'prism:publicationName'),
    ...(isArxiv ? { categories: textsAt(item, 'category') } : {}),
  };
}

/** A record of arXiv's harvest in its own formats (https://info.arxiv.org/help/oa/index.html). */
export function readOaiArxiv(record: XmlNode): Fields {
  const listed = children(children(record, 'authors')[0], 'author');
  const versions = children(record, 'version');
  return {
    id: textAt(record, 'id'),
    arxivId: textAt(record, 'id'),
    title: textAt(record, 'title'),
    abstract: textAt(record, 'abstract'),
    authors:
      listed.length === 0
        ? textAt(record, 'authors')?.replace(/\s*\([^()]*\)/g, '')
        : listed.map((author) =>
            [textAt(author, 'forenames'), textAt(author, 'keyname'), textAt(author, 'suffix')]
              .filter((part) => part !== undefined)
              .join(' '),
          ),
    published: textAt(record, 'created') ?? textAt(versions[0], 'date'),
    doi: textAt(record, 'doi')?.split(/\s+/)[0],
    venue: textAt(record, 'journal-ref'),
    categories: textAt(record, 'categories'),
  };
}

/** A record of Dublin Core, as every harvest has it. */
export function readDublinCore(record: XmlNode): Fields {
  const identifiers = textsAt(record, 'dc:identifier');
  const ids = identifiers.flatMap((identifier) => findPaperIds(identifier));
  const doi = ids.find((id) => id.startsWith('doi:'));
  return {
    id: ids[0],
    doi: doi?.slice('doi:'.length),
    title: textAt(record, 'dc:title'),
    abstract: textsAt(record, 'dc:description')
      .filter((text) => !/^\s*comments?:/i.test(text))
      .reduce((longest, one) => (one.length > longest.length ? one : longest), ''),
    authors: textsAt(record, 'dc:creator'),
    published: readFirstDate([...textsAt(record, 'dc:date')].sort()),
    url: identifiers.find((identifier) => /^https?:\/\//.test(identifier)),
  };
}
