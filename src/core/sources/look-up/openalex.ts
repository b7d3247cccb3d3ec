import { isObject, jsonText } from '../../papers/formats/fields.ts';
import { openAlexWork } from '../../papers/formats/shapes/openalex-work.ts';
import { readDoi } from '../../papers/identity.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';

/** Reads the answer of OpenAlex to one DOI. Throws an UnreadableAnswer. */
export function readOpenAlexWork(json: string): FetchedRecord {
  const work = parseJson(json);
  const doi = readDoi(jsonText(work, 'doi') ?? '');
  const record = isObject(work) ? openAlexWork.read(work) : undefined;
  if (record === undefined || doi === undefined || jsonText(record.fields.title) === undefined)
    throw new UnreadableAnswer('OpenAlex answered without a work');
  // The page of a DOI is the address that lasts.
  return {
    key: doi,
    fields: { ...record.fields, doi, url: undefined, source: 'OpenAlex' },
    entry: record.entry,
  };
}
