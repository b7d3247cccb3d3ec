import { isObject } from '../../papers/formats/fields.ts';
import type { Paper, PaperId } from '../../papers/paper.ts';
import { readLookUp } from '../arxiv/api.ts';
import { arxivHost, fieldsOf, textOf } from '../arxiv/harvest.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { Ask } from '../rounds/ask-host.ts';
import { demandSuccess } from '../rounds/fetcher.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { type LookUpAddresses, openAlexHost } from './look-up.ts';

/** Asks what has become of papers by their ids, which is free. Methods reject with CoolingDown, RequestFailure or UnreadableAnswer. */
export type Checks = {
  /** Papers of arXiv as it has them now, by our ids, in one request; those that it does not know are missing. */
  arxiv(ids: readonly string[]): Promise<ReadonlyMap<PaperId, Paper>>;
  /** Whether OpenAlex says that the paper of a DOI was retracted. */
  isRetracted(doi: string): Promise<boolean>;
};

export function createChecks(
  { arxivApi, openAlex }: Pick<LookUpAddresses, 'arxivApi' | 'openAlex'>,
  ask: Ask,
): Checks {
  return {
    async arxiv(ids) {
      if (ids.length === 0) return new Map();
      const query = new URLSearchParams({ id_list: ids.join(','), max_results: String(ids.length) });
      const answer = await ask(`${arxivApi}/query?${query}`, arxivHost);
      const records = readLookUp(textOf(answer.status === 400 ? answer : demandSuccess(answer)));
      const papers = await readFetchedPapers(
        records.map((record) => ({
          ...{ key: record.arxivId, fields: fieldsOf(record), version: record.version },
        })),
      );
      return new Map(papers.map(({ paper }) => [paper.id, paper]));
    },

    async isRetracted(doi) {
      const parts = doi.split('/');
      // In an address these lead elsewhere; no DOI has them.
      if (parts.some((part) => part === '.' || part === '..')) return false;
      const answer = await ask(
        `${openAlex}/works/doi:${parts.map(encodeURIComponent).join('/')}`,
        openAlexHost,
      );
      if (answer.status === 404) return false;
      const work = parseJson(textOf(demandSuccess(answer)));
      if (!isObject(work)) throw new UnreadableAnswer('OpenAlex answered without a work');
      return work.is_retracted === true;
    },
  };
}
