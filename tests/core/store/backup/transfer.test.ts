import { beforeEach, describe, expect, it } from 'vitest';
import { noEvidence } from '../../../../src/core/papers/authors/match-author.ts';
import { exportDatabase } from '../../../../src/core/store/backup/export-database.ts';
import { importDatabase } from '../../../../src/core/store/backup/import-database.ts';
import { readShape } from '../../../../src/core/store/backup/schema-shape.ts';
import { readSnapshot } from '../../../../src/core/store/backup/snapshot.ts';
import { beginSum, writeBody, writeEnd } from '../../../../src/core/store/backup/transfer-lines.ts';
import { type Database, openDatabase } from '../../../../src/core/store/database/database.ts';
import type { DigestPlan } from '../../../../src/core/store/digests/digest.ts';
import { migrations } from '../../../../src/core/store/migrations/migrate.ts';
import { chooseEngine } from '../../../../src/core/store/open-store.ts';
import type { Store } from '../../../../src/core/store/store.ts';
import { engines, keepLog, openAt, postgresUrl, sqliteUrl } from '../open.ts';
import { alice, bob, day, general, lab, messageNamed, numbered, otherAlice, paperNamed } from '../things.ts';

const hostile = '🔖 \u2028 \u2029 "\'; drop table saves; --\\ %_ ٣ 漢字 \u202e\r\n';

/** Something in every table, with gaps in the numbers. */
async function fill(store: Store): Promise<void> {
  const papers = [
    paperNamed('arxiv:1', { title: hostile }),
    paperNamed('Ärger'),
    paperNamed('a-b'),
    paperNamed('ab'),
    paperNamed('𝒜'),
  ];
  for (const [index, paper] of papers.entries()) {
    await store.saves.save(alice, paper, day(1 + index));
    const message = messageNamed(`${index}`);
    await store.shown.remember([{ message, papers: papers.map(({ id }) => id) }], day(2));
    const mark = { message, member: bob, emoji: '⭐', paper: paper.id, tag: 'favourite' };
    await store.reactionSaves.give(mark, paper, day(3));
  }
  await store.saves.setNote(alice, 'ab', hostile);
  await store.saves.setRead(alice, 'ab', day(4));
  await store.saves.unsave(alice, 'a-b', day(5));
  await store.saves.save(otherAlice, papers[0] ?? paperNamed('x'), day(6));
  const list = { channel: messageNamed('1').channel, key: 'k', papers: numbered([1, 'ab']) };
  await store.numberedLists.remember({ ...list, member: bob }, day(6));
  await store.numberedLists.remember({ ...list, message: hostile, thread: hostile }, day(6));
  await store.tastes.refuse(bob, paperNamed('ab'), day(6));
  await store.privacy.forget(otherAlice, new Date());
  await fillDigests(store);
  await fillSources(store);
  await store.removedWorkspaces.add({ platform: 'slack', workspace: hostile }, day(2));
  await store.installations.keep({
    ...{ platform: 'slack', workspace: hostile, organisation: hostile },
    ...{ sealed: hostile, at: day(2) },
  });
  await store.seenEvents.isNew(hostile, 1_000);
  await store.longTexts.keep(new Map([[hostile, hostile]]));
  await store.leases.take(hostile, hostile, 1_000);
  await store.quotas.use([{ of: [hostile], most: 1, within: 1_000 }], day(2));
  await store.sharedTurns.reserve([hostile], 1_000, 1);
  await store.welcomedPlaces.add({ platform: 'slack', workspace: 'T1', channel: hostile }, day(2));
}

/** Something in every table of sources. */
async function fillSources({ keptPapers, addedPapers, sourceStatuses, hostTurns }: Store): Promise<void> {
  await keptPapers.take('added', [{ key: hostile, paper: paperNamed('ab') }], [], day(2));
  await addedPapers.record(hostile, 'ab', alice, day(2));
  await sourceStatuses.put('added', { state: 'quiet', askedAt: day(2), failures: 0, memo: hostile });
  await hostTurns.take('arxiv', hostile, day(2), day(3));
}

