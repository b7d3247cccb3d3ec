import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { renderFindings } from '../../../src/app/doctor/diagnosis.ts';
import { examineRunning } from '../../../src/app/doctor/running.ts';
import { createLog } from '../../../src/app/log.ts';
import { createChecks } from '../../../src/app/operation/checks.ts';
import { doorFolder, openDoor } from '../../../src/app/operation/door.ts';
import { json } from '../../../src/app/operation/pages.ts';
import { makeReport, type Report } from '../../../src/app/operation/report.ts';
import { version } from '../../../src/app/version.ts';
import { entry, nobodyTyped } from '../../../src/core/text/log-entry.ts';
import { keepLog, temporaryFolder } from '../../core/store/open.ts';

/** A process that answers for itself in the folder of data, as the bot does. */
async function run(data: string, change: Partial<Report> = {}) {
  const log = createLog({ level: 'error', write: () => {}, now: () => new Date('2026-03-02T09:30:00Z') });
  const checks = createChecks();
  const page = async () => json(200, { ...(await makeReport(checks, log)), ...change });
  const door = await openDoor(data, { '/doctor': page }, log);
  onTestFinished(async () => door?.close());
  return { log, checks, door };
}

const told = async (data: string, within?: number) => renderFindings(await examineRunning({ data }, within));

/** Listens at a socket and says nothing; its file is left where it is. */
async function listenAt(path: string): Promise<Server> {
  const server = createServer(() => {});
  await new Promise<void>((done) => server.listen(path, done));
  onTestFinished(() => void server.close());
  return server;
}

it('a running process tells how it is, its parts are, and what its newest errors were', async () => {
  const data = await temporaryFolder();
  expect(await examineRunning({ data })).toEqual([]);
  const { log, checks } = await run(data);
  checks.watch('database', () => ({ state: 'ok', words: entry`It can be read and written.` }));
  expect(await told(data)).toMatch(
    /^ok +running +process \d+ for \d+ (?:second|minute)s?: Paperboy \S+, Node.js \S+, time zones of \d{4}\w+, \d.* of memory\n +database: It can be read and written\.\n +No errors in its log\n$/u,
  );
  checks.watch('slack', () => ({ state: 'wrong', words: entry`It is not connected yet.` }));
  log.error(nobodyTyped('It broke.\u001B[31m'));
  expect(await told(data)).toMatch(
    /^wrong +running [\s\S]*slack \(wrong\): It is not connected yet\.\n[\s\S]*2026-03-02T09:30:00Z It broke\./u,
  );
  expect(await told(data)).not.toContain('\u001B');
});

it.each([
  [4_000, '4 seconds'],
  [89_000, '89 seconds'],
  [150_000, '3 minutes'],
  [89 * 60_000, '89 minutes'],
  [47 * 60 * 60_000, '47 hours'],
  [3 * 24 * 60 * 60_000, '3 days'],
])('a process that runs for %i ms runs for %s', async (up, words) => {
  const data = await temporaryFolder();
  await run(data, { up });
  expect(await told(data)).toMatch(new RegExp(`^ok +running +process \\d+ for ${words}: `, 'u'));
});

it('several processes on one folder are each asked, one of another version is told of', async () => {
  const data = await temporaryFolder();
  await run(data);
  await run(data, { version: '0.0.1', pid: 4 });
  const findings = await examineRunning({ data });
  expect(findings.map(({ state }) => state).sort()).toEqual(['ok', 'warn']);
  expect(renderFindings(findings)).toContain(
    `This is Paperboy ${version}: start the process anew to have it run that`,
  );
});

it('processes of several machines or containers, each the first of its own, are told apart by the names of these', async () => {
  const data = await temporaryFolder();
  await run(data, { pid: 1 });
  expect(await told(data)).toMatch(/running +process 1 for /u);
  await run(data, { pid: 1, host: '3f2a91c0d7e4\u001B[31m' });
  const findings = await told(data);
  expect(findings).toContain(`process 1 on ${hostname()} for `);
  expect(findings).toMatch(/process 1 on 3f2a91c0d7e4\S* for /u);
  expect(findings).not.toContain('\u001B');
});

it('nobody but the user who runs it may ask, and what it made is gone when it ends', async () => {
  const data = join(await temporaryFolder(), 'data');
  const { door } = await run(data);
  const folder = doorFolder(data);
  expect((await stat(data)).mode & 0o777).toBe(0o700);
  const [name = ''] = await readdir(folder);
  expect([(await stat(folder)).mode & 0o777, (await stat(join(folder, name))).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
  await door?.close();
  expect(await readdir(folder)).toEqual([]);
  expect(await examineRunning({ data })).toEqual([]);
});

it('what a killed process left is passed over, and removed a day later by the next', async () => {
  const data = await temporaryFolder();
  await run(data);
  const folder = doorFolder(data);
  const left = join(folder, 'left.sock');
  await writeFile(left, '');
  expect(await examineRunning({ data })).toHaveLength(1);
  await run(data);
  expect(await readdir(folder)).toContain('left.sock');
  const longAgo = new Date(Date.now() - 25 * 60 * 60_000);
  await utimes(left, longAgo, longAgo);
  for (const name of await readdir(folder)) await utimes(join(folder, name), longAgo, longAgo);
  await run(data);
  expect(await readdir(folder)).not.toContain('left.sock');
  expect(await examineRunning({ data })).toHaveLength(3);
});

it('a process that does not answer, or not as it should, is wrong', async () => {
  const data = await temporaryFolder();
  const { door } = await run(data);
  await door?.close();
  const stuck = await listenAt(join(doorFolder(data), 'stuck.sock'));
  expect(await told(data, 500)).toMatch(/^wrong +running +A process runs and does not say how it is/u);
  stuck.close();
  await run(data, { checks: 'none' as never });
  expect(await told(data)).toMatch(/^wrong +running +A process runs and does not say how it is/u);
});

it('does without where no socket can be made', async () => {
  const data = join(await temporaryFolder(), 'x'.repeat(120));
  const log = keepLog();
  expect(await openDoor(data, {}, log)).toBeUndefined();
  expect(log.lines).toEqual([expect.stringMatching(/^debug doctor cannot ask this process: /u)]);
  expect(await examineRunning({ data })).toEqual([]);
});
