import type { ReferenceEntry } from '../../papers/reference-entry.ts';

/** A paper as a service describes it: its fields under the names of `PaperRecord`, not yet checked, text with its mark-up. */
export type FetchedRecord = {
  /** Its name at the source: what comes again under it takes the place of what came before. */
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The number of the version that is told. */
  readonly version?: number | undefined;
  /** How it would be cited, where the service says. */
  readonly entry?: ReferenceEntry | undefined;
};
