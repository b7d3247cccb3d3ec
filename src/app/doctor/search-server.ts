import type { Config } from '../../config/config.ts';
import { SearchFailure } from '../../core/search/engine.ts';
import { examineTables } from '../../core/search/sphinx/tables/examine-tables.ts';
import { readSearchAddress } from '../../core/search/sphinx/wire/address.ts';
import { counted } from '../../core/text/counted.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Whether the search server that is set up has tables as the bot needs them; nothing where none is. */
export async function examineSearchServer({
  searchUrl = '',
}: Partial<Pick<Config, 'searchUrl'>>): Promise<readonly Diagnosis[]> {
  const address = readSearchAddress(searchUrl);
  if (address === undefined) return [];
  const subject = 'search server';
  const place = `${address.host}:${address.port}`;
  try {
    const { shards, papers, faults } = await examineTables(address);
    const held = `${place}, ${counted(shards, 'shard')}, ${counted(papers, 'paper')}`;
    if (faults.length === 0) return [{ state: 'ok', subject, lines: [held] }];
    const remedy = 'Make them as docs/search-at-scale.md says, and start the bot again.';
    return [{ state: 'wrong', subject, lines: [held, ...faults, remedy] }];
  } catch (error) {
    if (!(error instanceof SearchFailure)) throw error;
    return [{ state: 'wrong', subject, lines: [place, error.message] }];
  }
}
