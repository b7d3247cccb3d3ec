/** A component as JSON. */
type Json = { readonly [key: string]: unknown };

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Every component of a message or form, nested ones and accessories too, in their order. */
export function listComponents(part: unknown): readonly Json[] {
  if (!isRecord(part)) return [];
  const { components, accessory, component } = part;
  const inner = [...(Array.isArray(components) ? components : []), accessory, component].filter(isRecord);
  return inner.flatMap((one) => [one, ...listComponents(one)]);
}
