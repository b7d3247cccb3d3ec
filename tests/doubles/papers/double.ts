import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reply } from './arxiv.ts';
import { type Arxiv, createArxiv } from './arxiv.ts';
import { commit, createFaults, type Faults } from './faults.ts';
import { createGuard, type Guard } from './guard.ts';
import {
  createFeed,
  createHuggingFace,
  createRepository,
  createWorks,
  type Feed,
  type HuggingFace,
  type Repository,
  type Works,
} from './others.ts';

/** The services that papers come from, over HTTP on loopback, as strict as the real ones and on the clock of the test. */
export type PapersDouble = {
  readonly base: string;
  readonly arxiv: Arxiv;
  readonly huggingFace: HuggingFace;
  readonly feed: Feed;
  readonly repository: Repository;
  readonly works: Works;
  readonly faults: Faults;
  readonly guard: Guard;
  /** For the built program. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves once so many requests have come to paths that hold this. */
  asked(path: string, count?: number): Promise<void>;
  close(): Promise<void>;
};

type Host = { readonly name: string; readonly prefix: RegExp };

/** By what stands before the path; arXiv's three hosts are one. */
const hosts: readonly Host[] = [
  { name: 'arxiv', prefix: /^\/arxiv(?=\/)/u },
  { name: 'huggingface', prefix: /^\/huggingface(?=\/)/u },
  { name: 'crossref', prefix: /^\/crossref(?=\/)/u },
  { name: 'openalex', prefix: /^\/openalex(?=\/)/u },
  { name: 'journal', prefix: /^/u },
];

export async function startPapersDouble(now: () => Date = () => new Date()): Promise<PapersDouble> {
  const arxiv = createArxiv();
  const huggingFace = createHuggingFace();
  const feed = createFeed();
  const repository = createRepository();
  const works = createWorks();
  const faults = createFaults();
  const guard = createGuard(now);
  const server = createServer((request, response) => answer(request, response));
  const listeners = new Set<() => void>();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    const host = hosts.find(({ prefix }) => prefix.test(url)) ?? { name: 'journal', prefix: /^/u };
    const path = url.replace(host.prefix, '');
    response.once('close', () => guard.end(host.name));
    const refusal = guard.enter(request, host.name);
    for (const listener of listeners) listener();
    if (refusal !== undefined) {
      response.writeHead(refusal.status).end(refusal.why);
      return;
    }
    const fault = faults.take(url);
    if (fault !== undefined) {
      commit(fault, response);
      return;
    }
    const { status, type, body, headers } = reply(host.name, path, request);
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  }

  function reply(
    host: string,
    path: string,
    request: IncomingMessage,
  ): Reply & { headers?: Record<string, string> } {
    if (host === 'arxiv') return arxiv.answer(path, now());
    if (host === 'huggingface') return huggingFace.answer(path, now());
    if (host === 'crossref') return works.crossref(path);
    if (host === 'openalex') return works.openAlex(path);
    if (path.startsWith('/repository')) return repository.answer(path);
    if (path.startsWith('/feed')) return feed.answer(request.headers);
    return { status: 404, type: 'text/plain', body: 'not found' };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ base, arxiv, huggingFace, feed, repository, works, faults, guard },
    environment: {
      ARXIV_RSS_URL: `${base}/arxiv`,
      ARXIV_OAI_URL: `${base}/arxiv/oai`,
      ARXIV_API_URL: `${base}/arxiv/api`,
      HUGGINGFACE_URL: `${base}/huggingface`,
      CROSSREF_URL: `${base}/crossref`,
      OPENALEX_URL: `${base}/openalex`,
    },
    asked: (path, count = 1) =>
      new Promise((resolve) => {
        const look = () => {
          if (guard.seen.filter((one) => one.path.includes(path)).length < count) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
