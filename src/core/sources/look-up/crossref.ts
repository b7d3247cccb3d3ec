import { isObject, jsonText } from '../../papers/formats/fields.ts';
import { crossrefWork } from '../../papers/formats/shapes/crossref-work.ts';
import { readDoi } from '../../papers/identity.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';

/** Reads the answer of Crossref to `/works/DOI`. Throws an UnreadableAnswer. */
export function readCrossrefWork(json: string): FetchedRecord {
  const answer = parseJson(json);
  const work = isObject(answer) ? answer.message : undefined;
  const doi = readDoi(jsonText(work, 'DOI') ?? '');
  const record = isObject(work) ? crossrefWork.read(work) : undefined;
  if (record === undefined || doi === undefined)
    throw new UnreadableAnswer('Crossref answered without a work');
  return { key: doi, fields: { ...record.fields, doi, source: 'Crossref' }, entry: record.entry };
}
