import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBrowser } from '../../../src/adapters/browser/browser.ts';
import { browser } from '../../../src/adapters/browser/kind.ts';
import { openSite } from '../../../src/adapters/browser/receive/server.ts';
import { keepLog, openTestStore } from '../../core/store/open.ts';
import { createProbeBot } from '../slack/probe-bot.ts';
import { openVisit } from './visitor.ts';

const visit = () => openVisit(createProbeBot({ commands: [] }));

/** A request with headers that a browser would not let a page choose. */
function ask(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on('error', reject).end(body);
  });
}

describe('the site of the preview page', () => {
  it('shows the page to whoever has the whole address, and to nobody else', async () => {
    const { address, port, request: fetchPath } = await visit();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{24}$/u);
    const page = await fetchPath('/');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<script type="module" src="/page.js">');
    for (const path of ['/', '/?token=', '/?token=wrong', '/events', '/mail/1', '/act/type'])
      expect(await ask(port, path, { host: `127.0.0.1:${port}` }), path).toMatchObject({
        status: 403,
        text: expect.stringContaining('whole address'),
      });
  });

  it('answers no other host name and no other site, whatever they know', async () => {
    const { address, port } = await visit();
    const path = new URL(address).search;
    const host = `127.0.0.1:${port}`;
    const own = { host, origin: `http://${host}`, 'content-type': 'application/json' };
    expect((await ask(port, `/${path}`, { host })).status).toBe(200);
    expect((await ask(port, `/${path}`, { host: `localhost:${port}` })).status).toBe(200);
    for (const headers of [
      { host: 'evil.example' },
      { host: `evil.example:${port}` },
      { host: `127.0.0.1:${port + 1}` },
      { host, origin: 'https://evil.example' },
      { host, origin: `http://localhost:${port}` },
      { host, origin: 'null' },
    ])
      expect((await ask(port, `/${path}`, headers)).status, JSON.stringify(headers)).toBe(403);
    const { origin: _, ...withoutOrigin } = own;
    const act = `/act/home${path}`;
    const body = JSON.stringify({ service: 'slack', person: 'ada' });
    expect((await ask(port, act, withoutOrigin, body)).status).toBe(403);
    expect((await ask(port, act, { ...own, 'content-type': 'text/plain' }, body)).status).toBe(415);
    expect((await ask(port, act, own, body)).status).toBe(200);
  });

  it('tells browsers to run no script but its own, load nothing from elsewhere, and tell no site of it', async () => {
    const { request: fetchPath } = await visit();
    for (const path of ['/', '/page.js', '/page.css']) {
      const { headers } = await fetchPath(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/u);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('serves a page that names no address of elsewhere to load from', async () => {
    const { request: fetchPath } = await visit();
    const styles = await (await fetchPath('/page.css')).text();
    expect(styles).not.toMatch(/url\(|@import/u);
    const page = await (await fetchPath('/')).text();
    expect(page).not.toMatch(/(?:src|href)="(?!\/|data:)/u);
  });

  it('takes no large requests, and none it does not know', async () => {
    const { act, request: fetchPath, messages } = await visit();
    const who = { service: 'slack', person: 'ada', channel: 'papers' };
    const ask = (length: number) => act('complete', { ...who, text: 'hello', more: 'a'.repeat(length) });
    expect((await ask(1_000)).status).toBe(200);
    expect((await ask(200_000)).status).toBe(400);
    expect((await act('type', { ...who, text: 'a'.repeat(9_000) })).status).toBe(400);
    expect((await act('type', { ...who, person: 'eve', text: 'hello' })).status).toBe(400);
    expect((await act('type', { ...who, service: 'toString', text: 'hello' })).status).toBe(400);
    expect((await act('toString', who)).status).toBe(400);
    expect((await fetchPath('/../package.json')).status).toBe(404);
    expect((await fetchPath('/dist/page/page.js')).status).toBe(404);
    expect((await fetchPath('/', { method: 'DELETE', headers: {} })).status).toBe(404);
    expect(messages()).toEqual([]);
  });

  it('loads nothing that draws services where nobody looked, not at its end either', async () => {
    const platform = createBrowser({
      site: await openSite(0, keepLog()),
      now: () => new Date(),
      previews: () => Promise.reject(new Error('Nobody looked.')),
      bringDigests: async () => 0,
      drawMail: async () => undefined,
    });
    await platform.start(createProbeBot({ commands: [] }));
    await platform.stop();
  });

  it('says that it could not, and ends all the same, where what draws services cannot be loaded', async () => {
    const previews = () => Promise.reject(new Error('A file is missing.'));
    const log = keepLog();
    const site = await openSite(0, log);
    const platform = createBrowser({
      ...{ site, previews, now: () => new Date() },
      ...{ bringDigests: async () => 0, drawMail: async () => undefined },
    });
    await platform.start(createProbeBot({ commands: [] }));
    const response = await fetch(site.address.replace('/?', '/events?'));
    expect([response.status, await response.text()]).toEqual([500, expect.stringContaining('The log')]);
    expect(log.lines).toHaveLength(1);
    await platform.stop();
    await expect(fetch(site.address)).rejects.toThrow();
  });

  it('says so where it could not do what it was asked for, and why in the log', async () => {
    const bringDigests = () => Promise.reject(new Error('The database is away.'));
    const {
      request: fetchPath,
      port,
      log,
    } = await openVisit(createProbeBot({ commands: [] }), { bringDigests });
    const failed = await fetchPath('/act/morning', {
      method: 'POST',
      headers: { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' },
      body: JSON.stringify({ service: 'slack', person: 'ada' }),
    });
    expect([failed.status, await failed.text()]).toEqual([500, expect.stringContaining('The log')]);
    expect(log.lines).toEqual([expect.stringMatching(/^warn The preview page could not answer: Error/u)]);
    for (const target of ['//', 'http://[', 'http://evil.example/'])
      expect((await ask(port, target, { host: `127.0.0.1:${port}` })).status, target).not.toBe(200);
    expect(log.lines).toHaveLength(1);
  });

  it('lets only so many pages follow at a time', async () => {
    const { request: fetchPath } = await visit();
    const leaving = new AbortController();
    onTestFinished(() => leaving.abort());
    const { signal } = leaving;
    const states = [];
    for (let at = 0; at < 16; at += 1) states.push((await fetchPath('/events', { signal })).status);
    expect(states).toEqual([...Array(15).fill(200), 503]);
  });

  it('listens on this machine alone, at the next port where one is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const site = await openSite(port, keepLog());
    onTestFinished(site.close);
    expect(site.port).toBeGreaterThan(port);
    const elsewhere = connect({ host: '127.0.0.2', port: site.port });
    onTestFinished(() => void elsewhere.destroy());
    expect(
      await new Promise((resolve) => elsewhere.on('error', resolve).on('connect', resolve)),
    ).toMatchObject({
      code: 'ECONNREFUSED',
    });
    expect((await fetch(site.address)).status).toBe(200);
    const early = site.address.replace('/?', '/events?');
    expect((await fetch(early)).status).toBe(503);
  });

  it('stays closed where no port is free, and says which setting helps', async () => {
    const taken = createServer();
    // Whoever has it, it is taken.
    await new Promise<void>((resolve) =>
      taken.on('error', () => resolve()).listen(65_535, '127.0.0.1', resolve),
    );
    onTestFinished(() => void taken.close());
    const log = keepLog();
    const window = {
      previews: async () => [],
      bringDigests: async () => 0,
      drawMail: async () => undefined,
    };
    const context = {
      ...{ window, log, environment: {}, data: '', input: new PassThrough(), output: new PassThrough() },
      ...{ end: () => {}, gap: () => {}, greeting: async () => ({ title: '' }), serve: async () => () => {} },
      ...(await openTestStore()),
    };
    expect(await browser.prepare({ port: 65_535 })?.open(context)).toBeUndefined();
    expect(log.lines).toEqual([expect.stringContaining('PAPERBOY_PREVIEW_PORT')]);
  });
});
