/** Where a server listens for SphinxQL. */
export type ServerAddress = {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
};

/** A table on a server. */
export type TableAddress = ServerAddress & { readonly table: string };

/** What is searched, and the shards that are written to where they are named. */
export type SearchAddress = TableAddress & { readonly shards: readonly TableAddress[] };

const PORT = 9306;
const TABLE = /^[a-z][a-z0-9_]{0,62}$/u;

/**
 * Reads `manticore://[user:password@]host[:9306]/table[?shards=host[:port]/table,...]`; undefined where it is none. Shards are written to
 * with the same user and password.
 */
export function readSearchAddress(text: string): SearchAddress | undefined {
  if (!/^manticore:\/\//u.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const named = url.searchParams.get('shards');
  const searched = readTable(`${url.host}${url.pathname}`);
  const shards = (named === null ? [] : named.split(',')).map(readTable);
  const [user, password] = [url.username, url.password].map(decode);
  if (searched === undefined || shards.includes(undefined)) return undefined;
  if (user === undefined || password === undefined) return undefined;
  if (url.hash !== '' || [...url.searchParams.keys()].some((name) => name !== 'shards')) return undefined;
  const login = { ...(user === '' ? {} : { user }), ...(password === '' ? {} : { password }) };
  return {
    ...searched,
    ...login,
    shards: shards.flatMap((shard) => (shard === undefined ? [] : [{ ...shard, ...login }])),
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readTable(text: string): TableAddress | undefined {
  const [, host, port, table = ''] =
    /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?\/(\w+)$/u.exec(text) ?? [];
  if (host === undefined || !TABLE.test(table)) return undefined;
  return { host: host.replace(/^\[|\]$/gu, ''), port: Number(port ?? PORT), table };
}
