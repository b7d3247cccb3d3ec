import type { ReferenceEntry } from '../../reference-entry.ts';
import { plainText } from '../../text/plain-text.ts';
import type { Fields } from '../fields.ts';

/** What a record of a service or a tool says, under our names, and how it would be cited. */
export type ShapedRecord = {
  readonly fields: Fields;
  readonly entry?: ReferenceEntry | undefined;
  /** As of a `RawRecord`. */
  readonly isPlain?: true;
};

/** How a service or a tool writes a paper in JSON. */
export type Shape = {
  /** Whether an object is one of its records. */
  recognises(value: Fields): boolean;
  /** Nothing for a record that is no paper: a review, an attachment. */
  read(value: Fields): ShapedRecord | undefined;
};

type Facts = {
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly editors?: readonly string[];
  readonly corporate?: readonly string[];
};

/** An entry of these facts as plain text; those that are not known are left out. Nothing where no more than a date is known. */
export function entryOf(
  type: string,
  { fields, editors = [], corporate = [] }: Facts,
): ReferenceEntry | undefined {
  const known = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, plainText(value)] as const],
  );
  const isBare =
    type === 'misc' && editors.length === 0 && known.every(([name]) => name === 'date' || name === 'year');
  if (isBare && corporate.length === 0) return undefined;
  return {
    type,
    fields: Object.fromEntries(known),
    ...(editors.length === 0 ? {} : { editors }),
    ...(corporate.length === 0 ? {} : { corporate }),
  };
}

/** The same under the key by which it is cited. */
export function withKey(
  entry: ReferenceEntry | undefined,
  key: string | undefined,
): ReferenceEntry | undefined {
  return key === undefined ? entry : { ...(entry ?? { type: 'misc', fields: {} }), key };
}

/** A name that says no more than that the paper is a preprint. */
export function isRepository(name: string | undefined): boolean {
  return name !== undefined && /^(?:arxiv|corr)\b/i.test(name);
}

/** `5–9` of a span of pages written with any number of hyphens. */
export function dashPages(pages: string | undefined): string | undefined {
  return pages?.replace(/\s?-+\s?/g, '–');
}

/** `5–9` of a first and a last page. */
export function joinPages(first: string | undefined, last: string | undefined): string | undefined {
  return first === undefined || last === undefined || last === first ? first : `${first}–${last}`;
}
