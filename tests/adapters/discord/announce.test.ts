import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { openAnnouncedPlaces } from '../../../src/adapters/discord/send/announced-places.ts';
import { type Stage, setStage } from './stage.ts';

/** Every test has a stage and a folder of its own. */
const test = base.extend<{ stage: Stage; data: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names it is to provide from the pattern
  stage: async ({}, use) => {
    const stage = await setStage();
    await use(stage);
    await stage.end();
    expect(stage.double.violations).toEqual([]);
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  data: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'paperboy-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const puts = ({ double }: Stage) =>
  double.exchanges.filter(({ request }) => request.startsWith('PUT /applications')).length;

/** In how many places a person in the guild is offered `/paper`. */
const offers = ({ double, guild }: Stage) =>
  ['', guild.id].filter((place) => double.state.commands.get(place)?.some(({ name }) => name === 'paper'));

/** Starts the bot anew, as after a restart. */
async function start(stage: Stage, data: string, guildId?: string): Promise<void> {
  await stage.discord().stop();
  await stage.start({ data, ...(guildId === undefined ? {} : { guildId }) });
}

test('after a trial in one server the commands are everywhere, and show once', async ({ stage, data }) => {
  await start(stage, data, stage.guild.id);
  expect(offers(stage)).toEqual([stage.guild.id]);
  await start(stage, data);
  expect(offers(stage)).toEqual(['']);
  await start(stage, data, stage.guild.id);
  expect(offers(stage)).toEqual([stage.guild.id]);
  const other = stage.double.addGuild('Other');
  await start(stage, data, other.id);
  expect(offers(stage)).toEqual([]);
});

test('an unchanged start announces nothing, in one server or everywhere', async ({ stage, data }) => {
  for (const place of [stage.guild.id, undefined]) {
    await start(stage, data, place);
    const before = puts(stage);
    await start(stage, data, place);
    expect(puts(stage)).toBe(before);
  }
});

test('what could not be taken away is taken away at the next start, and a server that is gone is forgotten', async ({
  stage,
  data,
}) => {
  const { double, guild } = stage;
  const gone = double.addGuild('Gone');
  await start(stage, data, gone.id);
  await start(stage, data, guild.id);
  double.state.guilds.delete(gone.id);
  double.faults.add(/PUT .applications.*guilds/, {
    status: 400,
    body: { code: 130_000, message: 'Overloaded' },
  });
  await start(stage, data);
  expect(stage.lines.join('\n')).toContain(`may show twice in server ${guild.id}`);
  expect(offers(stage)).toEqual(['', guild.id]);
  await start(stage, data);
  expect(offers(stage)).toEqual(['']);
  expect(JSON.parse(await readFile(join(data, 'discord.json'), 'utf8'))).toMatchObject({ announced: [''] });
});

test('commands of a trial of which nothing was written down go when somebody uses one', async ({
  stage,
  data,
}) => {
  const { double, alice, channel } = stage;
  await start(stage, data, stage.guild.id);
  await rm(join(data, 'discord.json'));
  await start(stage, data);
  expect(offers(stage)).toEqual(['', stage.guild.id]);
  await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
  await double.until('the end of the others', () => offers(stage).length === 1);
});

test('a file that says nothing readable is as good as none', async ({ stage, data }) => {
  await writeFile(join(data, 'discord.json'), '{"announced": 3');
  await start(stage, data);
  expect(offers(stage)).toEqual(['']);
});

test('processes that share a folder forget nothing of what another has written there', async ({ data }) => {
  const [one, other] = [openAnnouncedPlaces(data), openAnnouncedPlaces(data)];
  await one.add('1');
  expect(await other.list()).toEqual(['1']);
  await Promise.all([other.add('2'), other.add('2')]);
  await one.remove('1');
  expect(await other.list()).toEqual(['2']);
  expect(await readdir(data)).toEqual(['discord.json']);
});

test('nothing is left behind where the places cannot be written down', async ({ data }) => {
  await mkdir(join(data, 'discord.json'));
  await expect(openAnnouncedPlaces(data).add('1')).rejects.toThrow();
  expect(await readdir(data)).toEqual(['discord.json']);
});

test('the operator is told since when Discord refuses requests, until it takes them again', async ({
  stage,
}) => {
  await stage.start();
  const { double, alice, channel } = stage;
  const health = () => stage.discord().health?.();
  expect(health()?.state).toBe('ok');
  double.faults.add(/callback/, { page: 429 });
  alice.types(channel, 'paper', { options: { query: 'x' } });
  await expect.poll(health).toEqual({
    state: 'warn',
    words: expect.stringMatching(
      /^Shards connected here: 1 of 1\. Requests have been refused \(429\) since 20\d\d-/u,
    ),
  });
  await double.answered(alice.types(channel, 'paper', { options: { query: 'x' } }));
  await expect.poll(health).toMatchObject({ state: 'ok' });
});
