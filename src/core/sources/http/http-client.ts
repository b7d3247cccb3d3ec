import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, fetch, type Response } from 'undici';
import { isPrivateAddress } from './private-address.ts';
import { RequestFailure } from './request-failure.ts';

/** What a service answered, whole. */
export type HttpAnswer = {
  readonly status: number;
  /** The value of a header, in any case; undefined where there is none. */
  header(name: string): string | undefined;
  /** After unpacking. */
  readonly body: Uint8Array;
};

/** Asks services for what they publish. */
export type HttpClient = {
  /**
   * Rejects with a RequestFailure where no whole answer comes; whatever its status is, an answer is one. Waits for `pace` before
   * each redirect that it follows, which is one more request.
   */
  get(
    address: string,
    headers?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
    pace?: () => Promise<void>,
  ): Promise<HttpAnswer>;
  /** Closes the connections. */
  close(): Promise<void>;
};

export type HttpClientOptions = {
  readonly userAgent: string;
  /** Addresses that settings name: their host and port may be private. */
  readonly trusted: readonly string[];
  /** Bytes of an answer after unpacking; 64 MiB unless told. */
  readonly largest?: number;
  /** Milliseconds without a byte; 20 s unless told. */
  readonly silence?: number;
  /** Milliseconds for all of it, redirects included; 60 s unless told. */
  readonly whole?: number;
};

const MOST_REDIRECTS = 5;

/**
 * Follows redirects over http and https only, and never to a private address but the hosts and ports named. Asks once: whether
 * to ask again is for the caller to decide.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { userAgent, largest = 64 * 1024 * 1024, silence = 20_000, whole = 60_000 } = options;
  const trusted = new Set(options.trusted.map((address) => placeOf(new URL(address))));
  const timing = { headersTimeout: silence, bodyTimeout: silence };
  const connect = { timeout: silence };
  const open = new Agent({ ...timing, connect });
  const guarded = new Agent({ ...timing, connect: { ...connect, lookup: lookUpPublic } });

  async function ask(
    address: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    pace: () => Promise<void>,
  ): Promise<HttpAnswer> {
    let url = readAddress(address, undefined);
    for (let redirects = 0; ; redirects += 1) {
      const isTrusted = trusted.has(placeOf(url));
      if (!isTrusted && isPrivateAddress(url.hostname.replace(/^\[|\]$/gu, '')))
        throw new RequestFailure(`${url.host} is a private address, and no setting names it`);
      const response = await fetch(withoutPassword(url), {
        headers: { ...headers, ...authorization(url), 'user-agent': userAgent },
        redirect: 'manual',
        dispatcher: isTrusted ? open : guarded,
        signal,
      });
      const target = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || response.status === 304 || target === null)
        return await readAnswer(response, largest);
      await response.body?.cancel();
      if (redirects >= MOST_REDIRECTS) throw new RequestFailure(`${url.host} redirects again and again`);
      url = readAddress(target, url);
      await pace();
    }
  }

  return {
    async get(address, headers = {}, signal, pace = async () => {}) {
      const end = AbortSignal.timeout(whole);
      try {
        const stop = signal === undefined ? end : AbortSignal.any([signal, end]);
        return await ask(address, headers, stop, pace);
      } catch (error) {
        if (error instanceof RequestFailure) throw error;
        const message = explain(error, { silence, whole, end });
        throw new RequestFailure(message, {
          cause: error,
          isLate: end.aborted || isSilence(innermost(error)),
        });
      }
    },
    async close() {
      await Promise.all([open.destroy(), guarded.destroy()]);
    },
  };
}

function readAddress(address: string, base: URL | undefined): URL {
  if (!URL.canParse(address, base?.href)) throw new RequestFailure('the address cannot be read');
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RequestFailure(`${url.protocol} is not followed, only http and https`);
  return url;
}

/** The host and the port, also where it is the usual one: `example.org:443`. */
function placeOf({ protocol, hostname, port }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

/** `fetch` takes no address with a name and a password, and would tell them in its error. */
function withoutPassword(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** The whole body, let go as soon as it grows too large. */
async function readAnswer(response: Response, largest: number): Promise<HttpAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes: Uint8Array = chunk;
    size += bytes.length;
    if (size > largest)
      throw new RequestFailure(`the answer is larger than ${Math.round(largest / 1024 / 1024)} MB`);
    chunks.push(bytes);
  }
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: Buffer.concat(chunks, size),
  };
}

/** Resolves names to public addresses only: what a name leads to is decided here, and nowhere asked again. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, '');
    const publicOnes = found.filter(({ address }) => !isPrivateAddress(address));
    const [first] = publicOnes;
    if (first === undefined)
      return callback(
        new RequestFailure(`${hostname} leads to a private address, and no setting names it`),
        '',
      );
    if (options.all === true) return callback(null, publicOnes);
    callback(null, first.address, first.family);
  });
};

function explain(
  error: unknown,
  { silence, whole, end }: { silence: number; whole: number; end: AbortSignal },
): string {
  if (end.aborted) return `no complete answer within ${whole / 1000} seconds`;
  const cause = innermost(error);
  if (cause instanceof RequestFailure) return cause.message;
  if (isSilence(cause)) return `no data for ${silence / 1000} seconds`;
  const code = codeOf(cause);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name cannot be resolved';
  if (code === 'ECONNREFUSED') return 'the host refuses connections';
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET') return 'the connection was lost';
  return cause instanceof Error ? cause.message : String(cause);
}

function isSilence(cause: unknown): boolean {
  return /^UND_ERR_(?:HEADERS|BODY|CONNECT)_TIMEOUT$/u.test(codeOf(cause));
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error;
}
