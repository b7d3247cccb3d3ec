export type Fields = Readonly<Record<string, unknown>>;

/** A plain object, as JSON has them. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
