import { existsSync } from 'node:fs';
import type { Config } from '../config/config.ts';
import { countPapers } from '../core/cards/plain-words.ts';
import { describeDigest, describeSpan } from '../core/digest/digest-words.ts';
import { writeMoment } from '../core/digest/schedule/schedule-words.ts';
import { describeProblem } from '../core/papers/problem.ts';
import { checkCorpus } from '../core/sources/folder/check.ts';
import { howToSwitchOn, tellState, tellTrouble } from '../core/sources/state-words.ts';
import { describeDatabase } from '../core/store/database/describe-database.ts';
import type { DeliveryHistory } from '../core/store/digests/delivery.ts';
import type { Digest } from '../core/store/digests/digest.ts';
import { chooseEngine, openStore } from '../core/store/open-store.ts';
import { type Store, StoreFailure } from '../core/store/store.ts';
import { cleanLine } from '../core/text/clean-text.ts';
import { program } from './command-line/arguments.ts';
import { silentLog } from './log.ts';

/** One thing that was looked at. `off`: not set up, which is no fault. */
export type Diagnosis = {
  readonly state: 'ok' | 'wrong' | 'off';
  readonly subject: string;
  readonly lines: readonly string[];
};

const PROBLEMS_SHOWN = 3;

/** Looks at papers, database, services and what sources told last, changing nothing and connecting to the database alone. */
export async function examineAll(config: Config, now: Date): Promise<readonly Diagnosis[]> {
  const { databaseUrl } = config;
  const { isCurrent, ...database } = await examineDatabase(databaseUrl);
  return [
    { state: 'ok', subject: 'settings', lines: ['understood', ...config.notices] },
    await examinePapers(config.corpus),
    database,
    ...examineServices(config),
    ...(await examineSources(config, isCurrent === true)),
    ...(isCurrent ? await examineDigests(databaseUrl, now) : []),
  ];
}

/** The findings for people, a line each or a few. */
export function renderFindings(findings: readonly Diagnosis[]): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  return findings
    .flatMap(({ state, subject, lines }) =>
      lines.map((line, index) => {
        const head = index === 0 ? `${state.padEnd(5)}  ${subject.padEnd(width)}` : ' '.repeat(width + 7);
        return `${head}  ${line}\n`;
      }),
    )
    .join('');
}

async function examinePapers(folder: string): Promise<Diagnosis> {
  const { counts, problems } = await checkCorpus(folder);
  const left = problems.length - PROBLEMS_SHOWN;
  const isWell = problems.length === 0 && counts.papers > 0;
  return {
    state: isWell ? 'ok' : 'wrong',
    subject: 'papers',
    lines: [
      `${counts.papers} papers in ${folder}`,
      ...problems.slice(0, PROBLEMS_SHOWN).map(describeProblem),
      ...(left > 0 ? [`${left} more problems; "${program} check" tells them all`] : []),
    ],
  };
}

/** `isCurrent`: it can be used as it is. */
async function examineDatabase(url: string): Promise<Diagnosis & { readonly isCurrent?: true }> {
  const subject = 'database';
  try {
    const engine = chooseEngine(url, '.');
    if (engine.kind === 'sqlite' && !existsSync(url.slice('sqlite:'.length)))
      return { state: 'off', subject, lines: [`${engine.place} is not there yet; the first start makes it`] };
    const { version, newest, engineVersion, bytes, rows } = await describeDatabase(engine);
    const held = [...rows].map(([table, count]) => `${count} ${table.replaceAll('_', ' ')}`).join(', ');
    const lines = [
      engine.place,
      `${engineVersion}, version ${version} of the tables, ${describeBytes(bytes)}`,
      held === '' ? 'nothing in it yet' : held,
    ];
    if (version > newest)
      return {
        state: 'wrong',
        subject,
        lines: [
          ...lines,
          `A newer Paperboy made it; this one knows up to version ${newest}. Update Paperboy.`,
        ],
      };
    if (version === newest) return { state: 'ok', subject, lines, isCurrent: true };
    return { state: 'ok', subject, lines: [...lines, `The next start brings it to version ${newest}.`] };
  } catch (error) {
    if (error instanceof StoreFailure) return { state: 'wrong', subject, lines: [error.message] };
    throw error;
  }
}

