import { type CorpusCounts, openCorpus } from './corpus.ts';
import { describeIgnored, findIgnored, type Ignored } from './ignored.ts';
import { describeProblem, type Problem } from './problem.ts';

export type CheckResult = {
  readonly folder: string;
  readonly counts: CorpusCounts;
  readonly problems: readonly Problem[];
  readonly ignored: readonly Ignored[];
};

/** Reads a folder of papers once, to tell what is in it and what is wrong. */
export async function checkCorpus(folder: string): Promise<CheckResult> {
  const corpus = await openCorpus(folder, { watch: false });
  const { counts, problems } = corpus;
  await corpus.close();
  return { folder, counts, problems, ignored: await findIgnored(folder) };
}

/** A check for people: what was read and what not, a line for each problem, a closing count. */
export function renderCheck({ folder, counts, problems, ignored }: CheckResult): string {
  const { papers, records, files, merged } = counts;
  const read = `${folder}: ${amount(papers, 'paper')} from ${amount(records, 'record')} in ${amount(files, 'file')}`;
  const joined = merged === 0 ? '' : `; ${amount(merged, 'paper')} met more than once and merged`;
  const closing = problems.length === 0 ? 'No problems.' : `${amount(problems.length, 'problem')}.`;
  return [
    `${read}${joined}.`,
    ...ignored.map(describeIgnored),
    ...problems.map(describeProblem),
    closing,
  ].join('\n');
}

function amount(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
