import { cleanLine } from '../text/clean-text.ts';
import { clipText, cutText } from '../text/clip-text.ts';

/** Something wrong with a source of papers: where, what, and how to mend it. */
export type Problem = {
  /** The part of its source (a file's name inside its folder), or the source itself where that is the problem. */
  readonly place: string;
  /** 1-based. */
  readonly line?: number;
  readonly field?: string;
  readonly what: string;
  readonly remedy: string;
};

/** A problem found while one part of a source is read. */
export type Finding = Omit<Problem, 'place'>;

export type Report = (finding: Finding) => void;

/** One line: `papers.jsonl, line 3, published: "soon" is no date; write it as 2023-03-14, 2023-03 or 2023`. */
export function describeProblem(problem: Problem): string {
  const line = problem.line === undefined ? '' : `, line ${problem.line}`;
  const field = problem.field === undefined ? '' : `, ${problem.field}`;
  return oneLine(`${problem.place}${line}${field}: ${problem.what}; ${problem.remedy}`);
}

/** A foreign value as it may stand in a log: as JSON writes it, in straight quotation marks, on one line, short. */
export function quoteValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return `"${clipText(oneLine(text), 61)}"`;
}

function oneLine(text: string): string {
  return cleanLine(cutText(text, 1000));
}
