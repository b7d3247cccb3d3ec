import { isPart, type Part, partsOf } from '../../../core/chat/preview/json.ts';

/** Every component of a message or form, nested ones and accessories too, in their order. */
export function listComponents(part: unknown): readonly Part[] {
  if (!isPart(part)) return [];
  const { components, accessory, component } = part;
  const inner = [...partsOf(components), accessory, component].filter(isPart);
  return inner.flatMap((one) => [one, ...listComponents(one)]);
}
