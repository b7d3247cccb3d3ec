import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../app/program.ts';
import { openAt } from '../../core/store/open.ts';
import { startSlackDouble } from '../../doubles/slack/double.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

it('tells once what is followed, killed while it tells, by whichever of two programs goes on', async () => {
  const manifest = JSON.parse(readFileSync('config/slack-manifest.json', 'utf8'));
  const double = await startSlackDouble({ manifest });
  onTestFinished(() => double.stop());
  const { world, credentials } = double;
  const alice = double.person('U01ALICE');
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-followed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'papers'));
  const published = new Date().toISOString().slice(0, 10);
  const paper = { id: '2601.00001', title: 'On Walls', abstract: 'They stand.', published };
  const authors = ['Thierry Declerck', 'Ada Lovelace'];
  writeFileSync(join(folder, 'papers', 'new.jsonl'), JSON.stringify({ ...paper, authors }));

  const url = `sqlite:${join(folder, 'paperboy.db')}`;
  const store = await openAt(url);
  const home = { platform: 'slack', workspace: world.team.id };
  const destination = { kind: 'direct', member: { ...home, id: alice.id } } as const;
  const { message } = await store.follows.add(
    {
      ...{ kind: 'author', key: 'thierrydeclerck', label: 'Thierry Declerck' },
      seed: { categories: [], coauthors: [] },
    },
    [],
    {
      ...{ destination, schedule: '0 0 1 1 *', zone: 'UTC', topic: '', count: 10 },
      ...{ layout: 'follows', thread: false },
    },
    { home, createdAt: new Date(Date.now() - day), nextDue: new Date(Date.now() - minute) },
  );
  const posts = () => world.messages.filter(({ user, deleted }) => user === world.botUserId && !deleted);
  const environment = {
    ...{ SLACK_BOT_TOKEN: credentials.botToken, SLACK_APP_TOKEN: credentials.appToken },
    ...{ SLACK_API_URL: double.apiUrl, DATABASE_URL: url, PAPERBOY_CORPUS: join(folder, 'papers') },
  };
  double.faults.inject('chat.postMessage', { kind: 'silence' });
  const first = startProgram(folder, environment);
  await world.until(() => posts().length > 0, 'the message', 20_000);
  await first.kill();

  const others = [startProgram(folder, environment), startProgram(folder, environment)];
  const outcome = async () => (await store.deliveryHistory.list(message.id, 1))[0]?.outcome;
  await expect.poll(outcome, { timeout: 40_000 }).toBe('sent');
  for (const other of others) expect(await other.stop()).toBe(0);
  expect(posts()).toHaveLength(1);
  const [post] = posts();
  expect(JSON.stringify(post?.blocks)).toContain('By Thierry Declerck');
  expect(JSON.stringify(post?.blocks)).toContain('1 new from what you follow');
  expect(await store.follows.told(message.id)).toMatchObject([{ paper: 'arxiv:2601.00001', kind: 'new' }]);
  expect(world.violations).toEqual([]);
}, 90_000);
