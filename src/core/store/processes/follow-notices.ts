import { Client } from 'pg';
import { wait } from '../../async/wait.ts';
import type { Engine } from '../database/engine.ts';

/** The channel of what processes tell one another: https://www.postgresql.org/docs/current/sql-notify.html */
export const noticeChannel = 'paperboy';

/** Milliseconds between two tries to connect. */
const retryAfter = 2_000;

/** Hears by a connection of its own, which is made anew wherever it breaks. As `Engine.follow`. */
export function followNotices(
  url: string,
  ...[heard, missed]: Parameters<Engine['follow']>
): () => Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  let current: Client | undefined;

  async function listenOnce(isFirst: boolean): Promise<void> {
    const client = new Client({
      connectionString: url,
      application_name: 'paperboy notices',
      connectionTimeoutMillis: 4_000,
      keepAlive: true,
    });
    current = client;
    const over = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => {});
    client.on('notification', ({ payload = '' }) => heard(payload));
    try {
      await client.connect();
      await client.query(`listen ${noticeChannel}`);
      if (!isFirst) missed();
      await over;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async function listen(): Promise<void> {
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      await listenOnce(isFirst).catch(() => {});
      await wait(signal.aborted ? 0 : retryAfter, signal);
    }
  }

  const listening = listen();
  return async () => {
    ending.abort();
    await current?.end().catch(() => {});
    await listening;
  };
}
