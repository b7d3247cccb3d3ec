import type { Config } from '../../config/config.ts';
import { countPapers } from '../../core/cards/plain-words.ts';
import { writeMoment } from '../../core/digest/schedule/schedule-words.ts';
import { howToSwitchOn, tellState, tellTrouble } from '../../core/sources/state-words.ts';
import { openStore } from '../../core/store/open-store.ts';
import type { Store } from '../../core/store/store.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { program } from '../command-line/arguments.ts';
import { silentLog } from '../log.ts';
import type { Diagnosis } from './diagnosis.ts';

/** How each source was when it was asked last: none is asked now. */
export async function examineSources(
  { sources, databaseUrl }: Pick<Config, 'sources' | 'databaseUrl'>,
  hasDatabase: boolean,
): Promise<readonly Diagnosis[]> {
  const subject = 'sources';
  if (sources.length === 0) return [{ state: 'off', subject, lines: ['none set', howToSwitchOn] }];
  const names = sources.map(({ name }) => name);
  if (!hasDatabase)
    return [{ state: 'off', subject, lines: [`${names.join(', ')}: nothing was fetched yet`] }];
  const store = await openStore({ url: databaseUrl, log: silentLog });
  try {
    return await Promise.all(names.map((name) => examineSource(name, store)));
  } finally {
    await store.close();
  }
}

async function examineSource(
  name: string,
  { sourceStatuses, keptPapers }: Pick<Store, 'sourceStatuses' | 'keptPapers'>,
): Promise<Diagnosis> {
  const subject = 'source';
  const status = await sourceStatuses.get(name);
  if (status === undefined)
    return {
      state: 'off',
      subject,
      lines: [`${name}: nothing was fetched yet; start the bot, or "${program} fetch"`],
    };
  const { count, newest } = await keptPapers.describe(name);
  const trouble = tellTrouble(status);
  const held =
    newest === undefined ? 'no papers' : `${countPapers(count)}, the newest of ${writeMoment(newest, 'UTC')}`;
  return {
    state: status.state === 'broken' ? 'wrong' : 'ok',
    subject,
    lines: [
      `${name}: ${tellState(status)}; ${held}`,
      ...(trouble === undefined ? [] : [cleanLine(trouble)]),
      ...(status.nextTry === undefined ? [] : [`Asked next: ${writeMoment(status.nextTry, 'UTC')}`]),
    ],
  };
}
