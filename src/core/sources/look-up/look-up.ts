import { readLookUp } from '../arxiv/api.ts';
import { arxivHost, fieldsOf } from '../arxiv/harvest.ts';
import { decodeText } from '../http/decode-text.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import type { Ask, Host } from '../rounds/ask-host.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';
import { demandSuccess } from '../rounds/fetcher.ts';
import type { FetchedPaper } from '../rounds/memory.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { readCrossrefWork } from './crossref.ts';
import { readOpenAlexWork } from './openalex.ts';

export type LookUpAddresses = {
  readonly arxivApi: string;
  readonly crossref: string;
  readonly openAlex: string;
};

/** Looks a paper up by what names it. */
export type LookUp = {
  /**
   * The paper of an id (`arxiv:2303.08010`, `doi:10.1000/xyz`); undefined where no service knows it. Rejects with CoolingDown,
   * RequestFailure or UnreadableAnswer where none could be asked.
   */
  find(id: string, signal?: AbortSignal): Promise<FetchedPaper | undefined>;
};

/** https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/ */
const crossrefHost: Host = { name: 'api.crossref.org', gap: 200 };
/** https://docs.openalex.org/how-to-use-the-api/rate-limits-and-authentication */
export const openAlexHost: Host = { name: 'api.openalex.org', gap: 200 };

/** arXiv's API for its ids, else Crossref, else OpenAlex. */
export function createLookUp({ arxivApi, crossref, openAlex }: LookUpAddresses, ask: Ask): LookUp {
  async function findAtArxiv(id: string, signal?: AbortSignal): Promise<FetchedRecord | undefined> {
    const query = new URLSearchParams({ id_list: id, max_results: '1' });
    const answer = await ask(`${arxivApi}/query?${query}`, { ...arxivHost, goesFirst: true }, {}, signal);
    const [record] = readLookUp(textOf(answer.status === 400 ? answer : demandSuccess(answer)));
    return record === undefined
      ? undefined
      : { key: `arxiv:${id}`, fields: fieldsOf(record), version: record.version };
  }

  async function findWork(
    address: string,
    host: Host,
    read: (json: string) => FetchedRecord,
    signal?: AbortSignal,
  ): Promise<FetchedRecord | undefined> {
    const answer = await ask(address, host, {}, signal);
    return answer.status === 404 ? undefined : read(textOf(demandSuccess(answer)));
  }

  async function findByDoi(doi: string, signal?: AbortSignal): Promise<FetchedRecord | undefined> {
    const parts = doi.split('/');
    // In an address these lead elsewhere; no DOI has them.
    if (parts.some((part) => part === '.' || part === '..')) return undefined;
    const path = parts.map(encodeURIComponent).join('/');
    let failure: unknown;
    for (const look of [
      () => findWork(`${crossref}/works/${path}`, crossrefHost, readCrossrefWork, signal),
      () => findWork(`${openAlex}/works/doi:${path}`, openAlexHost, readOpenAlexWork, signal),
    ]) {
      try {
        const found = await look();
        if (found !== undefined) return { ...found, key: `doi:${doi}` };
      } catch (error) {
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
    return undefined;
  }

  return {
    async find(id, signal) {
      const [, kind, name = ''] = /^(arxiv|doi):(.+)$/u.exec(id) ?? [];
      const record =
        kind === 'arxiv'
          ? await findAtArxiv(name, signal)
          : kind === 'doi'
            ? await findByDoi(name, signal)
            : undefined;
      return record === undefined ? undefined : (await readFetchedPapers([record]))[0];
    },
  };
}

function textOf(answer: HttpAnswer): string {
  return decodeText(answer.body, answer.header('content-type'));
}
