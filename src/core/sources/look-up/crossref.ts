import { isObject } from '../../papers/formats/fields.ts';
import { readFields } from '../../papers/formats/json-record.ts';
import { readDoi } from '../../papers/identity.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';

/**
 * Reads the answer of Crossref to `/works/DOI`: CSL-JSON but for lists of titles and mark-up in the abstract
 * (https://www.crossref.org/documentation/retrieve-metadata/rest-api/). Throws an UnreadableAnswer.
 */
export function readCrossrefWork(json: string): FetchedRecord {
  const answer = parseJson(json);
  const work = isObject(answer) ? answer.message : undefined;
  const doi = isObject(work) && typeof work.DOI === 'string' ? readDoi(work.DOI) : undefined;
  if (!isObject(work) || doi === undefined) throw new UnreadableAnswer('Crossref answered without a work');
  const { url: _, ...fields } = readFields({ 'container-title': [], ...work }) ?? {};
  return { key: doi, fields: { ...fields, doi, id: undefined, source: 'Crossref' } };
}
