import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { createChecks } from '../../../src/app/operation/checks.ts';
import { createMetrics, type Metrics } from '../../../src/app/operation/metrics.ts';
import { readCommandLine } from '../../../src/core/chat/command-line.ts';
import { openStore } from '../../../src/core/store/open-store.ts';
import { StoreFailure } from '../../../src/core/store/store.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { hour, setStage } from '../../core/digest/stage.ts';
import { keepLog, sqliteUrl } from '../../core/store/open.ts';
import { startTalk } from '../../core/talk.ts';

const now = new Date('2026-03-02T09:30:00Z');

function start() {
  const checks = createChecks();
  return { checks, metrics: createMetrics(checks, () => now) };
}

const textOf = async ({ page }: Metrics) => (await page()).text;

/** The samples of our own, without those of buckets and sums. */
async function samples(metrics: Metrics): Promise<readonly string[]> {
  const lines = (await textOf(metrics)).split('\n').filter((line) => line.startsWith('paperboy_'));
  return lines.filter((line) => !/^\w+_(?:bucket|sum)\b|^paperboy_info/u.test(line));
}

const readings = {
  underWay: () => 3,
  oldestDue: async () => new Date(now.getTime() - 90_000),
  waitingWrites: () => 2,
  papers: () => ({ known: 88, indexed: 87 }),
  sources: async () => [
    { name: 'arxiv:cs.LG', succeededAt: new Date(now.getTime() - hour) },
    { name: 'huggingface' },
  ],
  storage: async () => ({
    free: [
      { folder: 'data' as const, bytes: 5e9 },
      { folder: 'database' as const, bytes: 4e9 },
    ],
    log: 4_096,
    backup: new Date(now.getTime() - 6 * hour),
  }),
  databaseSize: async () => 1_000_000,
  lines: () => ({ info: 7, error: 1 }),
};

it('are read anew each time, with how every part is', async () => {
  const { checks, metrics } = start();
  checks.watch('database', () => ({ state: 'warn', words: entry`It can only be read.` }));
  checks.watch('digests', () => ({ state: 'wrong', words: entry`It stands still.` }));
  metrics.read(readings);
  const once = await samples(metrics);
  expect(await samples(metrics)).toEqual(once);
  expect(once).toEqual([
    'paperboy_database_failures_total{access="read"} 0',
    'paperboy_database_failures_total{access="write"} 0',
    'paperboy_check{check="database"} 0.5',
    'paperboy_check{check="digests"} 0',
    'paperboy_digests_under_way 3',
    'paperboy_digest_overdue_seconds 90',
    'paperboy_waiting_writes 2',
    'paperboy_papers 88',
    'paperboy_indexed_papers 87',
    'paperboy_source_age_seconds{source="arxiv:cs.LG"} 3600',
    'paperboy_disk_free_bytes{folder="data"} 5000000000',
    'paperboy_disk_free_bytes{folder="database"} 4000000000',
    'paperboy_database_bytes 1000000',
    'paperboy_write_ahead_log_bytes 4096',
    'paperboy_backup_age_seconds 21600',
    'paperboy_log_lines_total{level="info"} 7',
    'paperboy_log_lines_total{level="error"} 1',
  ]);
});

it('leave out what the database or the disk does not tell, and nothing else for it', async () => {
  const { metrics } = start();
  const away = () => Promise.reject(new StoreFailure(entry`It is away.`));
  metrics.read(readings);
  expect(await samples(metrics)).toContain('paperboy_digest_overdue_seconds 90');
  metrics.read({ ...readings, oldestDue: away });
  const told = await samples(metrics);
  expect(told.filter((line) => line.startsWith('paperboy_digest_overdue'))).toEqual([]);
  expect(told).toContain('paperboy_database_bytes 1000000');
  metrics.read({ ...readings, storage: () => readFile('/nothing/here').then(() => ({ free: [] })) });
  const diskless = await samples(metrics);
  expect(diskless.filter((line) => line.startsWith('paperboy_disk'))).toEqual([]);
  expect(diskless).toContain('paperboy_digest_overdue_seconds 90');
  expect(told).toContain('paperboy_disk_free_bytes{folder="data"} 5000000000');
  metrics.read({ ...readings, storage: async () => ({ free: [] }) });
  const bare = await samples(metrics);
  expect(bare.filter((line) => /^paperboy_(?:disk|write_ahead|backup)/u.test(line))).toEqual([]);
  expect(await textOf(metrics)).toContain('nodejs_eventloop_lag_seconds');
});

