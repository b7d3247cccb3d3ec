import { describeProblem } from '../../core/papers/problem.ts';
import { checkCorpus } from '../../core/sources/folder/check.ts';
import { checkWatch } from '../../core/sources/folder/try-watch.ts';
import { counted } from '../../core/text/counted.ts';
import { program } from '../command-line/arguments.ts';
import type { Diagnosis } from './diagnosis.ts';
import { describeQuality } from './quality.ts';

const PROBLEMS_SHOWN = 3;

/** What is in the folder of papers, how good that is and what is wrong with it, and whether its changes are noticed at once. */
export async function examinePapers(folder: string): Promise<Diagnosis> {
  const { papers, problems } = await checkCorpus(folder);
  const watch = await checkWatch(folder);
  const left = problems.length - PROBLEMS_SHOWN;
  const isWell = problems.length === 0 && papers.length > 0;
  return {
    state: isWell ? 'ok' : 'wrong',
    subject: 'papers',
    lines: [
      describeQuality(papers, ` in ${folder}`),
      ...problems.slice(0, PROBLEMS_SHOWN).map(describeProblem),
      ...(left > 0
        ? [`${counted(left, 'more problem', 'more problems')}; "${program} check" tells them all`]
        : []),
      ...(watch === undefined ? [] : [describeProblem(watch)]),
    ],
  };
}
