import { createBreather } from '../../async/time-slices.ts';
import { createRecordReader } from '../../papers/formats/record.ts';
import type { FetchedRecord } from './fetched-record.ts';
import type { FetchedPaper } from './memory.ts';

/** The papers of what a service told, in time slices; what is no paper (neither title nor abstract) is left out. */
export async function readFetchedPapers(
  records: readonly (FetchedRecord & Pick<FetchedPaper, 'isDateGuessed' | 'came'>)[],
): Promise<readonly FetchedPaper[]> {
  const breathe = createBreather();
  // Services write as they like; what a file's owner would be told to mend is left out without a word.
  const read = createRecordReader(
    () => {},
    () => {},
  );
  const papers: FetchedPaper[] = [];
  for (const { key, fields, version, entry, isDateGuessed, came } of records) {
    const paper = read({ line: 1, fields: withoutBlanks(fields), entry });
    if (paper !== undefined)
      papers.push({
        key,
        paper: version === undefined ? paper : { ...paper, version },
        ...(isDateGuessed === undefined ? {} : { isDateGuessed }),
        ...(came === undefined ? {} : { came }),
      });
    await breathe();
  }
  return papers;
}

function withoutBlanks(fields: FetchedRecord['fields']): FetchedRecord['fields'] {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
