import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWebServer } from '../../../src/core/async/web-server.ts';

const host = '127.0.0.1';

async function open(
  connections: number,
  listener: Parameters<typeof openWebServer>[1] = (_, response) => void response.end('here'),
  silence?: number,
) {
  const options = { port: 0, host, connections, ...(silence === undefined ? {} : { silence }) };
  const server = await openWebServer(options, listener);
  onTestFinished(() => server.close());
  return server;
}

/** A connection that has sent so much of a request. */
async function begin(port: number, sent: string): Promise<Socket> {
  const socket = connect(port, host)
    .on('error', () => {})
    .resume();
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(sent);
  return socket;
}

/** Resolves once the connection has ended, in order or by a reset. */
function end(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    if (socket.closed) resolve('closed');
    else socket.once('close', () => resolve('closed'));
  });
}

const ask = (port: number) => fetch(`http://${host}:${port}/`).then((answer) => answer.text());

describe('a web server', () => {
  it('answers while more connections are half open than it holds, with heads and bodies that never end', async () => {
    const { port } = await open(20);
    const head = 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ';
    const body = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1';
    const sockets: Socket[] = [];
    for (let at = 0; at < 60; at += 1) sockets.push(await begin(port, ['', head, body][at % 3] ?? ''));
    expect(await ask(port)).toBe('here');
    const closed = sockets.slice(0, 40).map(end);
    await Promise.all(closed);
    for (const socket of sockets.slice(-18)) expect(socket.destroyed).toBe(false);
  });

  it('closes the new connection where all others wait for an answer, and takes one again when one has it', async () => {
    const waiting: ServerResponse[] = [];
    const { port } = await open(3, (_, response) => void waiting.push(response));
    const asked = [ask(port), ask(port), ask(port)];
    await expect.poll(() => waiting.length).toBe(3);
    const fourth = await begin(port, '');
    await end(fourth);
    waiting[0]?.end('first');
    expect(await asked[0]).toBe('first');
    const fifth = ask(port);
    await expect.poll(() => waiting.length).toBe(4);
    for (const response of waiting) response.end('later');
    expect(await Promise.all([...asked.slice(1), fifth])).toEqual(['later', 'later', 'later']);
  });

  it('lets a connection that had its answer go first', async () => {
    const { port } = await open(2);
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const answer = await new Promise<IncomingMessage>((resolve) => {
      get({ host, port, agent }, resolve);
    });
    const { socket } = answer.resume();
    await once(answer, 'end');
    await begin(port, '');
    await begin(port, '');
    await end(socket);
    expect(await ask(port)).toBe('here');
  });

  it('closes a connection on which neither side has said anything for long', async () => {
    const { port } = await open(2, () => {}, 50);
    const unanswered = await begin(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await end(unanswered);
  });

  it('refuses what says it is too large before it is read', async () => {
    const { port } = await open(2, () => {
      throw new Error('it was read');
    });
    const asked = request({ host, port, method: 'POST', headers: { 'content-length': 1_000_001 } });
    asked.on('error', () => {}).flushHeaders();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'close']);
    asked.destroy();
  });

  it.each([
    ['whoever answers reads it', (request: IncomingMessage) => void request.resume()],
    [
      'it is answered before',
      (request: IncomingMessage, response: ServerResponse) => {
        request.resume();
        response.end('here');
      },
    ],
  ])('cuts off a body in chunks that becomes too large, where %s', async (_, listener) => {
    const { port } = await open(2, listener);
    const socket = await begin(port, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    const closed = end(socket);
    const chunk = `${(100_000).toString(16)}\r\n${'x'.repeat(100_000)}\r\n`;
    for (let at = 0; at < 10; at += 1) socket.write(chunk);
    socket.write(chunk);
    expect(await closed).toBe('closed');
  });

  it('takes a body in chunks that is as large as any may be, and another on the same connection', async () => {
    const { port } = await open(2, async (request, response) => {
      let size = 0;
      for await (const bytes of request) size += bytes.length;
      response.end(String(size));
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const send = async () => {
      const asked = request({ host, port, method: 'POST', agent });
      for (let at = 0; at < 9; at += 1) asked.write('x'.repeat(100_000));
      const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage];
      return text(answer);
    };
    expect([await send(), await send(), await send()]).toEqual(['900000', '900000', '900000']);
  });

  it('answers on when others are to take over, and each connection once', async () => {
    const leaving = new AbortController();
    const server = await openWebServer(
      { port: 0, host, connections: 2, leaving: leaving.signal },
      (_, response) => void response.end('here'),
    );
    onTestFinished(() => server.close());
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const askKept = async () => {
      const [answer] = (await once(get({ host, port: server.port, agent }), 'response')) as [IncomingMessage];
      return `${await text(answer)}, ${answer.headers.connection}`;
    };
    expect(await askKept()).toBe('here, keep-alive');
    leaving.abort();
    expect([await askKept(), await askKept()]).toEqual(['here, close', 'here, close']);
  });

  it('ends what is being answered before it is closed', async () => {
    const waiting: ServerResponse[] = [];
    const server = await open(2, (_, response) => void waiting.push(response));
    const asked = ask(server.port);
    await expect.poll(() => waiting.length).toBe(1);
    const half = await begin(server.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1');
    await expect.poll(() => waiting.length).toBe(2);
    const closing = server.close();
    // What is still sent is waited for no longer; what is answered is, and its connection ends with it.
    await end(half);
    waiting[0]?.end('at last');
    expect(await asked).toBe('at last');
    await closing;
    await expect(ask(server.port)).rejects.toThrow();
  });

  it('says why where the port cannot be had', async () => {
    const taken = createServer().listen(0, host);
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(openWebServer({ port, host, connections: 1 }, () => {})).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
