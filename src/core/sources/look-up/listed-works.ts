import { LRUCache } from 'lru-cache';
import { isObject, jsonText, listAt } from '../../papers/formats/fields.ts';
import { openAlexWork } from '../../papers/formats/shapes/openalex-work.ts';
import { readDoi } from '../../papers/identity.ts';
import type { Paper } from '../../papers/paper.ts';
import { decodeText } from '../http/decode-text.ts';
import type { HttpAnswer } from '../http/http-client.ts';
import { parseJson } from '../http/json.ts';
import { UnreadableAnswer } from '../http/unreadable-answer.ts';
import type { Ask } from '../rounds/ask-host.ts';
import type { FetchedRecord } from '../rounds/fetched-record.ts';
import { demandSuccess } from '../rounds/fetcher.ts';
import { readFetchedPapers } from '../rounds/read-papers.ts';
import { openAlexHost } from './look-up.ts';

/**
 * Lists of new papers, as OpenAlex has them: the newest first, a hundred at most. Each method rejects with CoolingDown, RequestFailure or
 * UnreadableAnswer where it cannot be asked. `since` is a date, `YYYY-MM-DD`.
 */
export type ListedWorks = {
  /** Whether it knows the paper of an id. */
  knows(id: string): Promise<boolean>;
  /** Papers published since that cite the one of an id (`arxiv:2303.08010`, `doi:10.1000/xyz`); undefined where it is not known there. */
  citing(id: string, since: string): Promise<readonly Paper[] | undefined>;
  /** Papers published since by the person of an ORCID. */
  by(orcid: string, since: string): Promise<readonly Paper[]>;
};

/** The most that OpenAlex lists at a time. https://developers.openalex.org/guides/page-through-results */
const longestList = 100;
/** What was asked is asked again no sooner than after this, in milliseconds: lists cost, a hundredth of a cent each. */
const asked = 12 * 60 * 60_000;
const remembered = 500;

/** Asks OpenAlex at this address. */
export function createListedWorks(address: string, ask: Ask, signal?: AbortSignal): ListedWorks {
  const lists = new LRUCache<string, readonly Paper[]>({ max: remembered, ttl: asked });
  /** The works of OpenAlex by DOI, which stay what they are. */
  const works = new LRUCache<string, string>({ max: remembered });

  const get = (path: string): Promise<HttpAnswer> => ask(`${address}${path}`, openAlexHost, {}, signal);

  async function list(filter: string): Promise<readonly Paper[]> {
    const known = lists.get(filter);
    if (known !== undefined) return known;
    const query = new URLSearchParams({
      filter,
      per_page: String(longestList),
      sort: 'publication_date:desc',
    });
    const papers = await readList(await get(`/works?${query}`));
    lists.set(filter, papers);
    return papers;
  }

  async function findWork(id: string): Promise<string | undefined> {
    const doi = doiOfId(id);
    if (doi === undefined) return undefined;
    const known = works.get(doi);
    if (known !== undefined) return known;
    const path = doi.split('/').map(encodeURIComponent).join('/');
    const answer = await get(`/works/doi:${path}`);
    if (answer.status === 404) return undefined;
    const work = readWorkId(answer);
    works.set(doi, work);
    return work;
  }

  return {
    knows: async (id) => (await findWork(id)) !== undefined,
    async citing(id, since) {
      const work = await findWork(id);
      return work === undefined ? undefined : list(`cites:${work},from_publication_date:${since}`);
    },
    by: (orcid, since) => list(`author.orcid:${orcid},from_publication_date:${since}`),
  };
}

/** arXiv registers a DOI for each of its papers. https://info.arxiv.org/help/doi.html */
function doiOfId(id: string): string | undefined {
  const [, kind, name = ''] = /^(arxiv|doi):(.+)$/u.exec(id) ?? [];
  if (kind === undefined || name.split('/').some((part) => part === '.' || part === '..')) return undefined;
  return kind === 'arxiv' ? `10.48550/arxiv.${name}` : name;
}

function readWorkId(answer: HttpAnswer): string {
  const id = /\/(W\d+)$/u.exec(jsonText(parseJson(textOf(demandSuccess(answer))), 'id') ?? '')?.[1];
  if (id === undefined) throw new UnreadableAnswer('OpenAlex answered without a work');
  return id;
}

async function readList(answer: HttpAnswer): Promise<readonly Paper[]> {
  const body = parseJson(textOf(demandSuccess(answer)));
  if (!isObject(body) || !Array.isArray(body.results))
    throw new UnreadableAnswer('OpenAlex answered without a list of works');
  const records = listAt(body, 'results').flatMap((work): readonly FetchedRecord[] => {
    const record = isObject(work) ? openAlexWork.read(work) : undefined;
    if (record === undefined) return [];
    const { fields, entry } = record;
    const doi = readDoi(jsonText(work, 'doi') ?? '');
    const key = doi ?? jsonText(work, 'id') ?? '';
    return [
      {
        key,
        fields: { ...fields, ...(doi === undefined ? {} : { doi, url: undefined }), source: 'OpenAlex' },
        entry,
      },
    ];
  });
  const papers = (await readFetchedPapers(records)).map(({ paper }) => paper);
  return papers.filter(({ withdrawn }) => withdrawn === undefined);
}

function textOf(answer: HttpAnswer): string {
  return decodeText(answer.body, answer.header('content-type'));
}