/** Something in every table of digests. */
async function fillDigests({
  digests,
  follows,
  savedNews,
  deliveryQueue,
  deliveries,
  addresses,
}: Store): Promise<void> {
  const plan: DigestPlan = {
    destination: { kind: 'channel', channel: general },
    schedule: '0 9 * * *',
    zone: 'UTC',
    topic: hostile.trim(),
    count: 5,
    layout: 'cards',
    thread: false,
  };
  const origin = { home: lab, createdBy: alice, createdAt: day(1), nextDue: day(2) };
  await digests.add(plan, origin);
  await digests.add(
    { ...plan, destination: { kind: 'direct', member: bob } },
    { ...origin, nextDue: day(9) },
  );
  const [due] = await deliveryQueue.due(day(2), 1);
  if (due === undefined) throw new Error('nothing is due');
  const lease = { holder: 'test', now: day(2), until: day(3) };
  const id = (await deliveryQueue.claim(due, lease))?.delivery.id ?? 0;
  await deliveries.decide(id, lease, [{ paper: paperNamed('ab'), why: 'new today', part: 1 }], 0);
  await deliveries.recordPost(id, lease, 1, [{ message: messageNamed('d'), papers: ['ab'] }]);
  await deliveries.end(id, lease, { outcome: 'sent', at: day(2), nextDue: day(3), inDoubt: false });
  const follow = { kind: 'venue', key: 'icml', label: hostile.trim(), seed: noEvidence } as const;
  const message = { ...plan, layout: 'follows', destination: { kind: 'direct', member: bob } } as const;
  await follows.add(follow, [{ paper: 'ab', kind: 'known' }], message, { ...origin, nextDue: day(9) });
  const told = { ...paperNamed('ab'), code: 'https://example.org/code' };
  await savedNews.take([{ paper: told }], day(6));
  await addresses.propose(alice, { address: 'a@b.org', codeHash: 'x', expires: day(9) });
}

async function exportFrom(url: string): Promise<readonly string[]> {
  let text = '';
  await readSnapshot(chooseEngine(url, '.'), (snapshot) =>
    exportDatabase(snapshot, day(7), async (lines) => {
      text += lines;
    }),
  );
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
}

