import { Client } from 'pg';
import { wait } from '../../async/wait.ts';
import type { Engine } from './engine.ts';

/** The channel of what processes tell one another: https://www.postgresql.org/docs/current/sql-notify.html */
export const noticeChannel = 'paperboy';

/** In milliseconds. */
export type NoticeTimes = {
  /** Between two tries to connect; 2,000 unless told. */
  readonly retryAfter?: number;
  /** Between two questions whether the connection still is one: a network that is gone says nothing. 20,000 unless told. */
  readonly askEvery?: number;
  /** Until an answer to that must have come; 5,000 unless told. */
  readonly patience?: number;
};

/** Hears by a connection of its own, which is made anew wherever it breaks. As `Engine.follow`. */
export function followNotices(
  url: string,
  heard: (text: string) => void,
  missed: () => void,
  { retryAfter = 2_000, askEvery = 20_000, patience = 5_000 }: NoticeTimes = {},
): ReturnType<Engine['follow']> {
  const ending = new AbortController();
  const { signal } = ending;
  let current: Client | undefined;

  async function listenOnce(): Promise<void> {
    const client = new Client({
      connectionString: url,
      application_name: 'paperboy notices',
      connectionTimeoutMillis: 4_000,
      query_timeout: patience,
      keepAlive: true,
    });
    current = client;
    const over = new AbortController();
    client.once('end', () => over.abort());
    client.on('error', () => {});
    client.on('notification', ({ payload = '' }) => heard(payload));
    try {
      await client.connect();
      await client.query(`listen ${noticeChannel}`);
      missed();
      for (;;) {
        await wait(askEvery, over.signal);
        if (over.signal.aborted) return;
        await client.query('select 1');
      }
    } finally {
      await client.end().catch(() => {});
    }
  }

  async function listen(): Promise<void> {
    while (!signal.aborted) {
      await listenOnce().catch(() => {});
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
