import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createConnection } from 'mysql2';
import { expect, it, onTestFinished } from 'vitest';
import { SearchFailure } from '../../../../src/core/search/engine.ts';
import { connectTo } from '../../../../src/core/search/sphinx/wire/connection.ts';

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

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
  return { port: portOf(server), visits: () => sockets.length };
}

/** A connection to such a server, by a clock that stands; `ask` expects a failure. */
async function connectToSilent() {
  const { port, visits } = await startSilentServer();
  const clock = { now: 0 };
  const options = { patience: 100, pause: 1_000, now: () => clock.now };
  const server = connectTo({ host: '127.0.0.1', port }, options);
  onTestFinished(() => server.close());
  const ask = () => expect(server.ask('SELECT 1')).rejects.toThrow(/cannot be reached/u);
  return { ask, visits, clock };
}

it('gives up a server that accepts and never answers, and asks it again only after a pause, each time a longer one', async () => {
  const { ask, visits, clock } = await connectToSilent();
  await ask();
  expect(visits()).toBe(1);
  clock.now = 999;
  await ask();
  expect(visits()).toBe(1);
  clock.now = 1_000;
  await ask();
  expect(visits()).toBe(2);
  clock.now = 2_999;
  await ask();
  expect(visits()).toBe(2);
  clock.now = 3_000;
  await ask();
  expect(visits()).toBe(3);
});

it('takes many that fail at once for one failure, so that a server that is away for a moment is asked soon', async () => {
  const { ask, visits, clock } = await connectToSilent();
  await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  expect(visits()).toBe(5);
  clock.now = 1_000;
  await ask();
  expect(visits()).toBe(6);
});

type Answered = { readonly rows?: readonly Readonly<Record<string, string>>[]; readonly error?: string };

function describeColumn(name: string) {
  return {
    ...{ catalog: 'def', schema: '', table: '', orgTable: '', name, orgName: name },
    ...{ characterSet: 33, columnLength: 255, columnType: 0xfd, flags: 0, decimals: 0 },
  };
}

/** A server that speaks the protocol; yields its port, and how many connected. */
async function startAnswering(
  answer: (statement: string) => Answered | Promise<Answered>,
): Promise<{ readonly port: number; readonly connections: () => number }> {
  let connections = 0;
  const double = createServer((stream) => {
    connections += 1;
    const client = createConnection({ isServer: true, stream });
    client.on('error', () => {});
    client.on('query', async (statement) => {
      const { rows, error } = await answer(statement);
      // The packets of each answer are numbered after the one of its question.
      client.sequenceId = 1;
      if (error !== undefined) client.writeError({ code: 1064, message: error });
      else if (rows === undefined) client.writeOk();
      else client.writeTextResult([...rows], Object.keys(rows[0] ?? { id: '' }).map(describeColumn));
      client.sequenceId = 0;
    });
    client.serverHandshake({
      ...{ protocolVersion: 10, serverVersion: 'double', connectionId: connections, characterSet: 33 },
      ...{ statusFlags: 2, capabilityFlags: 0xff_f7_ff },
      authCallback(_login: unknown, accept: (error: null) => void) {
        accept(null);
        client.sequenceId = 0;
      },
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void double.close());
  await once(double, 'listening');
  return { port: portOf(double), connections: () => connections };
}

it('waits for its own statements as long as they take, for that says nothing of the server', async () => {
  const { port, connections } = await startAnswering(
    () => new Promise((resolve) => setTimeout(resolve, 350, {})),
  );
  const server = connectTo({ host: '127.0.0.1', port }, { patience: 1_500 });
  await Promise.all(Array.from({ length: 40 }, () => server.run('SELECT 1')));
  expect(connections()).toBeLessThanOrEqual(8);
  await server.close();
});

/** What Manticore and Sphinx warn of, as their sources write it (`failures_log.cpp`, `search_handler.cpp`). */
it.each([
  [undefined, []],
  ['index papers: agent 127.0.0.1:9312: connect timed out', ['127.0.0.1:9312']],
  ['table papers: agent other.example:9312: query timed out', ['other.example:9312']],
  [
    "table papers: agent other.example:9312: remote query error: unknown local table(s) 'papers_1' in search request",
    ['other.example:9312'],
  ],
  ['index papers_1: local index papers_1 missing', ['papers_1']],
  [
    "current merge of expanded terms is 12%, with a total of 900. Read manual about 'expansion_merge_threshold_docs/hits'",
    [],
  ],
  [
    'table papers: agent other.example:9312: remote query warning: current merge of expanded terms is 12%',
    [],
  ],
  [
    'table papers: agent a:9312: remote query warning: table part: agent b:9312: connect timed out',
    ['b:9312'],
  ],
  [
    'current merge of expanded terms is 12%; table papers: agent a:9312: remote query warning: it is slow;\ntable papers: agent b:9312: connect timed out',
    ['b:9312'],
  ],
  [
    'table papers: agent a:9312: connect timed out;\ntable papers: agent b:9312: connect timed out',
    ['a:9312', 'b:9312'],
  ],
])(
  'reads in SHOW META how many match, how many have each word, and by the warning %j which shards are silent: %j',
  async (warning, silent) => {
    const meta = {
      ...(warning === undefined ? {} : { warning }),
      ...{ total: '1', total_found: '2308', total_relation: 'eq', time: '0.001' },
      ...{ 'keyword[0]': 'moss', 'docs[0]': '224387', 'hits[0]': '310327' },
      ...{
        'keyword[1]': 'fe*',
        'docs[1]': '18181',
        'hits[1]': '21102',
        index: 'published:SecondaryIndex (100%)',
      },
    };
    const { port } = await startAnswering((statement) => ({
      rows:
        statement === 'SHOW META'
          ? Object.entries(meta).map(([name, value]) => ({ Variable_name: name, Value: value }))
          : [{ id: '9223372036854775807', paper: 'a' }],
    }));
    const server = connectTo({ host: '127.0.0.1', port });
    onTestFinished(() => server.close());
    expect(await server.ask('SELECT id, paper FROM papers')).toEqual({
      rows: [{ id: '9223372036854775807', paper: 'a' }],
      found: 2308,
      holders: new Map([
        ['moss', 224_387],
        ['fe*', 18_181],
      ]),
      silent,
    });
  },
);

it('tells a server of which no shard answers from one that refuses a statement, and lets the first rest', async () => {
  let error = 'table papers: agent a:9312: connect timed out;\ntable papers: agent b:9312: connect timed out';
  let asked = 0;
  const { port } = await startAnswering(() => {
    asked += 1;
    return { error };
  });
  let clock = 0;
  const server = connectTo({ host: '127.0.0.1', port }, { now: () => clock });
  onTestFinished(() => server.close());
  const ask = () => server.ask('SELECT 1');
  const away = `The search server at 127.0.0.1:${port} cannot be reached: none of its shards answers.`;
  await expect(ask()).rejects.toThrow(away);
  await expect(ask()).rejects.toThrow(away);
  expect(asked).toBe(1);
  clock = 10_000;
  for (error of [
    'P01: syntax error, unexpected',
    'table papers: agent a:9312: remote query error: table part: no field',
  ])
    await expect(ask()).rejects.toThrow(/refused a statement/u);
  expect(asked).toBe(3);
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
