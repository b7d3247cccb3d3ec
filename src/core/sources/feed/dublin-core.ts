import { children, textAt, textsAt, type XmlNode } from '../../papers/formats/xml/element.ts';
import { readArxivId, readDoi } from '../../papers/identity.ts';
import { ExpiredToken } from '../arxiv/oai.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { parseXmlInSlices } from '../http/xml-slices.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';

/** One page of a harvest in Dublin Core. */
export type DublinCorePage = {
  readonly records: readonly FetchedRecord[];
  /** Keys of records that the service says are deleted. */
  readonly deleted: readonly string[];
  readonly token?: string;
};

/**
 * Reads an answer to `ListRecords` in the format `oai_dc` (https://www.openarchives.org/OAI/openarchivesprotocol.html), in time
 * slices. Rejects with an UnreadableAnswer that names the service's own error, or an ExpiredToken.
 */
export async function readDublinCorePage(xml: string): Promise<DublinCorePage> {
  const root = await parseXmlInSlices(xml, 'OAI-PMH', 'record');
  const error = children(root, 'error')[0];
  if (error?.['@code'] === 'noRecordsMatch') return { records: [], deleted: [] };
  if (error?.['@code'] === 'badResumptionToken') throw new ExpiredToken();
  if (error !== undefined)
    throw new UnreadableAnswer(`the service says ${String(error['@code'])}: ${textAt(root, 'error') ?? ''}`);
  const list = children(root, 'ListRecords')[0];
  if (list === undefined) throw new UnreadableAnswer('the answer lists no records');
  const nodes = children(list, 'record');
  const token = textAt(list, 'resumptionToken');
  return {
    records: nodes.flatMap((node) => readRecord(node) ?? []),
    deleted: nodes.filter(isDeleted).flatMap((node) => keyOf(node) ?? []),
    ...(token === undefined ? {} : { token }),
  };
}

function keyOf(node: XmlNode): string | undefined {
  return textAt(node, 'header', 'identifier');
}

function isDeleted(node: XmlNode): boolean {
  return children(node, 'header')[0]?.['@status'] === 'deleted';
}

function readRecord(node: XmlNode): FetchedRecord | undefined {
  const key = keyOf(node);
  const metadata = children(node, 'metadata')[0];
  const dc = children(metadata, 'oai_dc:dc')[0] ?? children(metadata, 'dc')[0];
  if (key === undefined || dc === undefined || isDeleted(node)) return undefined;
  const all = (name: string) => [...textsAt(dc, `dc:${name}`), ...textsAt(dc, name)];
  const identifiers = [...all('identifier'), ...all('relation')];
  const arxivId = identifiers.map(readArxivId).find((id) => id !== undefined);
  const doi = identifiers.map(readDoi).find((id) => id !== undefined);
  const url = identifiers.find((one) => /^https?:\/\//iu.test(one));
  return {
    key,
    fields: {
      title: all('title')[0],
      abstract: longest(all('description')),
      authors: all('creator'),
      published: all('date')
        .map((date) => date.slice(0, 10))
        .sort()[0],
      ...(arxivId === undefined ? {} : { arxivId }),
      ...(doi === undefined ? {} : { doi }),
      ...(url === undefined ? {} : { url }),
      venue: all('source')[0],
      keywords: all('subject'),
    },
  };
}

function longest(texts: readonly string[]): string | undefined {
  return [...texts].sort((one, other) => other.length - one.length)[0];
}
