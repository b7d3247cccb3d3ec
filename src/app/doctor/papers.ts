import { describeProblem } from '../../core/papers/problem.ts';
import { checkCorpus } from '../../core/sources/folder/check.ts';
import { program } from '../command-line/arguments.ts';
import type { Diagnosis } from './diagnosis.ts';

const PROBLEMS_SHOWN = 3;

/** What is in the folder of papers, and what is wrong with it. */
export async function examinePapers(folder: string): Promise<Diagnosis> {
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
