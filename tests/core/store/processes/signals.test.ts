import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Changes, createChanges } from '../../../../src/core/bot/changes.ts';
import { createMemory } from '../../../../src/core/bot/memory.ts';
import type { Member } from '../../../../src/core/chat/channel.ts';
import type { ViewChange } from '../../../../src/core/chat/view.ts';
import { followNotices } from '../../../../src/core/store/database/follow-notices.ts';
import { startTalk } from '../../talk.ts';
import { keepLog, openAt, openTestStore, postgresUrl } from '../open.ts';
import { alice, general } from '../things.ts';

/** A process that hears signals from now on; `said` has them, and `missed` where some may have gone by. */
async function openHearing(url: string) {
  const store = await openAt(url);
  const said: string[] = [];
  store.signals.follow(
    (signal) => said.push(signal),
    () => said.push('missed'),
  );
  await expect.poll(() => said).toEqual(['missed']);
  said.length = 0;
  return { store, said };
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const anything: ViewChange = { of: 'anything' };
const listeners = `from pg_stat_activity where datname = current_database() and query like 'listen%'`;

/** A way to PostgreSQL on which nothing comes through any more once it is cut, as where a network is gone; those who come later get through. */
async function openWay(url: string) {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const other = createConnection({ host: hostname, port: Number(port) });
    for (const [from, to] of [
      [socket, other],
      [other, socket],
    ] as const) {
      from.on('error', () => {}).pipe(to);
      sockets.push(from);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const through = new URL(url);
  const address = server.address();
  through.host = `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const cut = () => {
    for (const socket of sockets) socket.unpipe().pause();
  };
  return { url: through.href, cut };
}

describe('signals between processes on one PostgreSQL', () => {
  it('reach all others in their order, and not who sent them', async () => {
    const url = await postgresUrl();
    const [one, other, third] = [await openHearing(url), await openHearing(url), await openHearing(url)];
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
    await expect.poll(() => told).toEqual([[anything], [anything]]);
    for (const changes of told) changes.length = 0;
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

it('hears again after a network was gone without a word, and tells that some may have gone by', async () => {
  const url = await postgresUrl();
  const way = await openWay(url);
  const said: string[] = [];
  const end = followNotices(
    way.url,
    (text) => said.push(text),
    () => said.push('missed'),
    { retryAfter: 1, askEvery: 10, patience: 500 },
  );
  onTestFinished(end);
  await expect.poll(() => said.at(-1)).toBe('missed');
  const { signals } = await openAt(url);
  way.cut();
  said.length = 0;
  await expect.poll(() => said.at(-1)).toBe('missed');
  await signals.send('again');
  await expect.poll(() => said.at(-1)).toMatch(/ again$/u);
});

it.each([
  ['by another process', (changes: Changes, member: Member) => changes.tell({ of: 'forgotten', member })],
  ['while nothing was heard of others', (changes: Changes) => changes.tell({ of: 'anything' })],
])('forgets the lists of a person who was forgotten %s', async (_, tell) => {
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
  tell(changes, member);
  expect((await memory.numbers(place, member)).size).toBe(0);
});
