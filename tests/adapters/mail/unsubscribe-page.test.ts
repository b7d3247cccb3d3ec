import { request } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { createUnsubscribePage } from '../../../src/adapters/mail/receive/unsubscribe-page.ts';
import { openWebServer } from '../../../src/core/async/web-server.ts';

const secret = 'kYdN5cZ0l2R9s-7Qw_8Tx1';

async function open(end?: (secret: string) => Promise<void>) {
  const ended: string[] = [];
  const logged: string[] = [];
  const write = (text: string) => void logged.push(text);
  const answer = createUnsubscribePage({
    end: end ?? (async (one) => void ended.push(one)),
    log: { debug: write, info: write, warn: write, error: write },
  });
  const page = await openWebServer({ port: 0, host: '127.0.0.1', connections: 9 }, (asked, response) => {
    if (!answer(asked, response)) response.writeHead(404).end();
  });
  onTestFinished(() => page.close());
  return { url: `http://127.0.0.1:${page.port}/bot/unsubscribe/${secret}`, ended, logged };
}

it('shows a button and changes nothing when it is only looked at', async () => {
  const { url, ended } = await open();
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('<form method="post"><button');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  await fetch(url, { method: 'HEAD' });
  expect(ended).toEqual([]);
});

it('ends the subscription at one click', async () => {
  const { url, ended } = await open();
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('You are unsubscribed');
  expect(ended).toEqual([secret]);
});

it('asks to try again where the database cannot be used, and says so in the log', async () => {
  const { url, logged } = await open(async () => {
    throw new Error('locked');
  });
  const answer = await fetch(url, { method: 'POST' });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('60');
  expect(logged.join()).toContain('could not be unsubscribed: Error');
});

it.each(['//', 'http://[', '/%', '*', 'http://h/unsubscribe/../../etc/passwd'])(
  'has nothing at %s and goes on',
  async (target) => {
    const { url } = await open();
    const { port } = new URL(url);
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: target }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
    expect((await fetch(url)).status).toBe(200);
  },
);

it('has nothing elsewhere', async () => {
  const { url, ended } = await open();
  expect((await fetch(new URL('/', url))).status).toBe(404);
  expect((await fetch(new URL('/unsubscribe/<script>', url), { method: 'POST' })).status).toBe(404);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
  expect(ended).toEqual([]);
});
