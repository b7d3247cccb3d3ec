import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnosis } from './diagnosis.ts';

/** Where systems keep their time zones: https://data.iana.org/time-zones/tz-link.html */
const systemFolder = '/usr/share/zoneinfo';

/** Which rules of time zones digests go by: those that Node.js brings, whatever the system has. */
export async function examineZones(
  own = process.versions.tz,
  folder: string = systemFolder,
): Promise<Diagnosis> {
  const subject = 'time zones';
  if (own === undefined) return { state: 'ok', subject, lines: ['the rules of the system'] };
  const used = `the rules of ${own}, which Node.js ${process.versions.node} brings`;
  const system = await readVersion(folder);
  // Versions are a year and letters: 2025c, 2026a.
  if (system === undefined || system <= own) return { state: 'ok', subject, lines: [used] };
  return {
    state: 'warn',
    subject,
    lines: [
      used,
      `This system has those of ${system}. Where time zones have changed since, digests come at the old hour: install the newest Node.js.`,
    ],
  };
}

/** The version that the system's zone data names; undefined where it names none. */
async function readVersion(folder: string): Promise<string | undefined> {
  for (const file of ['tzdata.zi', '+VERSION']) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => '');
    const version = /^(?:# version )?(?<version>\d{4}[a-z]+)$/mu.exec(text.slice(0, 100))?.groups?.version;
    if (version !== undefined) return version;
  }
  return undefined;
}
