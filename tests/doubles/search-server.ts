import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Two search servers with a shard each of every table; the first searches both. */
export type SearchServers = {
  /** The address of the table with this number. */
  addressOf(table: number): string;
  /** Where the servers listen for SphinxQL. */
  readonly ports: readonly number[];
  /** Bytes that both have in memory. */
  memory(): Promise<number>;
  /** Milliseconds of a processor that both have used. */
  processor(): Promise<number>;
  /** Ends one of the servers, or starts it again with what it had. */
  stop(server: 0 | 1): Promise<void>;
  start(server: 0 | 1): Promise<void>;
  close(): Promise<void>;
};

const PROGRAM = '/usr/bin/searchd';

/** Whether the package with the program is installed. */
export function hasSearchServer(): boolean {
  try {
    accessSync(PROGRAM, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (!hasSearchServer())
  process.stderr.write(
    'No searchd here: what needs a search server is skipped. Install the package sphinxsearch.\n',
  );

/** The settings of a shard; docs/search-at-scale.md has the same for Manticore. */
function shard(name: string, folder: string): string {
  return `index ${name}
{
  type = rt
  path = ${folder}/${name}
  rt_field = title
  rt_field = abstract
  rt_field = authors
  rt_field = venue
  rt_field = categories
  rt_field = marks
  rt_attr_string = paper
  rt_attr_string = written
  rt_attr_uint = published
  rt_attr_uint = has_code
  rt_attr_uint = title_terms
  rt_attr_uint = abstract_terms
  rt_attr_uint = authors_terms
  rt_attr_uint = venue_terms
  charset_table = 0..9, a..z, _
  min_word_len = 2
  min_prefix_len = 2
  index_field_lengths = 1
}
`;
}

/** A table that somebody made for something else. */
function other(folder: string): string {
  return `index other
{
  type = rt
  path = ${folder}/other
  rt_field = title
  rt_field = marks
  rt_attr_uint = published
}
`;
}

/** Starts both with so many tables; resolves when they accept connections. */
export async function startSearchServers(tables: number): Promise<SearchServers> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-searchd-'));
  const [first = 0, second = 0, api = 0, otherApi = 0] = await freePorts(4);
  const numbers = Array.from({ length: tables }, (_, table) => table);
  const distributed = (table: number): string => `index papers_${table}
{
  type = distributed
  local = papers_${table}_first
  agent = 127.0.0.1:${otherApi}:papers_${table}_second
  agent_connect_timeout = 500
  agent_query_timeout = 5000
}
`;
  const servers = [
    { sql: first, api, name: 'first', more: [...numbers.map(distributed), other(join(folder, 'first'))] },
    { sql: second, api: otherApi, name: 'second', more: [] },
  ];
  const files: string[] = [];
  for (const { sql, api: binary, name, more } of servers) {
    const home = join(folder, name);
    await mkdir(home);
    const file = join(home, 'sphinx.conf');
    const shards = numbers.map((table) => shard(`papers_${table}_${name}`, home));
    const settings = `searchd
{
  listen = 127.0.0.1:${sql}:mysql41
  listen = 127.0.0.1:${binary}
  log = ${home}/searchd.log
  pid_file = ${home}/searchd.pid
  binlog_path = ${home}
  workers = threads
}
`;
    await writeFile(file, [...shards, ...more, settings].join('\n'));
    files.push(file);
  }
  const running: (ChildProcess | undefined)[] = [];
  const start = async (server: 0 | 1): Promise<void> => {
    running[server] = await startServer(files[server] ?? '');
  };
  const stop = async (server: 0 | 1): Promise<void> => {
    const process = running[server];
    running[server] = undefined;
    if (process === undefined || process.exitCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGTERM');
    await ended;
  };
  await Promise.all([start(0), start(1)]);
  return {
    ports: [first, second],
    addressOf: (table) =>
      `manticore://127.0.0.1:${first}/papers_${table}?shards=127.0.0.1:${first}/papers_${table}_first,127.0.0.1:${second}/papers_${table}_second`,
    async memory() {
      const used = await Promise.all(running.map((server) => residentOf(server?.pid ?? 0)));
      return used.reduce((sum, bytes) => sum + bytes, 0);
    },
    async processor() {
      const used = await Promise.all(running.map((server) => processorOf(server?.pid ?? 0)));
      return used.reduce((sum, milliseconds) => sum + milliseconds, 0);
    },
    stop,
    start,
    async close() {
      await Promise.all([stop(0), stop(1)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(file: string): Promise<ChildProcess> {
  const server = spawn(PROGRAM, ['--config', file, '--nodetach'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    if (line.includes('accepting connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`searchd did not start:\n${said.join('\n')}`);
}

/** The processes of a server: it may do its work in a child. */
async function processesOf(pid: number): Promise<readonly string[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return [String(pid), ...children.trim().split(' ').filter(Boolean)];
}

async function residentOf(pid: number): Promise<number> {
  const sizes = (await processesOf(pid)).map(async (one) => {
    const status = await readFile(`/proc/${one}/status`, 'utf8');
    return 1024 * Number(/^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0);
  });
  return Math.max(...(await Promise.all(sizes)));
}

/** The 14th and 15th number of proc(5) are the ticks in user mode and in the kernel, a hundred a second. */
async function processorOf(pid: number): Promise<number> {
  const times = (await processesOf(pid)).map(async (one) => {
    const numbers = (await readFile(`/proc/${one}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    return 10 * (Number(numbers[11]) + Number(numbers[12]));
  });
  return (await Promise.all(times)).reduce((sum, milliseconds) => sum + milliseconds, 0);
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
