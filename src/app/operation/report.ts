import { hostname } from 'node:os';
import { z } from 'zod';
import type { ProgramLog } from '../log.ts';
import { version } from '../version.ts';
import type { Checks } from './checks.ts';

/** What a running process tells `doctor` of itself, which may be of another version. */
export const reportSchema = z.object({
  version: z.string(),
  node: z.string(),
  /** The version of the rules of time zones; absent where they are the system's. */
  zones: z.string().optional(),
  pid: z.number(),
  /** The name of its machine or container; absent in earlier versions. */
  host: z.string().optional(),
  /** Milliseconds. */
  up: z.number(),
  /** Bytes. */
  memory: z.number(),
  checks: z.array(z.object({ name: z.string(), state: z.enum(['ok', 'warn', 'wrong']), says: z.string() })),
  errors: z.array(z.object({ time: z.string(), message: z.string() })),
});

export type Report = z.output<typeof reportSchema>;

export async function makeReport(
  checks: Pick<Checks, 'read'>,
  { lastErrors }: Pick<ProgramLog, 'lastErrors'>,
): Promise<Report> {
  const { pid, versions } = process;
  return {
    ...{ version, node: versions.node, pid, host: hostname() },
    ...(versions.tz === undefined ? {} : { zones: versions.tz }),
    up: Math.round(process.uptime() * 1_000),
    memory: process.memoryUsage.rss(),
    checks: [...(await checks.read())],
    errors: lastErrors().map(({ time, message }) => ({ time, message })),
  };
}
