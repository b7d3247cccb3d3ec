type Node = { readonly [key: string]: unknown };
type Specification = { readonly components: { readonly schemas: { readonly [name: string]: Node } } };

/**
 * The part of Discord's description that messages of components and forms are checked with: a JSON Schema whose `$defs`
 * `message` and `form` are those of the body of a message and of the data of a modal.
 */
export function selectSchemas(specification: unknown): object {
  const { schemas } = (specification as Specification).components;
  const chosen: Record<string, unknown> = {};
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        if (key === 'title' || key === 'description' || key === 'format') {
          if (typeof inner === 'string') return [];
        }
        if (key !== '$ref' || typeof inner !== 'string') return [[key, convert(inner)]];
        const name = inner.split('/').at(-1) ?? '';
        if (!(name in chosen)) {
          chosen[name] = {};
          chosen[name] = convert(schemas[name]);
        }
        return [[key, `#/$defs/${name}`]];
      }),
    );
  };
  const components = (schemas.MessageCreateRequest as { readonly properties: Node }).properties.components;
  const message = {
    type: 'object',
    properties: { components: convert(components) },
    required: ['components'],
  };
  const form = convert(schemas.ModalInteractionCallbackRequestData);
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: { message, form, ...chosen } };
}
