import type { Paper, PaperId } from './paper.ts';

/** Papers to look things up in. */
export type Corpus = {
  /** In order of source, part and line; a paper in several where the first has it. A new array after each change. */
  readonly papers: readonly Paper[];
  get(id: PaperId): Paper | undefined;
  /** The papers of this title, compared by its folded words. */
  titled(title: string): readonly Paper[];
};

/** What was read, for a report. */
export type CorpusCounts = {
  /** Files of a folder, batches of a service. */
  readonly parts: number;
  readonly records: number;
  readonly papers: number;
  /** How many papers were met in more than one record. */
  readonly merged: number;
};
