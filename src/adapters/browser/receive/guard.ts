import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The header in which the page's script hands over its token. */
export const TOKEN_HEADER = 'x-paperboy-token';

/**
 * Why a request is refused, in words; undefined where it may be answered. Another host name, as after DNS rebinding, and another
 * site's page are refused whatever they know.
 */
export function findStranger({ headers, method }: IncomingMessage, port: number): string | undefined {
  const { host, origin } = headers;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) return 'This address is answered to this machine alone.';
  const isOwn = origin === `http://${host}`;
  if (origin === undefined ? method === 'POST' : !isOwn) return 'Other sites may not ask here.';
  return undefined;
}

/** Compares without telling by the time taken how much is right. */
export function isToken(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
