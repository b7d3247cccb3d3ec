import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { hostname } from 'node:os';
import { text } from 'node:stream/consumers';
import type { Config } from '../../config/config.ts';
import { describeSpan } from '../../core/digest/digest-words.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { describeBytes } from '../backups/describe-bytes.ts';
import { listDoors } from '../operation/door.ts';
import { type Report, reportSchema } from '../operation/report.ts';
import { version } from '../version.ts';
import type { Diagnosis } from './diagnosis.ts';

const subject = 'running';
/** Milliseconds in which a process must answer: more than any of its parts takes to find out that what it needs does not. */
const patience = 15_000;

/** A finding for each process that runs with this folder of data; none where none does. */
export async function examineRunning(
  { data }: Pick<Config, 'data'>,
  within = patience,
): Promise<readonly Diagnosis[]> {
  const doors = await listDoors(data).catch(() => undefined);
  if (doors === undefined) return [unasked];
  const found = (await Promise.all(doors.map((path) => examineOne(path, within)))).flat();
  const isSpread = found.some((one) => 'host' in one && one.host !== hostname());
  return found.map((one) => ('pid' in one ? describe(one, isSpread) : one));
}

const unasked: Diagnosis = {
  state: 'warn',
  subject,
  lines: ['A process may run here that only its own user may ask: run this as that user'],
};

/** What it says of itself, or why it does not; nothing where nobody is there. */
async function examineOne(path: string, within: number): Promise<readonly (Report | Diagnosis)[]> {
  try {
    return [reportSchema.parse(JSON.parse(await ask(path, within)))];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // A process that was killed leaves its socket behind.
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return [];
    if (code === 'EACCES') return [unasked];
    const line = 'A process runs and does not say how it is: look into its log, or start it anew';
    return [{ state: 'wrong', subject, lines: [line] }];
  }
}

async function ask(socketPath: string, within: number): Promise<string> {
  const asked = request({ socketPath, path: '/doctor', signal: AbortSignal.timeout(within) }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return text(answer);
}

/** Containers number their processes alike: the names of these tell them apart. */
function describe(
  { version: runs, node, zones, pid, host, up, memory, checks, errors }: Report,
  isSpread: boolean,
): Diagnosis {
  const isOther = runs !== version;
  const states = checks.map(({ state }) => state);
  const state = states.includes('wrong') ? 'wrong' : states.includes('warn') || isOther ? 'warn' : 'ok';
  const zoneRules = zones === undefined ? 'the rules of time zones of the system' : `time zones of ${zones}`;
  return {
    state,
    subject,
    lines: [
      `process ${pid}${isSpread && host !== undefined ? ` on ${host}` : ''} for ${describeSpan(up)}: Paperboy ${runs}, Node.js ${node}, ${zoneRules}, ${describeBytes(memory)} of memory`,
      ...(isOther ? [`This is Paperboy ${version}: start the process anew to have it run that`] : []),
      ...checks.map(({ name, state: how, says }) => `${name}${how === 'ok' ? '' : ` (${how})`}: ${says}`),
      errors.length === 0 ? 'No errors in its log' : 'The newest errors in its log:',
      ...errors.map(({ time, message }) => `${time} ${message}`),
    ].map(cleanLine),
  };
}
