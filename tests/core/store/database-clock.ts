import { Client } from 'pg';

/**
 * Sets the clock of a database for all who connect to it from now on, and moves it for those who did since it was first set. A
 * SQLite file has none but that of whoever asks.
 */
export async function setDatabaseClock(url: string, at: Date): Promise<void> {
  if (url.startsWith('sqlite:')) return;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      create table if not exists test_clock (at timestamptz not null);
      create or replace function public.clock_timestamp() returns timestamptz language sql volatile
        as 'select at from public.test_clock';
      delete from test_clock;
      insert into test_clock values ('${at.toISOString()}');
      -- What is in the catalogue comes first unless it is named.
      alter database "${new URL(url).pathname.slice(1)}" set search_path = public, pg_catalog;
    `);
  } finally {
    await client.end();
  }
}
