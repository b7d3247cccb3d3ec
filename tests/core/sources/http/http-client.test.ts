import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttpClient, type HttpClientOptions } from '../../../../src/core/sources/http/http-client.ts';

/** A server of its own on loopback; yields its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientFor(trusted: readonly string[], more: Partial<HttpClientOptions> = {}) {
  const client = createHttpClient({ userAgent: 'Paperboy/0 (+https://example.org)', trusted, ...more });
  onTestFinished(() => client.close());
  return client;
}

describe('asking a service', () => {
  it('says who asks and yields status, headers and body', async () => {
    const base = await serve((request, response) => {
      response.writeHead(404, { 'x-seen': request.headers['user-agent'] }).end('no such paper');
    });
    const answer = await clientFor([base]).get(`${base}/works/1`);
    expect(answer.status).toBe(404);
    expect(answer.header('X-Seen')).toBe('Paperboy/0 (+https://example.org)');
    expect(Buffer.from(answer.body).toString()).toBe('no such paper');
  });

  it('unpacks what comes packed, and counts what is unpacked', async () => {
    const base = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(3_000_000)));
    });
    expect((await clientFor([base]).get(base)).body.length).toBe(3_000_000);
    const small = clientFor([base], { largest: 2 * 1024 * 1024 });
    await expect(small.get(base)).rejects.toThrow('the answer is larger than 2 MB');
  });

  it('stops reading an endless answer at its limit', async () => {
    let close = (): void => {};
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const base = await serve((_, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const write = (): void => {
        while (response.write(chunk));
        response.once('drain', write);
      };
      response.once('close', close);
      write();
    });
    const client = clientFor([base], { largest: 1024 * 1024 });
    await expect(client.get(base)).rejects.toThrow('the answer is larger than 1 MB');
    await closed;
  });

  it('gives up where nothing comes, and where it only drips', async () => {
    const mute = await serve(() => {});
    await expect(clientFor([mute], { silence: 100 }).get(mute)).rejects.toThrow('no data for 0.1 seconds');
    const dripping = await serve((_, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.once('close', () => clearInterval(drip));
    });
    const client = clientFor([dripping], { silence: 1_000, whole: 300 });
    await expect(client.get(dripping)).rejects.toThrow('no complete answer within 0.3 seconds');
  });

  it('follows redirects on its own host, but not for ever', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/end') response.end('here');
      else response.writeHead(302, { location: request.url === '/start' ? '/end' : request.url }).end();
    });
    expect(Buffer.from((await clientFor([base]).get(`${base}/start`)).body).toString()).toBe('here');
    await expect(clientFor([base]).get(`${base}/round`)).rejects.toThrow('redirects again and again');
  });

  it.each([
    ['http://127.0.0.1:1/', 'private address'],
    ['http://[::1]:1/', 'private address'],
    ['http://[::ffff:127.0.0.1]:1/', 'private address'],
    ['http://[2001:0:7f00:1::]:1/', 'private address'],
    ['http://169.254.169.254/latest/meta-data', 'private address'],
    ['http://2130706433/', 'private address'],
    ['http://localhost:40000/', 'private address'],
    ['file:///etc/passwd', 'file: is not followed'],
    ['gopher://example.org/', 'gopher: is not followed'],
  ])('never follows a redirect to %s', async (location, why) => {
    const base = await serve((_, response) => void response.writeHead(302, { location }).end());
    await expect(clientFor([base]).get(base)).rejects.toThrow(why);
  });

  it('trusts exactly the host and port that a setting names', async () => {
    const other = await serve((_, response) => void response.end('secret'));
    const base = await serve((_, response) => void response.writeHead(302, { location: other }).end());
    await expect(clientFor([base]).get(base)).rejects.toThrow('private address, and no setting names it');
    expect((await clientFor([base, other]).get(base)).status).toBe(200);
    const usual = await serve((_, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
    });
    await expect(clientFor([usual, 'https://127.0.0.1/feed']).get(usual)).rejects.toThrow(
      'private address, and no setting names it',
    );
  });

  it('sends a name and a password of an address in a header, to that host alone, and tells nobody', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('there');
    });
    const base = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: other }).end();
    });
    const address = base.replace('//', '//ada:s%40fe@');
    expect((await clientFor([base, other]).get(address)).status).toBe(200);
    expect(seen).toEqual([`Basic ${Buffer.from('ada:s@fe').toString('base64')}`, undefined]);
    await expect(clientFor([base], { whole: 1 }).get(address)).rejects.not.toThrow('s@fe');
  });

  it('says in words why no answer came', async () => {
    const broken = await serve((request) => void request.socket.destroy());
    await expect(clientFor([broken]).get(broken)).rejects.toThrow('the connection was lost');
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const address = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    await once(gone, 'close');
    await expect(clientFor([address]).get(address)).rejects.toThrow('the host refuses connections');
  });
});
