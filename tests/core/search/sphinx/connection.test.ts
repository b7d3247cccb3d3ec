import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createConnection } from 'mysql2';
import { expect, it, onTestFinished } from 'vitest';
import { SearchFailure } from '../../../../src/core/search/engine.ts';
import { connectTo } from '../../../../src/core/search/sphinx/wire/connection.ts';

/** A server that accepts, and does nothing more; yields its port, and how often somebody came. */
async function startSilentServer(): Promise<{ readonly port: number; readonly visits: () => number }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    visits: () => sockets.length,
  };
}

it('gives up a server that accepts and never answers, and asks it again only after a pause, each time a longer one', async () => {
  const { port, visits } = await startSilentServer();
  let clock = 0;
  const options = { patience: 100, pause: 1_000, now: () => clock };
  const server = connectTo({ host: '127.0.0.1', port }, options);
  onTestFinished(() => server.close());
  const ask = () => expect(server.ask('SELECT 1')).rejects.toThrow(/cannot be reached/u);
  await ask();
  expect(visits()).toBe(1);
  clock = 999;
  await ask();
  expect(visits()).toBe(1);
  clock = 1_000;
  await ask();
  expect(visits()).toBe(2);
  clock = 2_999;
  await ask();
  expect(visits()).toBe(2);
  clock = 3_000;
  await ask();
  expect(visits()).toBe(3);
});

it('takes many that fail at once for one failure, so that a server that is away for a moment is asked soon', async () => {
  const { port, visits } = await startSilentServer();
  let clock = 0;
  const options = { patience: 100, pause: 1_000, now: () => clock };
  const server = connectTo({ host: '127.0.0.1', port }, options);
  onTestFinished(() => server.close());
  const ask = () => expect(server.ask('SELECT 1')).rejects.toThrow(/cannot be reached/u);
  await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  expect(visits()).toBe(5);
  clock = 1_000;
  await ask();
  expect(visits()).toBe(6);
});

it('waits for its own statements as long as they take, for that says nothing of the server', async () => {
  let connections = 0;
  const double = createServer((stream) => {
    connections += 1;
    const client = createConnection({ isServer: true, stream });
    client.on('error', () => {});
    client.on('query', () => void setTimeout(() => client.writeOk(), 40));
    client.serverHandshake({
      ...{ protocolVersion: 10, serverVersion: 'double', connectionId: connections, characterSet: 33 },
      ...{ statusFlags: 2, capabilityFlags: 0xff_f7_ff },
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void double.close());
  await once(double, 'listening');
  const address = double.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = connectTo({ host: '127.0.0.1', port }, { patience: 500 });
  await Promise.all(Array.from({ length: 120 }, () => server.run('SELECT 1')));
  expect(connections).toBeLessThanOrEqual(8);
  await server.close();
});

it('says which error it is where nobody listens, with no word of what was asked', async () => {
  const server = connectTo(
    { host: '127.0.0.1', port: 1, user: 'bot', password: 'secret' },
    { patience: 5_000 },
  );
  onTestFinished(() => server.close());
  const failure: unknown = await server.run('SELECT secret words').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(SearchFailure);
  expect(String(failure)).toContain('ECONNREFUSED');
  expect(String(failure)).not.toContain('secret');
});
