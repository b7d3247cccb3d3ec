import type { Config } from '../../config/config.ts';
import { examineBackups } from './backups.ts';
import { examineDatabase } from './database.ts';
import type { Diagnosis } from './diagnosis.ts';
import { examineDeclared, examineDigests } from './digests.ts';
import { examineDisk } from './disk.ts';
import { examinePapers } from './papers.ts';
import { examinePlatforms } from './platforms.ts';
import { examineRunning } from './running.ts';
import { examineSearchServer } from './search-server.ts';
import { examineSources } from './sources.ts';
import { examineZones } from './zones.ts';

/**
 * Looks at papers, database, services and what sources told last, and asks the processes that run here how they are, changing
 * nothing and connecting to the database and a search server alone.
 */
export async function examineAll(config: Config, now: Date): Promise<readonly Diagnosis[]> {
  const { databaseUrl } = config;
  const { isCurrent, ...database } = await examineDatabase(databaseUrl);
  return [
    { state: 'ok', subject: 'settings', lines: ['understood', ...config.notices] },
    ...(await examineRunning(config)),
    await examinePapers(config.corpus),
    ...(await examineSearchServer(config)),
    database,
    await examineDisk(config),
    await examineBackups(config, now),
    await examineZones(),
    ...examinePlatforms(config),
    ...(await examineSources(config, isCurrent === true)),
    ...(isCurrent ? await examineDigests(config, now) : examineDeclared(config.digests)),
  ];
}
