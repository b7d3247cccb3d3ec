import { children, textAt } from '../../papers/formats/xml/element.ts';
import { parseXml } from '../http/xml.ts';

/** What PRISM says of an item (https://www.w3.org/submissions/2020/SUBM-prism-20200910/). */
export type PrismItem = { readonly doi?: string; readonly publication?: string; readonly date?: string };

/** The PRISM elements of the items of an RSS 1.0 feed, in their order; nothing where the feed cannot be read. */
export function readPrism(xml: string): readonly PrismItem[] {
  try {
    return children(parseXml(xml, 'rdf:RDF'), 'item').map((item) => {
      const doi = textAt(item, 'prism:doi');
      const publication = textAt(item, 'prism:publicationName');
      const date = textAt(item, 'prism:publicationDate');
      return {
        ...(doi === undefined ? {} : { doi }),
        ...(publication === undefined ? {} : { publication }),
        ...(date === undefined ? {} : { date: date.slice(0, 10) }),
      };
    });
  } catch {
    return [];
  }
}
