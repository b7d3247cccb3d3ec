import { type CorpusCounts, openCorpus } from './corpus.ts';
import { describeProblem, type Problem } from './problem.ts';

export type CheckResult = {
  readonly folder: string;
  readonly counts: CorpusCounts;
  readonly problems: readonly Problem[];
};

/** Reads a folder of papers once, to tell what is in it and what is wrong. */
export async function checkCorpus(folder: string): Promise<CheckResult> {
  const corpus = await openCorpus(folder, { watch: false });
  const { counts, problems } = corpus;
  await corpus.close();
  return { folder, counts, problems };
}

/** A check for people: what was read, a line for each problem, a closing count. */
export function renderCheck({ folder, counts, problems }: CheckResult): string {
  const { papers, records, files, merged } = counts;
  const read = `${folder}: ${amount(papers, 'paper')} from ${amount(records, 'record')} in ${amount(files, 'file')}`;
  const joined = merged === 0 ? '' : `; ${amount(merged, 'paper')} met more than once and merged`;
  const closing = problems.length === 0 ? 'No problems.' : `${amount(problems.length, 'problem')}.`;
  return [`${read}${joined}.`, ...problems.map(describeProblem), closing].join('\n');
}

function amount(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
