export type Json = { readonly [key: string]: unknown };

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The records in a list; anything else in it is left out. */
export function recordsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A string, or '' for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
