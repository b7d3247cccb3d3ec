import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { checkCorpus } from '../core/papers/check.ts';
import { describeProblem } from '../core/papers/problem.ts';
import { describeDatabase } from '../core/store/describe-database.ts';
import { chooseEngine } from '../core/store/open-store.ts';
import { StoreFailure } from '../core/store/store.ts';
import { examineDigests } from './examine-digests.ts';

/** One thing that was looked at. `off`: not set up, which is no fault. */
export type Finding = {
  readonly state: 'ok' | 'wrong' | 'off';
  readonly subject: string;
  readonly lines: readonly string[];
};

const PROBLEMS_SHOWN = 3;

/** Looks at papers, database and services of these settings, changing nothing and connecting to the database alone. */
export async function examineAll(config: Config, now: Date): Promise<readonly Finding[]> {
  const { databaseUrl } = config;
  const { isCurrent, ...database } = await examineDatabase(databaseUrl);
  return [
    { state: 'ok', subject: 'settings', lines: ['understood', ...config.notices] },
    await examinePapers(config.corpus),
    database,
    ...examineServices(config),
    ...(isCurrent ? await examineDigests(databaseUrl, now) : []),
  ];
}

/** The findings for people, a line each or a few. */
export function renderFindings(findings: readonly Finding[]): string {
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

async function examinePapers(folder: string): Promise<Finding> {
  const { counts, problems } = await checkCorpus(folder);
  const left = problems.length - PROBLEMS_SHOWN;
  const isWell = problems.length === 0 && counts.papers > 0;
  return {
    state: isWell ? 'ok' : 'wrong',
    subject: 'papers',
    lines: [
      `${counts.papers} papers in ${folder}`,
      ...problems.slice(0, PROBLEMS_SHOWN).map(describeProblem),
      ...(left > 0 ? [`${left} more problems; "paperboy check" tells them all`] : []),
    ],
  };
}

/** `isCurrent`: it can be used as it is. */
async function examineDatabase(url: string): Promise<Finding & { readonly isCurrent?: true }> {
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

function examineServices({ discord, slack, mail }: Config): readonly Finding[] {
  const set = (subject: string, line: string | undefined, otherwise: string): Finding =>
    line === undefined
      ? { state: 'off', subject, lines: [otherwise] }
      : { state: 'ok', subject, lines: [line] };
  const way = slack === undefined || 'appToken' in slack ? 'Socket Mode' : `HTTP on port ${slack.port}`;
  return [
    set('discord', discord && 'has a token; start says whether Discord takes it', 'has no token'),
    set('slack', slack && `has its tokens, for ${way}; start says whether Slack takes them`, 'has no tokens'),
    set('e-mail', mail && `from ${mail.from} by ${new URL(mail.smtpUrl).host}`, 'has no server'),
  ];
}

function describeBytes(bytes: number): string {
  const kilobytes = bytes / 1_000;
  return kilobytes < 1_000 ? `${Math.ceil(kilobytes)} kB` : `${(kilobytes / 1_000).toFixed(1)} MB`;
}
