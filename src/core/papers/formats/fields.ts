export type Fields = Readonly<Record<string, unknown>>;

/** A plain object, as JSON has them. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is inside objects by the names on the way, the first element of each list on it; undefined where something is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let found = firstOf(value);
  for (const name of path) {
    if (!isObject(found)) return undefined;
    found = firstOf(found[name]);
  }
  return found;
}

/** The text there, of a number too; empty ones are absent. */
export function jsonText(value: unknown, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}

/** The elements of a list; one value that stands alone is a list of one. */
export function listAt(value: Fields, name: string): readonly unknown[] {
  const found = value[name];
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found];
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
