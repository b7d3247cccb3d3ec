import type { SearchAddress } from '../wire/address.ts';
import { type ConnectionOptions, connectTo, type ServerConnection } from '../wire/connection.ts';
import { GAP, markOf } from '../wire/tokens.ts';
import { findShards } from './shards.ts';
import { columnsOfTables, selectOne } from './statements.ts';
import { EVERY_PAPER } from './table.ts';

/** What a search server has, and what its tables lack, in words. */
export type ExaminedTables = {
  readonly shards: number;
  readonly papers: number;
  readonly faults: readonly string[];
};

/** Looks at the tables without changing anything. Rejects with a SearchFailure. */
export async function examineTables(
  address: SearchAddress,
  options: ConnectionOptions = {},
): Promise<ExaminedTables> {
  const opened: ServerConnection[] = [];
  const connect: typeof connectTo = (to) => {
    const connection = connectTo(to, options);
    opened.push(connection);
    return connection;
  };
  try {
    const server = connect(address);
    const shards = await findShards(address, server, connect);
    const faults: string[] = [];
    for (const { server: home, table } of shards) {
      const known = new Set((await home.run(`DESCRIBE ${table}`)).map(({ Field: name }) => String(name)));
      const missing = columnsOfTables.filter((name) => !known.has(name));
      if (missing.length > 0) faults.push(`The table ${table} lacks the columns ${missing.join(', ')}.`);
      const mark = markOf('paper');
      const read = await home.run(`CALL KEYWORDS('${GAP} ${mark}', '${table}')`);
      // With `index_field_lengths` a table tells the lengths of its fields.
      if (read.map(({ normalized }) => normalized).join(' ') !== mark || !known.has('title_len'))
        faults.push(`The table ${table} has other settings of words than the bot needs.`);
    }
    const { found } = await server.ask(selectOne(address.table, EVERY_PAPER));
    return { shards: shards.length, papers: found, faults };
  } finally {
    for (const connection of opened) await connection.close();
  }
}
