import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createWeb } from '../../../src/app/web/web.ts';
import type { WebHandler } from '../../../src/core/async/web-server.ts';
import { findFreePort } from '../../adapters/slack/lab.ts';
import { keepLog } from '../../core/store/open.ts';

async function open(host: string | undefined = '127.0.0.1', isWhole = () => true) {
  const port = await findFreePort();
  const log = keepLog();
  const web = createWeb({ port, host }, log, isWhole);
  onTestFinished(() => web.close());
  const ask = async (path: string, method = 'GET', at = '127.0.0.1') => {
    const answer = await fetch(`http://${at}:${port}${path}`, { method });
    return `${answer.status} ${await answer.text()}`.trim();
  };
  return { web, port, log, ask };
}

const answering =
  (path: string): WebHandler =>
  (request, response) => {
    if (request.url !== path) return false;
    response.end(`this is ${path}`);
    return true;
  };

it('opens the port with the first who answers there, and shares it among all', async () => {
  const { web, ask } = await open();
  await expect(ask('/healthz')).rejects.toThrow();
  const [takeOff] = await Promise.all([web.serve(answering('/one')), web.serve(answering('/two'))]);
  expect(await ask('/one')).toBe('200 this is /one');
  expect(await ask('/two', 'POST')).toBe('200 this is /two');
  expect(await ask('/three')).toBe('404 There is nothing here.');
  takeOff();
  expect(await ask('/one')).toBe('404 There is nothing here.');
  await web.close();
  await expect(ask('/two')).rejects.toThrow();
  await expect(web.serve(answering('/late'))).rejects.toThrow('the program is stopping');
  await expect(ask('/late')).rejects.toThrow();
});

it('opens no port once it was closed, though none was open before', async () => {
  const { web, ask } = await open();
  await web.close();
  await expect(web.serve(answering('/late'))).rejects.toThrow('the program is stopping');
  await expect(ask('/late')).rejects.toThrow();
});

it('says that it is alive by the old address too', async () => {
  const { web, ask } = await open();
  await web.serve(() => false);
  expect(await ask('/healthz')).toBe('200 ok');
  expect(await ask('/health?from=balancer')).toBe('200 ok');
  expect(await ask('/healthz', 'HEAD')).toBe('200');
  expect(await ask('/healthz', 'POST')).toBe('404 There is nothing here.');
});

it('has those ask again later for whom there may be an answer then', async () => {
  let isWhole = false;
  const { web, port, ask } = await open('127.0.0.1', () => isWhole);
  await web.serve(answering('/one'));
  const asked = await fetch(`http://127.0.0.1:${port}/two`, { method: 'POST', body: 'x'.repeat(100_000) });
  expect([asked.status, asked.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await ask('/one')).toBe('200 this is /one');
  isWhole = true;
  expect(await ask('/two')).toBe('404 There is nothing here.');
});

it('is bound where a setting says, and to all addresses of the machine else', async () => {
  const here = await open('127.0.0.1');
  await here.web.serve(() => false);
  await expect(here.ask('/healthz', 'GET', '127.0.0.2')).rejects.toThrow();
  const port = await findFreePort();
  const all = createWeb({ port, host: undefined }, keepLog());
  onTestFinished(() => all.close());
  await all.serve(() => false);
  for (const host of ['127.0.0.1', '127.0.0.2'])
    expect((await fetch(`http://${host}:${port}/healthz`)).status).toBe(200);
});

it('goes on after an answer that failed, and says in the log what did', async () => {
  const { web, log, ask } = await open();
  await web.serve(() => {
    throw new TypeError('of a secret');
  });
  await expect(ask('/one')).rejects.toThrow();
  expect(await ask('/healthz')).toBe('200 ok');
  expect(log.lines.join()).toMatch(/could not be answered: TypeError/u);
  expect(log.lines.join()).not.toContain('secret');
});

it('tells each who wants to answer why the port cannot be had, and tries again for the next', async () => {
  const { web, port, ask } = await open();
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
  const tries = await Promise.allSettled([web.serve(answering('/one')), web.serve(answering('/two'))]);
  expect(tries.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
    'EADDRINUSE',
    'EADDRINUSE',
  ]);
  await new Promise((resolve) => taken.close(resolve));
  await web.serve(answering('/three'));
  expect(await ask('/one')).toBe('404 There is nothing here.');
  expect(await ask('/three')).toBe('200 this is /three');
  const none = createWeb({ port: undefined, host: undefined }, keepLog());
  await expect(none.serve(() => false)).rejects.toThrow('PORT is not set');
});
