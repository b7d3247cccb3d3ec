import type { Config } from '../config/config.ts';
import { createBell } from '../core/async/bell.ts';
import { createExclusive } from '../core/async/sharing/exclusive.ts';
import { wait } from '../core/async/wait.ts';
import { addedByHand } from '../core/sources/added-by-hand.ts';
import { openFetchers } from '../core/sources/fetchers.ts';
import type { HttpClient } from '../core/sources/http/http-client.ts';
import { createKeptSource } from '../core/sources/kept-source.ts';
import type { Checks } from '../core/sources/look-up/checks.ts';
import type { ListedWorks } from '../core/sources/look-up/listed-works.ts';
import type { LookUp } from '../core/sources/look-up/look-up.ts';
import { checkedSaved } from '../core/sources/look-up/saved-fetcher.ts';
import { createAsk, type RoundClock } from '../core/sources/rounds/ask-host.ts';
import type { Fetcher } from '../core/sources/rounds/fetcher.ts';
import type { RoundTools } from '../core/sources/rounds/run-round.ts';
import type { Source } from '../core/sources/source.ts';
import type { Store } from '../core/store/store.ts';
import { homepage, version } from './version.ts';

/** The settings that decide which services are asked, and how. */
export type SourceConfig = Pick<
  Config,
  | 'sources'
  | 'contact'
  | 'checkSaved'
  | 'arxivRssUrl'
  | 'arxivOaiUrl'
  | 'arxivApiUrl'
  | 'huggingFaceUrl'
  | 'crossrefUrl'
  | 'openAlexUrl'
>;

/** The services that settings name, ready to be asked. */
export type OpenedFetchers = {
  readonly fetchers: readonly Fetcher[];
  readonly tools: RoundTools;
  readonly lookUp: LookUp;
  readonly works: ListedWorks;
  readonly checks: Checks;
  close(): Promise<void>;
};

/** What a round or another process brought is seen within this, in milliseconds. */
const lookEvery = 4_000;

const systemClock: RoundClock = { now: () => new Date(), wait };

/** Opens the services; nothing is asked yet. */
export async function openConfiguredFetchers(
  config: SourceConfig,
  store: Store,
  signal?: AbortSignal,
  clock: RoundClock = systemClock,
): Promise<OpenedFetchers> {
  const { createHttpClient } = await import('../core/sources/http/http-client.ts');
  const { createChecks } = await import('../core/sources/look-up/checks.ts');
  const { createLookUp } = await import('../core/sources/look-up/look-up.ts');
  const { createListedWorks } = await import('../core/sources/look-up/listed-works.ts');
  const http: HttpClient = createHttpClient({
    userAgent: `Paperboy/${version} (+${config.contact ?? homepage})`,
    trusted: trustedAddresses(config),
  });
  const ask = createAsk({ http, turns: store.hostTurns, clock });
  const lookUp = createLookUp(
    { arxivApi: config.arxivApiUrl, crossref: config.crossrefUrl, openAlex: config.openAlexUrl },
    ask,
  );
  const addresses = {
    arxivRss: config.arxivRssUrl,
    arxivOai: config.arxivOaiUrl,
    arxivApi: config.arxivApiUrl,
    huggingFace: config.huggingFaceUrl,
    crossref: config.crossrefUrl,
    openAlex: config.openAlexUrl,
  };
  return {
    fetchers: await openFetchers(config.sources, { addresses, lookUp }),
    tools: {
      ...{ ask, papers: store.keptPapers, statuses: store.sourceStatuses, clock },
      ...(store.isShared ? { exclusive: createExclusive(store.leases, clock.wait) } : {}),
    },
    lookUp,
    works: createListedWorks(config.openAlexUrl, ask, signal),
    checks: createChecks({ arxivApi: config.arxivApiUrl, openAlex: config.openAlexUrl }, ask),
    close: () => http.close(),
  };
}

/** What was kept, as sources of the corpus. */
export type KeptSources = {
  readonly sources: readonly Source[];
  /** Has a source look now for what changed; resolves when the corpus has taken that in. */
  look(name: string): Promise<void>;
};

/** What rounds have kept so far, for the corpus: each service that settings name, and what was added by hand. */
export function openKeptSources(
  { sources, checkSaved }: Pick<Config, 'sources' | 'checkSaved'>,
  { keptPapers, sourceStatuses }: Pick<Store, 'keptPapers' | 'sourceStatuses'>,
): KeptSources {
  const checked = checkSaved === 'weekly' ? [checkedSaved] : [];
  const names = [...sources.map(({ name }) => name), addedByHand, ...checked];
  const bells = new Map(names.map((name) => [name, createBell(lookEvery)]));
  return {
    sources: [...bells].map(([name, { next }]) =>
      createKeptSource({ name, papers: keptPapers, statuses: sourceStatuses, nextLook: next }),
    ),
    look: async (name) => bells.get(name)?.ring(),
  };
}

/** The hosts and ports that settings name: they alone may be private. */
function trustedAddresses(config: SourceConfig): readonly string[] {
  const feeds = config.sources.flatMap(({ rest }) =>
    rest !== undefined && URL.canParse(rest) ? [rest] : [],
  );
  return [
    config.arxivRssUrl,
    config.arxivOaiUrl,
    config.arxivApiUrl,
    config.huggingFaceUrl,
    config.crossrefUrl,
    config.openAlexUrl,
    ...feeds,
  ];
}
