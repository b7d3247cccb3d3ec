import type { Config } from '../../config/config.ts';
import { writeMoment } from '../../core/digest/schedule/schedule-words.ts';
import { addedByHand } from '../../core/sources/added-by-hand.ts';
import { howToSwitchOn, tellState, tellTrouble } from '../../core/sources/state-words.ts';
import { openStore } from '../../core/store/open-store.ts';
import type { Store } from '../../core/store/store.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { program } from '../command-line/arguments.ts';
import { silentLog } from '../log.ts';
import type { Diagnosis } from './diagnosis.ts';
import { describeQuality } from './quality.ts';

/** How each source was when it was asked last: none is asked now. */
export async function examineSources(
  { sources, databaseUrl }: Pick<Config, 'sources' | 'databaseUrl'>,
  hasDatabase: boolean,
): Promise<readonly Diagnosis[]> {
  const subject = 'sources';
  const names = sources.map(({ name }) => name);
  const none: readonly Diagnosis[] =
    names.length === 0 ? [{ state: 'off', subject, lines: ['none set', howToSwitchOn] }] : [];
  if (!hasDatabase)
    return names.length === 0
      ? none
      : [{ state: 'off', subject, lines: [`${names.join(', ')}: nothing was fetched yet`] }];
  const store = await openStore({ url: databaseUrl, log: silentLog });
  try {
    const findings = await Promise.all(names.map((name) => examineSource(name, store)));
    return [...none, ...findings, ...(await examineAdded(store))];
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
  const trouble = tellTrouble(status);
  return {
    state: status.state === 'broken' ? 'wrong' : 'ok',
    subject,
    lines: [
      `${name}: ${tellState(status)}; ${await describeHeld(name, keptPapers)}`,
      ...(trouble === undefined ? [] : [cleanLine(trouble)]),
      ...(status.nextTry === undefined ? [] : [`Asked next: ${writeMoment(status.nextTry, 'UTC')}`]),
    ],
  };
}

/** What members added by link or id; nothing where nobody did. */
async function examineAdded({ keptPapers }: Pick<Store, 'keptPapers'>): Promise<readonly Diagnosis[]> {
  const { count } = await keptPapers.describe(addedByHand);
  if (count === 0) return [];
  const lines = [`added by members: ${await describeHeld(addedByHand, keptPapers)}`];
  return [{ state: 'ok', subject: 'source', lines }];
}

async function describeHeld(name: string, papers: Store['keptPapers']): Promise<string> {
  const { newest } = await papers.describe(name);
  if (newest === undefined) return 'no papers';
  const { days } = await papers.changedSince(name, 0);
  const held = days.flatMap((day) => day.papers.map(({ paper }) => paper));
  return `${describeQuality(held)}; the newest of ${writeMoment(newest, 'UTC')}`;
}
