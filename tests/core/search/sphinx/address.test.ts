import { describe, expect, it } from 'vitest';
import { readSearchAddress } from '../../../../src/core/search/sphinx/wire/address.ts';

describe('the address of a search server', () => {
  it('names host, port and table, and shards on other servers', () => {
    expect(readSearchAddress('manticore://search.lab/papers')).toEqual({
      ...{ host: 'search.lab', port: 9306, table: 'papers' },
      shards: [],
    });
    expect(
      readSearchAddress('manticore://u:p%40ss@[::1]:9307/papers?shards=a/papers_0,b:9308/papers_1'),
    ).toEqual({
      ...{ host: '::1', port: 9307, table: 'papers', user: 'u', password: 'p@ss' },
      shards: [
        { host: 'a', port: 9306, table: 'papers_0', user: 'u', password: 'p@ss' },
        { host: 'b', port: 9308, table: 'papers_1', user: 'u', password: 'p@ss' },
      ],
    });
  });

  it.each([
    '',
    'papers',
    'http://host/papers',
    'manticore://host',
    'manticore://host/',
    'manticore://host/papers/more',
    'manticore://host/papers;DROP',
    "manticore://host/pa'pers",
    'manticore://host:99999999/papers',
    'manticore://host/papers?shards=',
    'manticore://host/papers?shards=b',
    'manticore://host/papers?shards=b/x,,',
    'manticore://host/papers?shard=b/x',
    'manticore://host/papers#x',
    'manticore://u:%ff@host/papers',
  ])('is none of %j', (text) => {
    expect(readSearchAddress(text)).toBeUndefined();
  });
});