/** How each source was when it was asked last: none is asked now. */
async function examineSources(
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

function examineServices({ platforms, mail }: Config): readonly Diagnosis[] {
  const set = (subject: string, line: string | undefined, otherwise: string): Diagnosis =>
    line === undefined
      ? { state: 'off', subject, lines: [otherwise] }
      : { state: 'ok', subject, lines: [line] };
  return [
    ...platforms.map(({ kind, ready }) => set(kind.name, ready?.state, kind.absence)),
    set('e-mail', mail && `from ${mail.from} by ${new URL(mail.smtpUrl).host}`, 'has no server'),
  ];
}

function describeBytes(bytes: number): string {
  const kilobytes = bytes / 1_000;
  return kilobytes < 1_000 ? `${Math.ceil(kilobytes)} kB` : `${(kilobytes / 1_000).toFixed(1)} MB`;
}

const deliveriesLookedAt = 5;
/** Milliseconds after its time from which a digest must have begun. */
const overdueAfter = 10 * 60 * 1_000;

/** What becomes of the digests in a database of the newest version: a finding for each channel's, one for people's. */
async function examineDigests(url: string, now: Date): Promise<readonly Diagnosis[]> {
  const store = await openStore({ url, log: silentLog });
  try {
    const all = await store.digests.all();
    const ofChannels = all.filter(({ destination }) => destination.kind === 'channel');
    const ofPeople = all.filter(({ destination }) => destination.kind !== 'channel');
    if (all.length === 0) return [{ state: 'off', subject: 'digests', lines: ['none yet'] }];
    return [
      ...(await Promise.all(ofChannels.map((digest) => examineDigest(digest, store.deliveryHistory, now)))),
      ...(ofPeople.length === 0 ? [] : [examineSubscriptions(ofPeople, now)]),
    ];
  } finally {
    await store.close();
  }
}

async function examineDigest(digest: Digest, deliveries: DeliveryHistory, now: Date): Promise<Diagnosis> {
  const history = await deliveries.list(digest.id, deliveriesLookedAt);
  const { text = '' } = describeDigest(digest, history);
  const next = `Next: ${writeMoment(digest.nextDue, digest.zone)}`;
  const { platform, workspace } = digest.home;
  const place = digest.destination.kind === 'channel' ? digest.destination.channel.id : '';
  const wrong = [...(digest.lastFailure === undefined ? [] : ['failing']), ...findOverdue(digest, now)];
  return {
    state: wrong.length === 0 ? 'ok' : 'wrong',
    subject: `digest ${digest.id}`,
    lines: [
      [`${platform} ${workspace} ${place}`.replace(/ +/gu, ' '), ...wrong].join(', '),
      ...text.split('\n'),
      ...(digest.paused === undefined ? [next] : []),
    ],
  };
}

/** How many there are, and which do not come: what people read is their own. */
function examineSubscriptions(subscriptions: readonly Digest[], now: Date): Diagnosis {
  const wrong = subscriptions.flatMap((digest) => {
    const reasons = [
      ...(digest.lastFailure === undefined ? [] : [`failing: ${digest.lastFailure}`]),
      ...findOverdue(digest, now),
    ];
    return reasons.length === 0 ? [] : [`${digest.id}: ${reasons.join(', ')}`];
  });
  return {
    state: wrong.length === 0 ? 'ok' : 'wrong',
    subject: 'people',
    lines: [`${subscriptions.length} subscriptions, ${wrong.length} of them with trouble`, ...wrong],
  };
}

function findOverdue({ paused, nextDue }: Digest, now: Date): readonly string[] {
  const late = now.getTime() - nextDue.getTime();
  if (paused !== undefined || late < overdueAfter) return [];
  return [`overdue by ${describeSpan(late)}; start the bot, or look into its log`];
}
