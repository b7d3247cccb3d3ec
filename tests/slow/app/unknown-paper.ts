import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../core/store/open.ts';
import { type PapersDouble, startPapersDouble } from '../../doubles/papers/double.ts';

/** A paper that the services know and the bot does not. */
export const unknownPaper = {
  id: '2608.01234',
  title: 'Quokkas Count Their Steps',
  abstract: 'We follow quokkas.',
  authors: [['Ada', 'Example']],
  categories: ['cs.LG'],
  created: '2026-08-01',
  announced: '2026-08-03',
} as const;

/** The services with that paper, and an empty folder for the program; both are gone after the test. */
export async function openUnknown(): Promise<{ readonly folder: string; readonly double: PapersDouble }> {
  const folder = await temporaryFolder();
  const double = await startPapersDouble();
  onTestFinished(() => double.close());
  double.arxiv.papers.push(unknownPaper);
  return { folder, double };
}