it('count answers by the names that commands have, whatever people type', async () => {
  const { metrics } = start();
  const talk = await startTalk();
  const bot = metrics.measure(talk.bot);
  const say = (line: ReturnType<typeof readCommandLine>) =>
    bot.onCommand({
      ...{ line, memberName: 'Ada', mayManage: async () => true, reply: async () => [] },
      channel: { platform: 'slack', workspace: 'lab', id: 'papers' },
      member: { platform: 'slack', workspace: 'lab', id: 'ada' },
    });
  for (const typed of ['/paper uncertainty', '/paper zebrafinch', '/papers saved'])
    await say(readCommandLine(typed, bot.commands));
  await say({ name: 'zebrafinch', text: 'zebrafinch' });
  await say({ name: 'papers', verb: 'zebrafinch"} 1', text: '' });
  const told = await samples(metrics);
  expect(told.filter((line) => line.startsWith('paperboy_answer'))).toEqual([
    'paperboy_answer_seconds_count{platform="slack",command="paper"} 2',
    'paperboy_answer_seconds_count{platform="slack",command="papers saved"} 1',
    'paperboy_answer_seconds_count{platform="slack",command="unknown"} 2',
  ]);
  expect(await textOf(metrics)).not.toContain('zebrafinch');
});

it('count digests by how they ended, how late, and how long they waited for the platform', async () => {
  const { metrics } = start();
  const stage = await setStage('2026-03-02T08:50:00Z');
  await stage.add();
  stage.start({ meter: metrics.meter });
  await stage.clock.run(new Date('2026-03-02T09:10:00Z'));
  const told = await samples(metrics);
  expect(told).toContain('paperboy_deliveries_total{platform="slack",outcome="sent"} 1');
  expect(told).toContain('paperboy_delivery_delay_seconds_count{platform="slack"} 1');
  expect(told.join()).toMatch(/paperboy_rate_limit_wait_seconds_count\{platform="\w+"\} [1-9]/u);
});

it('count each post once by all that it waited, for the turns of all processes too', async () => {
  const { metrics } = start();
  const stage = await setStage('2026-03-02T08:50:00Z', { postingRates: { overall: 50 } });
  await stage.add();
  stage.start({ meter: metrics.meter, turns: { reserve: async (key) => (key.length === 1 ? 3_000 : 0) } });
  await stage.clock.run(new Date('2026-03-02T09:10:00Z'));
  const posts = stage.platform.messages.length;
  expect(posts).toBe(3);
  const text = await textOf(metrics);
  expect(text).toContain(`paperboy_rate_limit_wait_seconds_count{platform="slack"} ${posts}\n`);
  expect(Number(/wait_seconds_sum\{platform="slack"\} (\S+)/u.exec(text)?.[1])).toBeGreaterThanOrEqual(9);
});

it('begin with 0 what may fail, so that the first failure is an increase', async () => {
  const metrics = createMetrics(createChecks(), () => now, ['slack', 'discord']);
  const told = (await samples(metrics)).join('\n');
  for (const platform of ['slack', 'discord'])
    for (const outcome of ['sent', 'empty', 'missed', 'failed', 'retried'])
      expect(told).toContain(`paperboy_deliveries_total{platform="${platform}",outcome="${outcome}"} 0`);
});

it('count a digest that came before its time, as by a clock that was put back, as in time', async () => {
  const { metrics } = start();
  metrics.meter({ kind: 'delivery', platform: 'slack', outcome: 'sent', late: -60_000 });
  expect(await textOf(metrics)).toContain('paperboy_delivery_delay_seconds_sum{platform="slack"} 0\n');
});

it('count what was asked of the database, and what it could not do', async () => {
  const { metrics } = start();
  const { meter } = metrics;
  const store = await openStore({ url: await sqliteUrl(), log: keepLog(), meter });
  await store.dueTimes.oldest(now, []);
  const written = async () =>
    Number(/paperboy_database_seconds_count\{access="write"\} (\d+)/u.exec(await textOf(metrics))?.[1] ?? 0);
  const before = await written();
  await store.leases.take('a', 'b', 1_000);
  await store.seenEvents.isNew('a', 1_000);
  expect(await written()).toBe(before + 2);
  await store.close();
  await store.dueTimes.oldest(now, []).catch(() => undefined);
  const told = await samples(metrics);
  expect(told).toContain('paperboy_database_failures_total{access="read"} 1');
});

it('are all in the table of the documents, each with what it says', async () => {
  const { metrics } = start();
  const text = await textOf(metrics);
  const exported = [...text.matchAll(/^# HELP (paperboy_\w+) (.*)\n# TYPE \w+ (\w+)$/gmu)].map(
    ([, name, help, type]) => `| \`${name}\` | ${type} | ${help} |`,
  );
  const page = readFileSync('docs/operating.md', 'utf8');
  const documented = page.match(/^\| `paperboy_\w+` \|.*\|$/gmu) ?? [];
  expect(exported.length).toBeGreaterThan(10);
  expect([...documented].sort()).toEqual([...exported].sort());
  const [, rules = ''] = /```yaml\n(groups:[\s\S]*?)```/u.exec(page) ?? [];
  const alerts = parse(rules)
    .groups[0].rules.map(({ expr }: { readonly expr: string }) => expr)
    .join(' ');
  expect(alerts.match(/paperboy_[a-z_]+/gu)?.length).toBeGreaterThan(10);
  const used = new Set(page.match(/\bpaperboy_[a-z_]+/gu));
  for (const name of used) expect(text).toContain(`# TYPE ${String(name).replace(/_bucket$/u, '')} `);
});
