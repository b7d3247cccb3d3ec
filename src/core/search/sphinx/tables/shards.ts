import { createBreather } from '../../../async/time-slices.ts';
import type { Paper, PaperId } from '../../../papers/paper.ts';
import { entry } from '../../../text/log-entry.ts';
import { type PaperChange, SearchFailure } from '../../engine.ts';
import type { SearchAddress } from '../wire/address.ts';
import type { ServerConnection } from '../wire/connection.ts';
import { hashOf, numberOf } from './paper-row.ts';
import { deletePapers, readId, replacePapers, selectWritten, valuesOf } from './statements.ts';

/** A table that is written to. */
export type Shard = { readonly server: ServerConnection; readonly table: string };

/** A row that a table has and should not have. */
export type SurplusRow = {
  readonly id: PaperId;
  /** Whether the paper has its place in another shard. */
  readonly isStray: boolean;
};

/** What a table lacks of papers, and what it has beside them. */
export type TableDifference = { readonly put: readonly PaperId[]; readonly surplus: readonly SurplusRow[] };

/** Rows of one statement, and letters but for those of the last row: the server takes 8 MB. */
const ROWS = 50;
const LETTERS = 1_000_000;
const PAGE = 10_000;

/** In which of so many shards a paper has its place, whoever writes it. */
export function shardNumberOf(id: PaperId, shards: number): number {
  return Number(numberOf(id) % BigInt(shards));
}

/** Removes and writes rows, by statements that the server takes; rejects with a SearchFailure, as all that asks a shard. */
export async function writeTo(shard: Shard, { put, removed }: PaperChange): Promise<void> {
  await removeFrom(shard, removed);
  const breathe = createBreather();
  let rows: string[] = [];
  let letters = 0;
  const flush = async (): Promise<void> => {
    if (rows.length > 0) await shard.server.run(replacePapers(shard.table, rows));
    [rows, letters] = [[], 0];
  };
  for (const paper of put) {
    const values = valuesOf(paper);
    rows.push(values);
    letters += values.length;
    if (rows.length >= ROWS || letters >= LETTERS) await flush();
    await breathe();
  }
  await flush();
}

/** Removes the rows of these papers where there are any. */
export async function removeFrom({ server, table }: Shard, ids: readonly PaperId[]): Promise<void> {
  const numbers = ids.map((id) => numberOf(id).toString());
  for (const some of inParts(numbers, PAGE)) await server.run(deletePapers(table, some));
}

/** What must change so that the shard has those of the papers that have their place there, as they are, and nothing else. */
export async function compareTable(
  shard: Shard,
  papers: Iterable<Paper>,
  isAtHome: (id: PaperId) => boolean,
): Promise<TableDifference> {
  const breathe = createBreather();
  const left = new Map<PaperId, Paper>();
  for (const paper of papers) {
    if (isAtHome(paper.id)) left.set(paper.id, paper);
    await breathe();
  }
  const surplus: SurplusRow[] = [];
  for await (const { id, hash } of writtenIn(shard)) {
    await breathe();
    const paper = left.get(id);
    if (paper === undefined) surplus.push({ id, isStray: !isAtHome(id) });
    else if (hashOf(paper) === hash) left.delete(id);
  }
  return { put: [...left.keys()], surplus };
}

/** The papers of a table, and what was written of them. */
async function* writtenIn({
  server,
  table,
}: Shard): AsyncGenerator<{ readonly id: PaperId; readonly hash: string }> {
  for (let after = '0'; ; ) {
    const rows = await server.run(selectWritten(table, after, PAGE));
    for (const { paper, written } of rows) yield { id: readId(paper), hash: String(written) };
    const last = rows.at(-1)?.id;
    if (rows.length < PAGE || last === undefined || last === null) return;
    after = String(last);
  }
}

/**
 * Where papers are written to: the shards that the address names, else what the table itself is made of, as far as it is on the same
 * server. Rejects with a SearchFailure.
 */
export async function findShards(
  address: SearchAddress,
  server: ServerConnection,
  connect: (address: SearchAddress['shards'][number]) => ServerConnection,
): Promise<readonly Shard[]> {
  if (address.shards.length > 0)
    return address.shards.map((shard) => ({ server: connect(shard), table: shard.table }));
  const rows = await server.run(`DESCRIBE ${address.table}`);
  const agents = rows.filter(({ Agent: agent }) => agent !== undefined);
  if (agents.length === 0) return [{ server, table: address.table }];
  if (agents.some(({ Type: type }) => type !== 'local'))
    throw new SearchFailure(
      entry`The search table has shards on other servers, which SEARCH_URL does not name; add them as ?shards=HOST:9306/TABLE,HOST:9306/TABLE`,
    );
  return agents.map(({ Agent: table }) => ({ server, table: String(table).replace(/\W/gu, '') }));
}

/** All of them, so many at a time. */
export function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}
