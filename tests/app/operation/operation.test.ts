import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { renderFindings } from '../../../src/app/doctor/diagnosis.ts';
import { examineRunning } from '../../../src/app/doctor/running.ts';
import { createLog, silentLog } from '../../../src/app/log.ts';
import { openOperation } from '../../../src/app/operation/operation.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { entry } from '../../../src/core/text/log-entry.ts';
import { runBot } from '../../../src/main.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { createToyKind } from '../../contracts/toy-platform.ts';
import { temporaryFolder } from '../../core/store/open.ts';

const asker =
  (port: number) =>
  async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return { status: answer.status, text: await answer.text() };
  };

async function open() {
  const stop = new AbortController();
  const port = await findFreePort();
  const data = await temporaryFolder();
  const config = { opsPort: port, opsHost: '127.0.0.1', data };
  const operation = await openOperation(config, silentLog, stop.signal);
  onTestFinished(() => operation.close());
  return { operation, stop, port, ask: asker(port) };
}

it('says 503 and why while a part does not do what it is for, and is alive all the same', async () => {
  const { operation, stop, ask } = await open();
  const says = async () => {
    const { status, text } = await ask('/readyz');
    const { ready, checks } = JSON.parse(text);
    return [status, ready, ...checks.map(({ says: words }: { readonly says: string }) => words)];
  };
  expect(await says()).toEqual([503, false, 'It is starting.']);
  operation.started();
  operation.watch('database', () => ({ state: 'warn', words: entry`It can only be read.` }));
  expect(await says()).toEqual([
    200,
    true,
    expect.stringContaining('has been up for'),
    'It can only be read.',
  ]);
  operation.watch('database', () => ({ state: 'wrong', words: entry`It is away.` }));
  expect(await says()).toEqual([503, false, expect.anything(), 'It is away.']);
  expect(await ask('/healthz')).toEqual({ status: 200, text: 'ok\n' });
  operation.watch('database', () => ({ state: 'ok', words: entry`It is back.` }));
  stop.abort();
  expect(await says()).toEqual([503, false, 'It is stopping.', 'It is back.']);
});

it('leaves out the parts that a balancer does not ask for, and tells of one alone', async () => {
  const { operation, stop, ask } = await open();
  operation.started();
  operation.watch('slack', () => ({ state: 'ok', words: entry`It is connected.` }));
  operation.watch('discord', () => ({ state: 'wrong', words: entry`It is not connected yet.` }));
  operation.watch('search', () => ({ state: 'wrong', words: entry`It does not answer.` }));
  const told = async (path: string) => {
    const { status, text } = await ask(path);
    const { checks = [], parts = [] } = JSON.parse(text);
    return [status, ...checks.map(({ name }: { readonly name: string }) => name), ...parts];
  };
  expect(await told('/readyz')).toEqual([503, 'program', 'slack', 'discord', 'search']);
  expect(await told('/readyz?exclude=discord')).toEqual([503, 'program', 'slack', 'search']);
  expect(await told('/readyz?exclude=discord&exclude=search')).toEqual([200, 'program', 'slack']);
  expect(await told('/readyz?exclude=search,discord,mastodon')).toEqual([200, 'program', 'slack']);
  expect(await told('/readyz/slack')).toEqual([200, 'program', 'slack']);
  expect(await told('/readyz/discord')).toEqual([503, 'program', 'discord']);
  expect(await told('/readyz/mastodon')).toEqual([404, 'program', 'slack', 'discord', 'search']);
  stop.abort();
  expect(await told('/readyz/slack')).toEqual([503, 'program', 'slack']);
});

it('has nothing else, changes nothing, and is on this machine alone', async () => {
  const { port, ask } = await open();
  expect((await ask('/')).status).toBe(404);
  expect((await ask('/constructor')).status).toBe(404);
  expect((await ask('/healthz/x')).status).toBe(404);
  expect((await ask('/readyz', 'POST')).status).toBe(405);
  expect(await ask('/healthz?x', 'HEAD')).toEqual({ status: 200, text: '' });
  await expect(fetch(`http://127.0.0.2:${port}/healthz`)).rejects.toThrow();
});

it('goes on without where the port is taken, and says so', async () => {
  const taken = createServer();
  const port = await findFreePort();
  await new Promise<void>((done) => taken.listen(port, '127.0.0.1', done));
  onTestFinished(() => void taken.close());
  const log = createLog({ level: 'info', write: () => {} });
  const { signal } = new AbortController();
  const config = { opsPort: port, opsHost: '127.0.0.1', data: await temporaryFolder() };
  const operation = await openOperation(config, log, signal);
  expect(log.lastErrors()[0]?.message).toMatch(
    /^PAPERBOY_OPS_PORT \d+ cannot be opened, .* \(EADDRINUSE listen\)\. Choose a free port, at an address of this machine\.$/u,
  );
  await operation.close();
});

const hasSix = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

it.skipIf(!hasSix)('says where it is by an address that can be asked, of IPv6 too', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', write: (line) => void lines.push(line) });
  const config = { opsPort: await findFreePort(), opsHost: '::1', data: await temporaryFolder() };
  const operation = await openOperation(config, log, new AbortController().signal);
  onTestFinished(() => operation.close());
  const [address = ''] = /http:\S+(?=\.$)/mu.exec(lines.join('')) ?? [];
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
});

it('counts from 0 on for the platforms that are opened for good, not for a preview or one without settings', async () => {
  const { kind } = createToyKind();
  const ready = { state: '', open: () => Promise.reject(new Error('not opened here')) };
  const config = {
    opsPort: await findFreePort(),
    opsHost: '127.0.0.1',
    data: await temporaryFolder(),
    platforms: [
      { kind, ready },
      { kind: { ...kind, name: 'shown', isPreview: true as const }, ready },
      { kind: { ...kind, name: 'unset' } },
    ],
  };
  const operation = await openOperation(config, silentLog, new AbortController().signal);
  onTestFinished(() => operation.close());
  const { text } = await asker(config.opsPort)('/metrics');
  const counted = [...text.matchAll(/^paperboy_deliveries_total\{platform="(\w+)",outcome="sent"\} 0$/gmu)];
  expect(counted.map(([, name]) => name)).toEqual(['toy']);
});

it('tells of every part of the running bot, from its start to its stop', async () => {
  const { kind, room } = createToyKind();
  const folder = await temporaryFolder();
  const port = await findFreePort();
  const config = loadConfig({
    environment: { TOY_OWNER: 'Ada', PAPERBOY_OPS_PORT: String(port) },
    ...{ folder, shippedCorpus: resolve('corpus'), platforms: [kind] },
  });
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const [input, output] = [new PassThrough(), new PassThrough()];
  const ended = runBot(config, { environment: {}, input, output, stop: stop.signal }, silentLog);
  const ask = asker(port);
  const status = () =>
    ask('/readyz').then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(status).toBe(200);
  await room.types('uncertainty');
  const { checks } = JSON.parse((await ask('/readyz')).text);
  expect(checks.map(({ name, state }: Record<string, string>) => `${name} ${state}`)).toEqual([
    'program ok',
    'toy ok',
    'database ok',
    'papers ok',
    'sources ok',
    'backups ok',
    'digests ok',
  ]);
  expect(JSON.stringify(checks)).not.toContain('uncertainty');
  expect(renderFindings(await examineRunning(config))).toMatch(
    /^ok +running [\s\S]* toy: It is connected\.\n/u,
  );
  stop.abort();
  expect(await ended).toBe(0);
  expect(await examineRunning(config)).toEqual([]);
  await expect(ask('/healthz')).rejects.toThrow();
});
