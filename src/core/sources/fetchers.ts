import { readCategory } from './arxiv/categories.ts';
import type { LookUp } from './look-up/look-up.ts';
import type { Fetcher } from './rounds/fetcher.ts';
import { type SourceEntry, secretsOf } from './source-entry.ts';

/** Where the services are; an operator may put a proxy between. */
export type SourceAddresses = {
  readonly arxivRss: string;
  readonly arxivOai: string;
  readonly arxivApi: string;
  readonly huggingFace: string;
  readonly crossref: string;
  readonly openAlex: string;
};

/** What services are opened with. */
export type FetcherTools = { readonly addresses: SourceAddresses; readonly lookUp: LookUp };

/** One kind of service. */
export type FetcherKind = {
  /** What stands behind the name: `arxiv:CATEGORY`. */
  readonly form: string;
  readonly example: string;
  /** What is wrong with an entry of this kind, in words that follow it; undefined where nothing is. */
  findFault(entry: SourceEntry): string | undefined;
  /** Loads what it needs only now. */
  open(entry: SourceEntry, tools: FetcherTools): Promise<Fetcher>;
};

/** The kinds of services there are, by what stands before the colon in settings. */
export const fetcherKinds: Readonly<Record<string, FetcherKind>> = {
  huggingface: {
    form: 'huggingface',
    example: 'huggingface',
    findFault: ({ rest }) => (rest === undefined ? undefined : 'takes nothing after it; write huggingface'),
    async open(_, { addresses }) {
      const { createHuggingFaceFetcher } = await import('./hugging-face/hugging-face-fetcher.ts');
      return createHuggingFaceFetcher(addresses.huggingFace);
    },
  },
  arxiv: {
    form: 'arxiv:CATEGORY',
    example: 'arxiv:cs.LG',
    findFault: ({ rest = '' }) =>
      readCategory(rest) === undefined
        ? 'names no category of arXiv; write one such as arxiv:cs.LG'
        : undefined,
    async open({ name, rest = '' }, { addresses }) {
      const { createArxivFetcher } = await import('./arxiv/arxiv-fetcher.ts');
      const { arxivRss: rss, arxivOai: oai } = addresses;
      return createArxivFetcher(name, readCategory(rest) ?? rest, { rss, oai });
    },
  },
  feed: {
    form: 'feed:ADDRESS',
    example: 'feed:https://example.org/feed.xml',
    findFault: ({ rest }) => (isWebAddress(rest) ? undefined : wrongAddress('feed')),
    async open({ name, rest = '', topic, every }, { lookUp }) {
      const { createFeedFetcher } = await import('./feed/feed-fetcher.ts');
      return createFeedFetcher({
        name,
        address: rest,
        describe: (doi, { signal }) => lookUp.find(`doi:${doi}`, signal),
        ...(topic === undefined ? {} : { topic }),
        ...(every === undefined ? {} : { every }),
      });
    },
  },
  oai: {
    form: 'oai:ADDRESS',
    example: 'oai:https://example.org/oai',
    findFault: ({ rest, prefix = 'oai_dc' }) => {
      if (!isWebAddress(rest)) return wrongAddress('oai');
      return prefix === 'oai_dc'
        ? undefined
        : 'has a prefix other than oai_dc, which is the one that is read';
    },
    async open({ name, rest = '', set, topic, every }) {
      const { createOaiFetcher } = await import('./feed/oai-fetcher.ts');
      return createOaiFetcher({
        name,
        address: rest,
        ...(set === undefined ? {} : { set }),
        ...(topic === undefined ? {} : { topic }),
        ...(every === undefined ? {} : { every }),
      });
    },
  },
};

/** Opens the services of these entries, which have no fault. */
export async function openFetchers(
  entries: readonly SourceEntry[],
  tools: FetcherTools,
): Promise<readonly Fetcher[]> {
  const fetchers = await Promise.all(
    entries.map(async (entry) => {
      const fetcher = await fetcherKinds[entry.kind]?.open(entry, tools);
      return fetcher && { ...fetcher, secrets: secretsOf(entry) };
    }),
  );
  return fetchers.filter((fetcher) => fetcher !== undefined);
}

function isWebAddress(text: string | undefined): boolean {
  return text !== undefined && /^https?:\/\/[^\s]+$/iu.test(text) && URL.canParse(text);
}

function wrongAddress(kind: string): string {
  return `needs an address that begins with http:// or https://; write ${kind}:https://example.org/${kind === 'oai' ? 'oai' : 'feed.xml'}`;
}
