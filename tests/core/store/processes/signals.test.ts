import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChanges } from '../../../../src/core/bot/changes.ts';
import { createMemory } from '../../../../src/core/bot/memory.ts';
import type { ViewChange } from '../../../../src/core/chat/view.ts';
import { startTalk } from '../../talk.ts';
import { keepLog, openAt, openTestStore, postgresUrl } from '../open.ts';
import { alice, general } from '../things.ts';

/** A process that hears signals; `said` has them, and `missed` where some may have gone by. */
async function openHearing(url: string) {
  const store = await openAt(url);
  const said: string[] = [];
  store.signals.follow(
    (signal) => said.push(signal),
    () => said.push('missed'),
  );
  return { store, said };
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const listeners = `from pg_stat_activity where datname = current_database() and query like 'listen%'`;

/** Resolves once so many processes hear. */
async function listening(client: Client, count: number): Promise<void> {
  await expect.poll(async () => (await client.query(`select 1 ${listeners}`)).rowCount).toBe(count);
}

describe('signals between processes on one PostgreSQL', () => {
  it('reach all others in their order, and not who sent them', async () => {
    const url = await postgresUrl();
    const [one, other, third] = [await openHearing(url), await openHearing(url), await openHearing(url)];
    await listening(await connect(url), 3);
    await one.store.signals.send('"first" 漢字');
    await one.store.signals.send('second');
    await third.store.signals.send('third');
    await expect.poll(() => other.said).toEqual(['"first" 漢字', 'second', 'third']);
    await expect.poll(() => one.said).toEqual(['third']);
    expect(third.said).toEqual(['"first" 漢字', 'second']);
  });

  it('are heard again after the connection broke, and it is told that some may have gone by', async () => {
    const url = await postgresUrl();
    const [one, other] = [await openHearing(url), await openHearing(url)];
    const client = await connect(url);
    await listening(client, 2);
    await client.query(`select pg_terminate_backend(pid) ${listeners}`);
    await expect.poll(() => [...one.said, ...other.said]).toEqual(['missed', 'missed']);
    await one.store.signals.send('again');
    await expect.poll(() => other.said).toEqual(['missed', 'again']);
  });

  it('have views asked for anew, and lists forgotten, for which another process did something', async () => {
    const url = await postgresUrl();
    const log = keepLog();
    const stores = [await openAt(url, log), await openAt(url, log)] as const;
    const told: ViewChange[][] = [[], []];
    const [one, other] = stores.map(({ signals }, at) => {
      const changes = createChanges(log, signals);
      changes.follow((change) => told[at]?.push(change));
      return changes;
    });
    await listening(await connect(url), 2);
    const member = { platform: 'slack', workspace: 'T1', id: 'U1' };
    other?.tell({ of: 'papers' });
    one?.tell({ of: 'saved', member });
    one?.tell({ of: 'forgotten', member });
    await expect
      .poll(() => told[1])
      .toEqual([{ of: 'papers' }, { of: 'saved', member }, { of: 'forgotten', member }]);
    expect(told[0]).toEqual(told[1]?.slice(1));
    await stores[1].signals.send('{"of":"saved"}');
    await stores[1].signals.send('no JSON');
    other?.tell({ of: 'subscriptions', member });
    await expect.poll(() => told[0]?.at(-1)).toEqual({ of: 'subscriptions', member });
    expect(told[0]).toHaveLength(3);
  });
});

it('forgets the lists of a person who was forgotten by another process', async () => {
  const store = await openTestStore();
  const log = keepLog();
  const changes = createChanges(log);
  const memory = createMemory({ store, log, now: () => new Date() });
  await startTalk({ store, memory, changes });
  const place = { channel: general };
  const member = alice;
  const item = { paper: 'a', number: 1, heading: 'a', url: 'https://a.org', facts: [] };
  const line = { name: 'paper', text: 'moss' };
  await memory.rememberList({ ...place, member, line }, [{ title: 'moss', items: [item] }]);
  expect((await memory.numbers(place, member)).size).toBe(1);
  await store.privacy.forget(member, new Date());
  changes.tell({ of: 'forgotten', member });
  expect((await memory.numbers(place, member)).size).toBe(0);
});
