/** A part of a payload, read with care: it may be what a renderer makes, or anything else. */
export type Part = { readonly [key: string]: unknown };

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a part; an empty one for anything else. */
export function partOf(value: unknown): Part {
  return isPart(value) ? value : {};
}

/** The parts in a list; none for anything else. */
export function partsOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.filter(isPart) : [];
}

/** The value as a string; '' for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
