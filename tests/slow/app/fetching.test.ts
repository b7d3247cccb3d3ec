import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProgram } from '../../app/program.ts';
import { startDiscordDouble } from '../../doubles/discord/double.ts';
import { type PapersDouble, startPapersDouble } from '../../doubles/papers/double.ts';
import { newYorkDate, weekdayOf } from '../../doubles/papers/new-york.ts';

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

async function openDouble(): Promise<PapersDouble> {
  const double = await startPapersDouble();
  onTestFinished(() => double.close());
  return double;
}

function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-fetching-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Runs a command of the built program to its end. */
function run(folder: string, environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const env = { PATH: process.env.PATH ?? '', ...environment };
  const child = spawn(process.execPath, [resolve('dist/cli.js'), ...args], { cwd: folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, out, err })));
  return { child, ended };
}

const sourcesIn = ({ out }: Ended): readonly Record<string, unknown>[] => JSON.parse(out).sources;

let made = 0;

/** Puts papers of today on the page of Hugging Face; yields their titles. */
function addDaily({ huggingFace }: PapersDouble, count: number): readonly string[] {
  const now = new Date();
  return Array.from({ length: count }, () => {
    made += 1;
    const title = `Made-up finding number ${made}`;
    const id = `2608.${String(made).padStart(5, '0')}`;
    const at = new Date(now.getTime() - 1_000);
    huggingFace.papers.push({
      id,
      title,
      summary: `It is ${made}.`,
      day: at.toISOString().slice(0, 10),
      at,
      upvotes: made,
    });
    return title;
  });
}

