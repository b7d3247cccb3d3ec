import { createBreather } from '../../async/time-slices.ts';
import { children, textAt, type XmlNode } from '../../papers/formats/xml/element.ts';
import { readArxivId } from '../../papers/identity.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import { parseXmlInSlices } from '../http/xml-slices.ts';
import { type ArxivRecord, isWithdrawal } from './arxiv-record.ts';

/** One page of a harvest. */
export type HarvestPage = {
  readonly records: readonly {
    readonly record: ArxivRecord /** The day it last changed. */;
    readonly changed: string;
  }[];
  /** For the next page, to be put into the address once more encoded; absent on the last. */
  readonly token?: string;
};

/** The token has run out: the harvest is to be begun again. */
export class ExpiredToken extends Error {
  constructor() {
    super('the harvest took too long and starts again');
    this.name = 'ExpiredToken';
  }
}

/**
 * Reads an answer to `ListRecords` in the format `arXiv`. Nothing in the span asked for is a page without records. Reads
 * in time slices; rejects with an UnreadableAnswer, or an ExpiredToken.
 */
export async function readHarvestPage(xml: string): Promise<HarvestPage> {
  const breathe = createBreather();
  const root = await parseXmlInSlices(xml, 'OAI-PMH', 'record');
  const error = children(root, 'error')[0];
  if (error !== undefined) {
    const code = error['@code'];
    if (code === 'noRecordsMatch') return { records: [] };
    if (code === 'badResumptionToken') throw new ExpiredToken();
    throw new UnreadableAnswer(`arXiv answered ${String(code)}: ${textAt(root, 'error') ?? 'no details'}`);
  }
  const list = children(root, 'ListRecords')[0];
  if (list === undefined) throw new UnreadableAnswer('the answer lists no records');
  const token = textAt(list, 'resumptionToken');
  const records: HarvestPage['records'][number][] = [];
  for (const node of children(list, 'record')) {
    const record = readRecord(node);
    if (record !== undefined) records.push(record);
    await breathe();
  }
  return {
    records,
    ...(token === undefined ? {} : { token }),
  };
}

function readRecord(node: XmlNode): HarvestPage['records'][number] | undefined {
  const [header] = children(node, 'header');
  const paper = children(children(node, 'metadata')[0], 'arXiv')[0];
  const arxivId = readArxivId(textAt(paper, 'id') ?? '');
  if (paper === undefined || arxivId === undefined) return undefined;
  const comment = textAt(paper, 'comments') ?? '';
  const doi = textAt(paper, 'doi')?.split(/\s+/u)[0];
  const venue = textAt(paper, 'journal-ref');
  return {
    changed: textAt(header, 'datestamp') ?? '',
    record: {
      arxivId,
      title: textAt(paper, 'title') ?? '',
      abstract: textAt(paper, 'abstract') ?? '',
      authors: children(children(paper, 'authors')[0], 'author')
        .map(nameOf)
        .filter((name) => name !== ''),
      published: textAt(paper, 'created'),
      categories: (textAt(paper, 'categories') ?? '').split(/\s+/u).filter((name) => name !== ''),
      ...(doi === undefined ? {} : { doi }),
      ...(venue === undefined ? {} : { venue }),
      ...(isWithdrawal(comment) ? { withdrawn: comment } : {}),
    },
  };
}

function nameOf(author: XmlNode): string {
  return [textAt(author, 'forenames'), textAt(author, 'keyname'), textAt(author, 'suffix')]
    .filter((part) => part !== undefined)
    .join(' ');
}