async function withDatabase<Result>(
  url: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const engine = chooseEngine(url, '.');
  const database = await openDatabase({ engine, log: keepLog(), now: () => new Date() });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function importInto(url: string, lines: readonly string[], replace = false) {
  const open = async function* () {
    yield* lines;
  };
  return withDatabase(url, (database) => importDatabase(database, chooseEngine(url, '.'), { open, replace }));
}

describe.each(engines)('a backup of $engine', ({ freshUrl }) => {
  let url = '';
  beforeEach(async () => {
    url = await freshUrl();
    await fill(await openAt(url));
  });

  it.each([
    { to: 'SQLite', target: sqliteUrl },
    { to: 'PostgreSQL', target: postgresUrl },
  ])('comes out of $to byte for byte as it went in, but for its first line', async ({ target }) => {
    const lines = await exportFrom(url);
    const other = await target();
    const contents = await importInto(other, lines);
    expect((await exportFrom(other)).slice(1)).toEqual(lines.slice(1));
    const tables = (await readShape(migrations.length)).map(({ name }) => name);
    expect([...contents.keys()]).toEqual(tables);
    const store = await openAt(other);
    expect(await store.saves.find(alice, 'ab')).toMatchObject({ note: hostile, readAt: day(4) });
    expect((await store.shown.find(messageNamed('3')))?.papers).toEqual([
      'arxiv:1',
      'Ärger',
      'a-b',
      'ab',
      '𝒜',
    ]);
    expect(await store.saves.find(bob, '𝒜')).toMatchObject({ tags: ['favourite'] });
  });

  it('gives no number twice afterwards, not even one of somebody who was forgotten', async () => {
    const other = await freshUrl();
    await importInto(other, await exportFrom(url));
    const store = await openAt(other);
    await store.saves.save(otherAlice, paperNamed('new'), day(8));
    const numbers = (await exportFrom(other)).flatMap((line) => {
      const { table, row } = JSON.parse(line) as { table?: string; row?: { id: number } };
      return table === 'members' && row !== undefined ? [row.id] : [];
    });
    expect(numbers).toEqual([1, 2, 4]);
  });

  it('is not taken into a database that holds something, unless it may replace that', async () => {
    const other = await freshUrl();
    const store = await openAt(other);
    await store.saves.save(bob, paperNamed('old'), day(1));
    const lines = await exportFrom(url);
    await expect(importInto(other, lines)).rejects.toThrow('Back it up, then add --force');
    expect(await store.saves.list(bob)).toHaveLength(1);
    await importInto(other, lines, true);
    expect((await exportFrom(other)).slice(1)).toEqual(lines.slice(1));
    expect((await store.saves.list(alice)).map(({ paper }) => paper.id)).toEqual([
      '𝒜',
      'ab',
      'Ärger',
      'arxiv:1',
    ]);
  });

  it('is taken whole or not at all', async () => {
    const lines = await exportFrom(url);
    const target = await freshUrl();
    const store = await openAt(target);
    await store.saves.save(bob, paperNamed('old'), day(1));
    const before = await exportFrom(target);
    const first = lines[0] ?? '';
    const row = lines.findIndex((line) => line.includes('"table":"saves"'));
    const lost = lines.findIndex((line) => line.includes('"table":"papers"'));
    const edited = (lines[row] ?? '').replace(/"saved_at":\d+/u, '"saved_at":1');
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [[], 'This file was not written by "backup"'],
      [['{"id":"p1"}'], 'This file was not written by "backup"'],
      [[first.replace('"schema":', '"schema":9'), ...lines.slice(1)], 'A newer Paperboy wrote this file'],
      [[first.replace('"made":"2', '"made":"1'), ...lines.slice(1)], 'Line 1 does not fit its own sum'],
      [[first.replace(/,"sha256":"[0-9a-f]+"/u, ''), ...lines.slice(1)], 'Line 1 does not fit its own sum'],
      [[...lines, ...lines], `Line ${lines.length + 1} comes after the end of the backup`],
      [[...lines, ''], `Line ${lines.length + 1} comes after the end of the backup`],
      [lines.slice(0, -1), `The file ends at line ${lines.length}, before its end`],
      [lines.with(row, edited), `Line ${lines.length} does not fit the lines before it`],
      [lines.with(row, 'nonsense'), `Line ${row + 1} is no row of a table`],
      [lines.toSpliced(row, 1), `Line ${lines.length - 1} does not fit the lines before it`],
      [lines.toSpliced(lost, 1), 'contradicts the others'],
      [lines.with(row, '{"table":"sqlite_master","row":{"a":1}}'), 'names the table "sqlite_master"'],
      [lines.with(row, '{"table":"saves","row":{"member":1}}'), 'does not have the columns of saves (paper)'],
    ];
    for (const [file, problem] of wrong)
      await expect(importInto(target, file, true)).rejects.toThrow(problem);
    expect((await exportFrom(target)).slice(1)).toEqual(before.slice(1));
  });

  it('shows one moment, whatever is written meanwhile', async () => {
    const before = await exportFrom(url);
    const store = await openAt(url);
    const lines: string[] = [];
    await readSnapshot(chooseEngine(url, '.'), (snapshot) =>
      exportDatabase(snapshot, day(7), async (text) => {
        lines.push(...text.trimEnd().split('\n'));
        await store.saves.save(alice, paperNamed(`later-${lines.length}`), day(9));
      }),
    );
    const rows = (all: readonly string[]) => all.filter((line) => line.includes('"row":'));
    expect(rows(lines)).toEqual(rows(before));
    expect((await store.saves.list(alice)).length).toBeGreaterThan(5);
  });

  it('of the first version is brought to the newest', async () => {
    const sum = beginSum();
    const lines = [
      // In the first form of the file its first line had no sum.
      `${JSON.stringify({ paperboy: 1, schema: 1, engine: 'sqlite', made: day(1).toISOString() })}\n`,
      writeBody({ table: 'members', row: { id: 7, platform: 'slack', workspace: 'T1', name: 'alice' } }, sum),
      writeBody({ table: 'members', last: 9 }, sum),
      writeEnd(sum),
    ].map((line) => line.trimEnd());
    const other = await freshUrl();
    await importInto(other, lines);
    const [first = '', ...rest] = await exportFrom(other);
    expect(JSON.parse(first)).toMatchObject({ schema: migrations.length });
    expect(JSON.parse(rest[0] ?? '')).toMatchObject(JSON.parse(lines[1] ?? ''));
    expect(rest[1]).toBe(lines[2]);
    expect(await (await openAt(other)).saves.list(alice)).toEqual([]);
  });
});