describe('the command fetch', () => {
  it('says nothing but an empty list without sources', async () => {
    const ended = await run(openFolder(), {}, 'fetch', '--json').ended;
    expect(ended).toMatchObject({ code: 0, out: '{"sources":[]}\n' });
  });

  it('refuses a wrong entry as it was written, before any request', async () => {
    const double = await openDouble();
    const environment = { ...double.environment, PAPERBOY_SOURCES: 'huggingface arxiv: bogus:x' };
    const ended = await run(openFolder(), environment, 'fetch', '--json').ended;
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('"arxiv:"');
    expect(ended.err).toContain('"bogus:x"');
    expect(double.guard.seen).toEqual([]);
  });

  it('ends with 1 where a source is broken, and takes the others in all the same', async () => {
    const double = await openDouble();
    addDaily(double, 2);
    const environment = { ...double.environment, PAPERBOY_SOURCES: 'arxiv:cs.XX huggingface' };
    const ended = await run(openFolder(), environment, 'fetch', '--json').ended;
    expect(ended.code).toBe(1);
    expect(sourcesIn(ended)).toMatchObject([
      { name: 'arxiv:cs.XX', state: 'broken', problem: expect.stringMatching(/^Bad subject class/u) },
      { name: 'huggingface', state: 'fresh', new: 2, changed: 0 },
    ]);
    expect(double.guard.violations).toEqual([]);
  });

  it('waits with a date while a service asks for a pause, over a restart, and ends with 0', async () => {
    const double = await openDouble();
    double.faults.add('/arxiv/', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    const environment = { ...double.environment, PAPERBOY_SOURCES: 'arxiv:cs.LG' };
    const folder = openFolder();
    for (let count = 0; count < 2; count += 1) {
      const ended = await run(folder, environment, 'fetch', '--json').ended;
      expect(ended.code).toBe(0);
      const [source] = sourcesIn(ended);
      expect(source).toMatchObject({ state: 'waiting' });
      expect(Math.abs(Date.parse(String(source?.nextTry)) - Date.now() - 3_600_000)).toBeLessThan(120_000);
    }
    expect(double.guard.seen).toHaveLength(1);
  }, 30_000);

  it('run twice at once takes each paper once and keeps the distance', async () => {
    const double = await openDouble();
    addDaily(double, 5);
    const announced = newYorkDate(new Date());
    for (let count = 1; count <= 4; count += 1)
      double.arxiv.papers.push({
        id: `2608.1000${count}`,
        title: `Of arXiv ${count}`,
        abstract: 'It is made up.',
        authors: [['Ada', 'Example']],
        categories: ['cs.LG', 'stat.ML'],
        created: announced,
        announced,
      });
    const environment = { ...double.environment, PAPERBOY_SOURCES: 'arxiv:cs.LG arxiv:stat.ML huggingface' };
    const folder = openFolder();
    // The database is there before, as it is where a bot runs.
    await run(folder, { ...environment, PAPERBOY_SOURCES: `feed:${double.base}/feed` }, 'fetch').ended;
    const both = await Promise.all([
      run(folder, environment, 'fetch', '--json').ended,
      run(folder, environment, 'fetch', '--json').ended,
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const sum = (name: string) =>
      both.flatMap(sourcesIn).reduce((all, one) => all + (one.name === name ? Number(one.new) : 0), 0);
    const isAnnouncing = ![0, 6].includes(weekdayOf(announced));
    expect(sum('huggingface')).toBe(5);
    expect(sum('arxiv:cs.LG')).toBe(isAnnouncing ? 4 : 0);
    expect(sum('arxiv:stat.ML')).toBe(isAnnouncing ? 4 : 0);
    expect(double.guard.violations).toEqual([]);
  }, 60_000);

  it('run twice at once on no database yet ends well too', async () => {
    const double = await openDouble();
    addDaily(double, 3);
    const environment = { ...double.environment, PAPERBOY_SOURCES: 'huggingface' };
    const folder = openFolder();
    const both = await Promise.all([
      run(folder, environment, 'fetch', '--json').ended,
      run(folder, environment, 'fetch', '--json').ended,
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.flatMap(sourcesIn).reduce((sum, one) => sum + Number(one.new), 0)).toBe(3);
  }, 60_000);
});

describe('the program with sources', () => {
  async function openProgram() {
    const double = await openDouble();
    const discord = await startDiscordDouble();
    onTestFinished(() => discord.close());
    const guild = discord.addGuild('lab');
    const channel = discord.addChannel(guild, 'papers');
    const ada = discord.addPerson('ada', guild);
    discord.giveRole(ada, guild, discord.addRole(guild, 'staff', PermissionFlagsBits.ManageChannels));
    const ben = discord.addPerson('ben', guild);
    const environment = {
      ...double.environment,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      PAPERBOY_SOURCES: 'huggingface',
    };
    const posts = () => ben.sees(channel).map((message) => JSON.stringify(message));
    const ask = async (verb: string, options: Record<string, string> = {}) =>
      JSON.stringify(await discord.answered(ada.types(channel, 'digest', { verb, options })));
    const until = (count: number) => discord.until(`${count} posts`, () => posts().length >= count, 20_000);
    return { double, discord, environment, posts, ask, until };
  }

  it('fetches by itself after the start, and a digest posts what came, first and once', async () => {
    const { double, environment, posts, ask, until } = await openProgram();
    const titles = addDaily(double, 2);
    const program = startProgram(openFolder(), environment);
    await program.says('huggingface: fresh, 2 new');
    expect(await ask('add', { at: '09:00', zone: 'UTC', papers: '2' })).toContain('is set up');
    expect(await ask('now', { number: '1' })).toMatch(/is posted|is on its way/u);
    await until(3);
    const first = posts().slice(0, 3).join('\n');
    for (const title of titles) expect(first).toContain(title);
    await expect.poll(() => ask('list'), { timeout: 10_000 }).toContain('delivered');
    expect(await ask('now', { number: '1' })).toMatch(/is posted|is on its way/u);
    await until(6);
    const second = posts().slice(3).join('\n');
    for (const title of titles) expect(second).not.toContain(title);
    expect(await program.stop()).toBe(0);
    expect(program.log()).not.toMatch(/ error /u);
    expect(double.guard.violations).toEqual([]);
  }, 90_000);

  it('ends within ten seconds while a request is under way, which says nothing about the source', async () => {
    const { double, environment } = await openProgram();
    double.faults.add('/huggingface/', { kind: 'mute' });
    const folder = openFolder();
    const program = startProgram(folder, environment);
    await double.asked('/api/daily_papers');
    expect(await program.stop()).toBe(0);
    double.faults.clear();
    addDaily(double, 1);
    const again = await run(folder, environment, 'fetch', '--json').ended;
    expect(sourcesIn(again)).toMatchObject([{ state: 'fresh', new: 1 }]);
  }, 60_000);
});
