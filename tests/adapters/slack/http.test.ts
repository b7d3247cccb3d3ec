import { createServer, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlack } from '../../../src/adapters/slack/slack.ts';
import { createWeb, type Web } from '../../../src/app/web/web.ts';
import { openTestStore } from '../../core/store/open.ts';
import { signatureOf } from '../../doubles/slack/signed-http.ts';
import { findFreePort, type Lab, startLab } from './lab.ts';

let lab: Lab;
let port: number;
let web: Web;
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

beforeEach(async () => {
  lab = await startLab({ idle: true });
  port = await findFreePort();
  web = createWeb({ port, host: undefined }, log);
});
afterEach(async () => {
  await web.close();
  await lab.stop();
});

async function listen() {
  const { slack, bot } = lab;
  const own = { signingSecret: slack.signingSecret, port, serve: web.serve };
  const { seenEvents, installations, leases, quotas } = await openTestStore();
  const kept = { seenEvents, installations, leases, quotas };
  const { botToken } = slack.credentials;
  const platform = createSlack({ ...kept, botToken, apiUrl: slack.apiUrl, ...own }, log);
  await platform.start(bot);
  return platform;
}

const send = (body: string, headers: Record<string, string>, path = '/slack/events') =>
  fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });
/** The status of a request that says how long its body will be, and sends none of it. */
const announceBody = (length: number) =>
  new Promise<number | undefined>((resolve, reject) => {
    const asked = request({
      port,
      path: '/slack/events',
      method: 'POST',
      headers: { 'content-length': length },
    });
    asked.on('error', reject).on('response', ({ statusCode }) => {
      resolve(statusCode);
      asked.destroy();
    });
    asked.flushHeaders();
  });
const signed = (body: string, secondsFromNow: number, secret = lab.slack.signingSecret) => {
  const timestamp = Math.floor(Date.now() / 1000) + secondsFromNow;
  return {
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signatureOf(secret, timestamp, body),
  };
};

describe('requests over HTTP', () => {
  it('that are none of Slack’s are left to who else answers on the port, whoever came first', async () => {
    const platform = await listen();
    await web.serve((asked, response) => {
      const isPage = asked.url === '/unsubscribe/secret';
      if (isPage) response.end('the page');
      return isPage;
    });
    expect(await (await send('', {}, '/unsubscribe/secret')).text()).toBe('the page');
    expect((await send('', {}, '/unsubscribe')).status).toBe(404);
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const challenge = () => send(body, { 'content-type': 'application/json', ...signed(body, 0) });
    expect((await challenge()).status).toBe(200);
    await platform.stop();
    expect((await challenge()).status).toBe(404);
  });

  it('are taken only with a signature of now', async () => {
    const platform = await listen();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const status = async (headers: Record<string, string>) =>
      (await send(body, { 'content-type': 'application/json', ...headers })).status;
    expect(await status(signed(body, 0))).toBe(200);
    expect(await status(signed(body, 290))).toBe(200);
    expect(await status(signed(body, 400))).toBe(401);
    expect(await status(signed(body, -301))).toBe(401);
    expect(await status(signed(body, 0, 'another-secret'))).toBe(401);
    expect(await status({})).toBe(401);
    await platform.stop();
  });

  it('are bounded, and nothing but the health is told elsewhere', async () => {
    const platform = await listen();
    expect(await announceBody(1_000_001)).toBe(413);
    expect((await send('{', { 'content-type': 'application/json', ...signed('{', 0) })).status).toBe(400);
    expect((await send('', {}, '/elsewhere')).status).toBe(404);
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
    await platform.stop();
  });

  it('need an address that the machine has', async () => {
    // Of a network for documentation, which nobody has: RFC 5737.
    web = createWeb({ port, host: '192.0.2.1' }, log);
    await expect(listen()).rejects.toThrow(/set PAPERBOY_HOST to an address that this machine has/);
  });

  it('need a free port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(port, resolve);
    });
    await expect(listen()).rejects.toThrow(/set PORT to a free one/);
    other.close();
  });
});
