/** A part of a payload, read with care: what a renderer makes. */
export type Part = { readonly [key: string]: unknown };

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function partOf(value: unknown): Part {
  return isPart(value) ? value : {};
}

export function partsOf(value: unknown): readonly Part[] {
  return Array.isArray(value) ? value.filter(isPart) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
