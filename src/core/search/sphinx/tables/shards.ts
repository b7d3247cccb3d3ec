import { createBreather } from '../../../async/time-slices.ts';
import type { Paper, PaperId } from '../../../papers/paper.ts';
import { entry } from '../../../text/log-entry.ts';
import { type PaperChange, SearchFailure } from '../../engine.ts';
import type { SearchAddress } from '../wire/address.ts';
import type { ServerConnection } from '../wire/connection.ts';
import { hashOf, numberOf } from './paper-row.ts';
import { deletePapers, readId, replacePapers, selectWritten } from './statements.ts';

/** A table that is written to. */
export type Shard = { readonly server: ServerConnection; readonly table: string };

/** What is written: each paper in the shard that the number of its id names, whoever writes it. */
export type PaperShards = {
  write(change: PaperChange): Promise<void>;
  /** What must change so that the tables have these papers as they are, and no others. */
  compare(papers: Iterable<Paper>): Promise<PaperChange>;
};

/** Rows of one statement: the server takes 8 MB. */
const ROWS = 50;
const PAGE = 10_000;

export function openShards(find: () => Promise<readonly Shard[]>): PaperShards {
  let finding: Promise<readonly Shard[]> | undefined;
  const shards = (): Promise<readonly Shard[]> => {
    finding ??= find().catch((error: unknown) => {
      finding = undefined;
      throw error;
    });
    return finding;
  };
  const homeOf = (all: readonly Shard[], id: PaperId): Shard =>
    all[Number(numberOf(id) % BigInt(all.length))];

  return {
    async write({ put, removed }) {
      const all = await shards();
      const writeTo = async (shard: Shard): Promise<void> => {
        const gone = removed.filter((id) => homeOf(all, id) === shard).map((id) => numberOf(id).toString());
        for (const some of inParts(gone, PAGE)) await shard.server.run(deletePapers(shard.table, some));
        const come = put.filter(({ id }) => homeOf(all, id) === shard);
        for (const some of inParts(come, ROWS)) await shard.server.run(replacePapers(shard.table, some));
      };
      await Promise.all(all.map(writeTo));
    },
    async compare(papers) {
      const all = await shards();
      const left = new Map([...papers].map((paper) => [paper.id, paper]));
      const removed: PaperId[] = [];
      const breathe = createBreather();
      for (const shard of all) {
        for await (const { id, hash } of writtenIn(shard)) {
          await breathe();
          const paper = left.get(id);
          if (paper === undefined || homeOf(all, id) !== shard) removed.push(id);
          else if (hashOf(paper) === hash) left.delete(id);
        }
      }
      return { put: [...left.values()], removed };
    },
  };
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

function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}
