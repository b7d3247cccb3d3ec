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
  const names = [...url.searchParams.keys()];
  const searched = readTable(`${url.host}${url.pathname}`);
  const shards = (url.searchParams.get('shards') ?? '').split(',').filter(Boolean).map(readTable);
  if (searched === undefined || shards.includes(undefined) || names.some((name) => name !== 'shards'))
    return undefined;
  if (url.hash !== '') return undefined;
  const login = {
    ...(url.username === '' ? {} : { user: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
  };
  return {
    ...searched,
    ...login,
    shards: shards.flatMap((shard) => (shard === undefined ? [] : [{ ...shard, ...login }])),
  };
}

function readTable(text: string): TableAddress | undefined {
  const [, host, port, table = ''] =
    /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?\/(\w+)$/u.exec(text) ?? [];
  if (host === undefined || !TABLE.test(table)) return undefined;
  return { host: host.replace(/^\[|\]$/gu, ''), port: Number(port ?? PORT), table };
}
