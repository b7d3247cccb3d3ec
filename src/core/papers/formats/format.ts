import type { Report } from '../problem.ts';
import type { RawRecord } from './record.ts';

/** Reads a file of one format, given as pieces of text of any length; what cannot be read is reported and left out. */
export type ReadRecords = (input: AsyncIterable<string>, report: Report) => AsyncIterable<RawRecord>;

/** The longest line or entry that is read, in characters. */
export const LONGEST = 32 * 1024 * 1024;
