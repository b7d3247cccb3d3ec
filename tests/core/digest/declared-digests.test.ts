import { expect, it } from 'vitest';
import { type DeclaredDigest, reconcileDeclared } from '../../../src/core/digest/declared-digests.ts';
import { endBySecret } from '../../../src/core/digest/mail.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { keepLog, openTestStore } from '../store/open.ts';

const now = new Date('2023-03-20T12:00:00Z');

const morning: DeclaredDigest = {
  name: 'morning',
  platform: 'slack',
  workspace: 'T1',
  channel: 'C1',
  schedule: '0 9 * * *',
  zone: 'Europe/Zurich',
  topic: 'uncertainty',
  layout: 'cards',
  thread: false,
  papers: 5,
};

async function reconcile(store: Store, ...declared: readonly DeclaredDigest[]): Promise<void> {
  await reconcileDeclared(declared, store.digests, now, keepLog());
}

it('adds what is declared, once, for the workspace it is for', async () => {
  const store = await openTestStore();
  await reconcile(store, morning, { ...morning, name: 'evening', schedule: '0 18 * * *' });
  await reconcile(store, morning, { ...morning, name: 'evening', schedule: '0 18 * * *' });
  expect(await store.digests.list({ platform: 'slack', workspace: 'T1' })).toMatchObject([
    { declaredAs: 'morning', topic: 'uncertainty', nextDue: new Date('2023-03-21T08:00:00Z') },
    { declaredAs: 'evening', nextDue: new Date('2023-03-20T17:00:00Z') },
  ]);
  expect(await store.digests.list({ platform: 'slack', workspace: 'T2' })).toEqual([]);
});

it('changes what is declared otherwise, and keeps its number', async () => {
  const store = await openTestStore();
  await reconcile(store, morning);
  const [before] = await store.digests.all();
  await reconcile(store, { ...morning, topic: 'graphs', schedule: '0 10 * * *' });
  expect(await store.digests.all()).toMatchObject([
    { id: before?.id, topic: 'graphs', nextDue: new Date('2023-03-21T09:00:00Z') },
  ]);
});

it('leaves the time of what is declared as it was', async () => {
  const store = await openTestStore();
  await reconcile(store, morning);
  await reconcileDeclared([morning], store.digests, new Date('2023-03-25T12:00:00Z'), keepLog());
  expect((await store.digests.all())[0]?.nextDue).toEqual(new Date('2023-03-21T08:00:00Z'));
});

it('loses nothing that became due while the bot was away by a change of something else', async () => {
  const store = await openTestStore();
  await reconcile(store, morning);
  const otherwise = { ...morning, topic: 'graphs' };
  await reconcileDeclared([otherwise], store.digests, new Date('2023-03-21T08:30:00Z'), keepLog());
  expect(await store.digests.all()).toMatchObject([
    { topic: 'graphs', nextDue: new Date('2023-03-21T08:00:00Z') },
  ]);
});

it('loses nothing that became due where its zone only has another name', async () => {
  const store = await openTestStore();
  await reconcile(store, { ...morning, zone: 'Asia/Calcutta' });
  const renamed = { ...morning, zone: 'Asia/Kolkata' };
  await reconcileDeclared([renamed], store.digests, new Date('2023-03-21T04:00:00Z'), keepLog());
  expect(await store.digests.all()).toMatchObject([
    { zone: 'Asia/Kolkata', nextDue: new Date('2023-03-21T03:30:00Z') },
  ]);
});

it('removes what is declared no more, and moves what is declared for another channel', async () => {
  const store = await openTestStore();
  await reconcile(store, morning, { ...morning, name: 'evening' });
  await reconcile(store, { ...morning, channel: 'C2' });
  expect(await store.digests.all()).toMatchObject([
    { declaredAs: 'morning', destination: { channel: { id: 'C2' } } },
  ]);
});

it('ends up with one of each where two processes start at once', async () => {
  const store = await openTestStore();
  await Promise.all([reconcile(store, morning), reconcile(store, morning), reconcile(store, morning)]);
  await reconcile(store, morning);
  expect(await store.digests.all()).toHaveLength(1);
});

it('touches nothing that was made in the chat', async () => {
  const store = await openTestStore();
  const home = { platform: 'slack', workspace: 'T1' };
  const { name, platform, workspace, channel, papers, ...plan } = morning;
  const destination = { kind: 'channel', channel: { platform, workspace, id: channel } } as const;
  await store.digests.add({ ...plan, count: papers, destination }, { home, createdAt: now, nextDue: now });
  await reconcile(store);
  expect(await store.digests.all()).toHaveLength(1);
});

it('ends a subscription by the secret of its link, and no digest of a channel', async () => {
  const store = await openTestStore();
  const member = { platform: 'slack', workspace: 'T1', id: 'U1' };
  const { name, platform, workspace, channel, papers, ...plan } = morning;
  const origin = { home: { platform, workspace }, createdAt: now, nextDue: now };
  const own = await store.digests.add(
    { ...plan, count: papers, destination: { kind: 'mail', member, address: 'ada@lab.example' } },
    origin,
  );
  await reconcile(store, morning);
  const secrets = (await store.digests.all()).map(({ secret }) => secret);
  expect(new Set(secrets).size).toBe(2);
  for (const secret of [...secrets.filter((one) => one !== own.secret), 'unknown'])
    await endBySecret(store.digests, secret);
  expect(await store.digests.all()).toHaveLength(2);
  await endBySecret(store.digests, own.secret);
  expect(await store.digests.listOf(member)).toEqual([]);
});
