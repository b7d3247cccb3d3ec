import type { Report } from '../problem.ts';
import type { Fields } from './fields.ts';
import { guessField, isField, type PaperRecord } from './record-fields.ts';

/** Names of which it is remembered what they mean, and that they were told of. */
const REMEMBERED = 1000;

/**
 * Tells of the fields of a file's records that are likely meant to be one of ours which the record lacks, each name once: a
 * misspelt one, or the authors or the date of a shape that is not known.
 */
export function createUnknownFieldReport(
  report: Report,
): (record: { readonly line: number; readonly fields: Fields }) => void {
  const meanings = new Map<string, keyof PaperRecord | undefined>();
  const told = new Set<string>();

  function meaningOf(name: string): keyof PaperRecord | undefined {
    if (meanings.has(name)) return meanings.get(name);
    const meant = guessField(name);
    if (meanings.size < REMEMBERED) meanings.set(name, meant);
    return meant;
  }

  return ({ line, fields }) => {
    for (const name of Object.keys(fields)) {
      if (isField(name) || told.has(name) || isNothing(fields[name])) continue;
      const meant = meaningOf(name);
      if (meant === undefined || isGiven(fields, meant)) continue;
      if (told.size < REMEMBERED) told.add(name);
      report({ line, field: name, what: 'unknown field, ignored', remedy: `did you mean "${meant}"?` });
    }
  };
}

/** Whether a record says what a field of ours is for: the date by its year too. */
function isGiven(fields: Fields, field: keyof PaperRecord): boolean {
  return !isNothing(fields[field]) || (field === 'published' && !isNothing(fields.year));
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
