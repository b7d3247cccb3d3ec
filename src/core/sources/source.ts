import type { Paper, PaperId } from '../papers/paper.ts';
import type { Problem } from '../papers/problem.ts';

/**
 * A place papers come from: a folder of files, a service, a feed. It tells what each of its parts holds; the corpus works out
 * what that changes and which records are of one paper.
 *
 * @example
 * // One paper a part, kept elsewhere; `caught` says when another round is over.
 * const source: Source = {
 *   name: 'example:papers',
 *   async *follow({ stop }) {
 *     for (let round = await readKept(); !stop.aborted; round = await caught(stop)) {
 *       const parts = round.map(({ key, paper }) => ({ part: key, records: paper ? [{ line: 1, paper }] : [] }));
 *       yield { parts, health: { state: 'fresh', problems: [], read: { parts: round.length, records: round.length } } };
 *     }
 *   },
 * };
 */
export type Source = {
  /** As settings and reports write it: a folder's path, `arxiv:cs.LG`. No other source has it. */
  readonly name: string;
  /**
   * Everything there is, then every change, each taken in as a whole before the next is asked for. The first comes of what is
   * at hand, empty or not, and waits for no service. Ends soon after `stop` aborts, and may be left after any change. What is
   * wrong is told by the health; a source that throws is broken from then on, and what it told stays.
   */
  follow(context: SourceContext): AsyncIterable<SourceChange>;
};

/** What a source is given to work with. */
export type SourceContext = {
  readonly stop: AbortSignal;
  /** The merged paper of an id. A source that holds an equal one may tell this very object, so that no text is kept twice. */
  known(id: PaperId): Paper | undefined;
};

/** What parts hold from now on, each part named once at most, and how the source is. */
export type SourceChange = { readonly parts: readonly PartChange[]; readonly health: SourceHealth };

/**
 * Part of a source: one file, one day's batch, one paper. It now holds what it held up to line `after` (0, nothing, unless
 * told) and then these records; a part without records is gone.
 */
export type PartChange = {
  readonly part: string;
  readonly after?: number;
  readonly records: readonly SourceRecord[];
};

/** A paper as one source has it. `line` is its place in its part, from 1 on, in ascending order. */
export type SourceRecord = { readonly line: number; readonly paper: Paper };

/**
 * `unasked`: nobody has asked it yet; `fresh`: well; `quiet`: well, with nothing to tell; `partial`: more is there than could be
 * had; `stale`: the same as before where there must be more; `waiting`: asked to pause until `nextTry`; `broken`: the first problem says why.
 */
export type SourceState = 'unasked' | 'fresh' | 'quiet' | 'partial' | 'stale' | 'waiting' | 'broken';

/** How a source is at present. */
export type SourceHealth = {
  readonly state: SourceState;
  /** What is wrong with the source itself, then with its records. */
  readonly problems: readonly Problem[];
  /** What was read, for a report: parts, and records sound or not. */
  readonly read: { readonly parts: number; readonly records: number };
  /** When it is asked next, of a source that waits. */
  readonly nextTry?: Date;
};
