import type { Report } from '../problem.ts';
import type { RawRecord } from './record.ts';

/**
 * Reads a file of one format, given as pieces of text of any length, and its path inside its folder; what cannot be read is
 * reported and left out.
 */
export type ReadRecords = (
  input: AsyncIterable<string>,
  report: Report,
  path: string,
) => AsyncIterable<RawRecord>;

/**
 * A format that files of papers may have.
 *
 * @example
 * export const tsv: Format = { endings: ['tsv'], read: readTsv, growsByLines: true, isAdvised: true };
 */
export type Format = {
  /** What the names of its files end in, in lower case without the dot; the usual one first. */
  readonly endings: readonly [string, ...string[]];
  readonly read: ReadRecords;
  /** Whether a file that begins so is of this format, whatever its name; absent where only its name tells. */
  isLike?(head: string): boolean;
  /** One record a line, so that lines appended to a file can be read alone. */
  readonly growsByLines?: true;
  /** Whether most files of this kind hold no papers, so that one inside a folder that holds none is no problem. */
  readonly isOftenProse?: true;
  /** Whether people are told to save their papers so. */
  readonly isAdvised?: true;
};

/** The longest line or entry that is read, in characters. */
export const LONGEST = 32 * 1024 * 1024;
